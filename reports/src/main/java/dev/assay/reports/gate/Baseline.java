package dev.assay.reports.gate;

import dev.assay.core.metric.ScoredSample;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One model on one task, made the measure of runs to come.
///
/// @param results what was asked and answered
/// @param blessed how it became a baseline
public record Baseline(TaskResults results, Blessed blessed) {

    private static final GateMetric ACCURACY = new GateMetric(GateMetric.Kind.ACCURACY, 1);

    /// How results became a baseline.
    ///
    /// @param at when
    /// @param run the run, as people find it again
    /// @param commit the commit of the project whose model or prompt this is, if known
    /// @param forced the reasons that were given for what `bless` would have refused; empty if it refused nothing
    /// @param previous `sha256:` and the digest of the file that this one replaced; absent for the first one
    /// @param sinceAnchor how much the accuracy has changed since the first file of the chain, or since the last one that asked or judged
    ///     something else; in -1 to 1, 0 for that file itself; absent if a file since then has no score
    public record Blessed(Instant at, String run, Optional<String> commit, List<String> forced, Optional<String> previous, Optional<Double> sinceAnchor) {
        public Blessed {
            forced = List.copyOf(forced);
        }
    }

    /// A baseline that is about to be replaced.
    ///
    /// @param baseline what it says
    /// @param digest that of its file, as [BaselineCodec#digest] gives it
    public record Replaced(Baseline baseline, String digest) {
    }

    /// The baseline that these results make, with its place in the chain of those before it.
    ///
    /// @param replaced the one that it replaces; absent for the first
    /// @param results the run's
    /// @param at when
    /// @param run the run, as people find it again
    /// @param commit the commit of the project, if known
    /// @param forced the reasons that were given for what [BlessRefusals] names
    public static Baseline next(Optional<Replaced> replaced, TaskResults results, Instant at, String run, Optional<String> commit, List<String> forced) {
        Optional<Double> since = replaced.filter(old -> continues(old.baseline.results, results)).map(old -> since(old.baseline, results))
            .orElseGet(() -> accuracy(results).map(_ -> 0.0));
        return new Baseline(results, new Blessed(at, run, commit, forced, replaced.map(Replaced::digest), since));
    }

    /// Whether the change between two baselines is one of the model: both ask the same samples, as often, and judge them alike.
    private static boolean continues(TaskResults old, TaskResults results) {
        Fingerprint then = old.fingerprint();
        Fingerprint now = results.fingerprint();
        return then.dataset().equals(now.dataset()) && then.scorer().equals(now.scorer()) && then.judge().equals(now.judge()) && then.epochs() == now.epochs()
            && ids(old).equals(ids(results));
    }

    private static Set<String> ids(TaskResults results) {
        return new HashSet<>(results.samples().stream().map(SampleEpochs::sample).toList());
    }

    private static Optional<Double> since(Baseline old, TaskResults results) {
        return old.blessed.sinceAnchor
            .flatMap(change -> accuracy(old.results).flatMap(then -> accuracy(results).map(now -> Math.clamp(change + now - then, -1.0,
                1.0))));
    }

    private static Optional<Double> accuracy(TaskResults results) {
        List<ScoredSample> samples = results.samples().stream().map(ACCURACY::scores).toList();
        return CheckDrafts.mean(samples);
    }
}
