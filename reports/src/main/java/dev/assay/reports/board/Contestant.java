package dev.assay.reports.board;

import dev.assay.core.metric.Accuracy;
import dev.assay.core.metric.ScoredSample;
import dev.assay.core.metric.Seed;
import dev.assay.core.metric.compare.PairedDifference;
import dev.assay.core.metric.compare.PairedTest;
import dev.assay.core.metric.compare.Pairing;
import dev.assay.core.model.ModelRef;
import dev.assay.core.scorer.ScorerRef;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// One model's samples of one task, ready to be paired with another model's.
///
/// @param run the number of the run
/// @param label what people call the run
/// @param seed the run's root seed
/// @param model which model
/// @param task the task's id
/// @param dataset the digest of its dataset; absent if the run does not say
/// @param scorer who judged
/// @param samples what the model was asked, by their ids
record Contestant(int run, String label, long seed, ModelRef model, String task, Optional<String> dataset, Optional<ScorerRef> scorer,
    List<ScoredSample> samples) {

    private static final Comparator<Contestant> CANONICAL = Comparator.<Contestant, String>comparing(one -> one.model.toString())
        .thenComparing(Contestant::label).thenComparingLong(Contestant::seed).thenComparingInt(Contestant::run);

    Contestant {
        samples = List.copyOf(samples);
    }

    /// Only the samples that pass.
    Contestant only(Predicate<String> ids) {
        return new Contestant(run, label, seed, model, task, dataset, scorer, samples.stream().filter(sample -> ids.test(sample.sample())).toList());
    }

    /// The same with its samples in the natural order of their ids; no figure depends on it, but lists do.
    Contestant inOrder() {
        return new Contestant(run, label, seed, model, task, dataset, scorer,
            samples.stream().sorted(Comparator.comparing(ScoredSample::sample, NaturalOrder.INSTANCE)).toList());
    }

    /// Why these two cannot be compared at all, whatever their samples: other data, or another scorer.
    Optional<String> unlike(Contestant other) {
        if (dataset.isPresent() && other.dataset.isPresent() && !dataset.equals(other.dataset)) {
            return Optional.of("the datasets differ (" + brief(dataset.get()) + " and " + brief(other.dataset.get())
                + "): ask both models the same version of the data");
        }
        if (scorer.isPresent() && other.scorer.isPresent() && !scorer.equals(other.scorer)) {
            return Optional.of("the scorers differ (" + scorer.get() + " and " + other.scorer.get() + "): judge both runs again with assay score");
        }
        return Optional.empty();
    }

    private static String brief(String digest) {
        return digest.length() <= 12 ? digest : digest.substring(0, 12) + "…";
    }

    /// This model's samples beside another's, in the order of this one's.
    Pairing pairing(Contestant other) {
        return Pairing.of(samples, other.samples);
    }

    /// This model less another, on the same samples. The same two models give the same numbers, whichever comes first and in whatever order the runs are given.
    PairedDifference against(Contestant other) {
        if (CANONICAL.compare(this, other) > 0) {
            return other.against(this).swapped();
        }
        return new PairedTest(Accuracy.DEFAULT_CONFIDENCE, new Seed(Math.min(seed, other.seed)).split("paired/" + task + "/" + model + "/" + other.model))
            .compare(pairing(other));
    }

}
