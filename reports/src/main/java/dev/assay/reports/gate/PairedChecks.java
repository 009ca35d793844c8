package dev.assay.reports.gate;

import dev.assay.core.metric.Observation;
import dev.assay.core.metric.ScoredSample;
import dev.assay.core.metric.compare.MarginTest;
import dev.assay.core.metric.compare.Pair;
import dev.assay.core.metric.compare.Pairing;
import dev.assay.reports.board.NaturalOrder;
import dev.assay.reports.gate.CheckDraft.AgainstBaseline.Sides;
import dev.assay.reports.gate.CheckResult.Lost;
import dev.assay.reports.gate.Fingerprint.Mismatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Pairs a run's samples with its baseline's, and tests the difference.
final class PairedChecks {

    /// One sample in so many may be dropped: 2 %.
    private static final long MOST_DROPPED = 50;

    private PairedChecks() {
    }

    static CheckDraft of(GateMatter matter, TaskResults baseline, List<Mismatch> varying) {
        Optional<CheckDraft> other = otherSamples(matter, baseline);
        if (other.isPresent()) {
            return other.get();
        }
        return matter.metric().relative() ? ratios(matter, baseline, varying) : scores(matter, baseline, varying);
    }

    /// Samples that one side never had make the runs incomparable; never an intersection by silence.
    private static Optional<CheckDraft> otherSamples(GateMatter matter, TaskResults baseline) {
        List<String> now = matter.candidate().samples().stream().map(SampleEpochs::sample).toList();
        List<String> then = baseline.samples().stream().map(SampleEpochs::sample).toList();
        List<String> added = missing(now, then);
        List<String> gone = missing(then, now);
        if (added.isEmpty() && gone.isEmpty()) {
            return Optional.empty();
        }
        Mismatch mismatch = new Mismatch("samples", GateWords.samples(then.size()) + absent(gone, "this run"),
            GateWords.samples(now.size()) + absent(added, "the baseline"));
        return Optional.of(CheckDrafts.incomparable(matter, IncomparableSentence.of(matter, baseline, List.of(mismatch)), List.of(mismatch)));
    }

    private static List<String> missing(List<String> from, List<String> in) {
        Set<String> known = new HashSet<>(in);
        return from.stream().filter(id -> !known.contains(id)).toList();
    }

    private static String absent(List<String> ids, String where) {
        return ids.isEmpty() ? "" : " (not in " + where + ": " + GateWords.some(ids) + ")";
    }

    private static CheckDraft scores(GateMatter matter, TaskResults baseline, List<Mismatch> varying) {
        List<ScoredSample> now = matter.candidate().samples().stream().map(matter.metric()::scores).toList();
        List<ScoredSample> then = baseline.samples().stream().map(matter.metric()::scores).toList();
        Pairing pairing = Pairing.of(now, then);
        if (now.stream().allMatch(sample -> sample.scores().isEmpty())) {
            return CheckDrafts.unscored(matter);
        }
        if (tooMany(pairing.dropped().size(), pairing.pairs().size())) {
            return dropped(matter, pairing.dropped(), now.size());
        }
        boolean less = matter.metric().direction() == GateMetric.Direction.LESS_IS_BETTER;
        MarginTest test = MarginTest.ofScores(less ? pairing.swapped() : pairing, matter.check().margin().value(), matter.seed()).orElseThrow();
        return new CheckDraft.AgainstBaseline(matter, test, CheckDrafts.mean(now), CheckDrafts.mean(then), sides(pairing, less, baseline, varying));
    }

    /// What a reader must know of the pairs besides the test.
    static Sides sides(Pairing pairing, boolean lessIsBetter, TaskResults baseline, List<Mismatch> varying) {
        List<Pair> worse = pairing.pairs().stream().filter(pair -> (lessIsBetter ? -pair.difference() : pair.difference()) < 0)
            .sorted(Comparator.<Pair>comparingDouble(pair -> -Math.abs(pair.difference())).thenComparing(Pair::sample, NaturalOrder.INSTANCE)).toList();
        long differing = pairing.pairs().stream().filter(pair -> pair.difference() != 0).count();
        List<Lost> lost = worse.stream().limit(CheckResult.MOST_LOST).map(pair -> new Lost(pair.sample(), pair.b(), pair.a())).toList();
        return new Sides(baseline.fingerprint().epochs(), (double) differing / pairing.pairs().size(), pairing.dropped().size(), worse.size(),
            (int) (differing - worse.size()), lost, varying);
    }

    private static CheckDraft ratios(GateMatter matter, TaskResults baseline, List<Mismatch> varying) {
        Map<String, SampleEpochs> then = new LinkedHashMap<>();
        baseline.samples().forEach(sample -> then.put(sample.sample(), sample));
        List<Observation> logRatios = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        double candidateTotal = 0;
        double baselineTotal = 0;
        boolean known = false;
        for (SampleEpochs sample : matter.candidate().samples()) {
            SampleEpochs partner = Objects.requireNonNull(then.get(sample.sample()));
            OptionalDouble one = matter.metric().quantity(sample);
            OptionalDouble other = matter.metric().quantity(partner);
            known |= one.isPresent();
            if (one.isEmpty() || other.isEmpty()) {
                dropped.add(sample.sample());
                continue;
            }
            candidateTotal += one.getAsDouble();
            baselineTotal += other.getAsDouble();
            logRatios.add(new Observation(Math.log(other.getAsDouble() / one.getAsDouble()), sample.cluster().or(partner::cluster)));
        }
        if (!known) {
            return CheckDrafts.unscored(matter);
        }
        if (tooMany(dropped.size(), logRatios.size())) {
            return dropped(matter, dropped, matter.candidate().samples().size());
        }
        MarginTest test = MarginTest.ofRatios(logRatios, matter.check().margin().value(), matter.seed()).orElseThrow();
        int worse = (int) logRatios.stream().filter(ratio -> ratio.value() < 0).count();
        int better = (int) logRatios.stream().filter(ratio -> ratio.value() > 0).count();
        Sides sides = new Sides(baseline.fingerprint().epochs(), (double) (worse + better) / logRatios.size(), dropped.size(), worse, better, List.of(),
            varying);
        return new CheckDraft.AgainstBaseline(matter, test, Optional.of(candidateTotal / logRatios.size()), Optional.of(baselineTotal / logRatios.size()),
            sides);
    }

    private static boolean tooMany(int dropped, int kept) {
        return kept == 0 || dropped * MOST_DROPPED > (long) kept + dropped;
    }

    private static CheckDraft dropped(GateMatter matter, List<String> dropped, int all) {
        return CheckDrafts.incomparable(matter, GateWords.who(matter.check()) + ": " + GateWords.samples(dropped.size()) + " of " + all + " have no "
            + matter.metric() + " on one side, more than 2%: " + GateWords.some(dropped) + ". Ask these again, or look at why they have none.", List.of());
    }
}
