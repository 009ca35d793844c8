package dev.assay.reports.gate;

import dev.assay.core.metric.Accuracy;
import dev.assay.core.metric.ClusteredMean;
import dev.assay.core.metric.FloorTest;
import dev.assay.core.metric.ScoredSample;
import dev.assay.reports.board.Figures;
import dev.assay.reports.gate.BaselineSource.Found;
import dev.assay.reports.gate.Check.Bound;
import dev.assay.reports.gate.CheckResult.Missing;
import dev.assay.reports.gate.Fingerprint.Mismatch;
import java.util.List;
import java.util.Optional;

/// Judges one check as far as it can be judged alone, in this order: are there results, and a baseline if one is needed? could nobody have
/// changed them? do both sides ask the same? are there few outages? are few samples dropped? Only then the test.
final class CheckDrafts {

    private CheckDrafts() {
    }

    /// A rule that met nothing.
    static CheckDraft met(Check check) {
        String tag = check.rule().tag().map(name -> " with a sample tagged " + name).orElse("");
        return settled(check, Verdict.MISSING, "No task of this run is named " + check.rule().suite() + tag + ", so the rule "
            + (check.rule().place().isEmpty() ? "" : "at " + check.rule().place() + " ") + "judges nothing. Run such a task, or remove the rule.",
            Missing.RESULTS);
    }

    /// A check of a task and model that are there.
    static CheckDraft of(GateMatter matter) {
        Optional<CheckDraft> unusable = absent(matter).or(() -> unboxed(matter));
        if (unusable.isPresent()) {
            return unusable.get();
        }
        return switch (matter.metric().kind()) {
            case ERROR_RATE -> CountChecks.errors(matter);
            case ITEM_PASS_RATE -> CountChecks.mustPass(matter);
            case ACCURACY, PASS_AT, PASS_HAT, MAJORITY, TRUNCATED_RATE, NO_ANSWER_RATE, COST_PER_ITEM, TOKENS_PER_ITEM, LATENCY_PER_ITEM -> tested(matter);
        };
    }

    private static CheckDraft tested(GateMatter matter) {
        return switch (matter.check().bound()) {
            case MAX_DROP, MAX_INCREASE -> againstBaseline(matter);
            case MIN -> CountChecks.tooManyErrors(matter, matter.candidate()).orElseGet(() -> againstFloor(matter));
            case MAX -> CountChecks.tooManyErrors(matter, matter.candidate()).orElseGet(() -> CountChecks.ceiling(matter));
        };
    }

    /// Results that are not there, or not all there; absent if they are.
    static Optional<CheckDraft> absent(GateMatter matter) {
        TaskResults candidate = matter.candidate();
        String who = GateWords.who(matter.check());
        if (candidate.recorded() == 0) {
            return Optional.of(missing(matter, who + " has no result in " + matter.run() + ", so nothing is judged. Run it, then judge again.",
                Missing.RESULTS));
        }
        if (!candidate.complete()) {
            return Optional.of(missing(matter, who + " has results for " + Figures.count(candidate.recorded()) + " of "
                + GateWords.counted(candidate.planned(), "trial")
                + ", and a run that has not finished has no verdict. Run the same command again, which asks only the rest.",
                Missing.RESULTS));
        }
        return Optional.empty();
    }

    /// Results of a run whose programs had no box; absent if there was one, or no program ran.
    static Optional<CheckDraft> unboxed(GateMatter matter) {
        Fingerprint now = matter.candidate().fingerprint();
        if (!Comparability.isUnboxed(now)) {
            return Optional.empty();
        }
        List<Mismatch> mismatches = switch (matter.found()) {
            case Found.None _ -> List.of();
            case Found.Of of -> Comparability.isolation(of.results().fingerprint(), now).stream().toList();
        };
        return Optional.of(incomparable(matter, GateWords.who(matter.check()) + ": programs of models ran in " + matter.run()
            + " without any box, with the rights of whoever started it (isolation NONE), and could have changed what stands there, so nothing is judged."
            + " Run it again in a box; assay doctor says which hold here.", mismatches));
    }

    private static CheckDraft againstBaseline(GateMatter matter) {
        return switch (matter.found()) {
            case Found.None none -> missing(matter, GateWords.who(matter.check()) + " has no baseline: there is none at " + none.lookedFor()
                + ". To make this run the baseline: assay bless " + matter.run() + ".", Missing.BASELINE);
            case Found.Of of -> againstBaseline(matter, of.results());
        };
    }

    private static CheckDraft againstBaseline(GateMatter matter, TaskResults baseline) {
        Comparability comparability = Comparability.of(matter.candidate(), baseline, matter.gate().varies());
        if (!comparability.forbidden().isEmpty()) {
            return incomparable(matter, IncomparableSentence.of(matter, baseline, comparability.forbidden()), comparability.forbidden());
        }
        Optional<CheckDraft> errors = CountChecks.tooManyErrors(matter, matter.candidate()).or(() -> CountChecks.tooManyErrors(matter, baseline));
        return errors.orElseGet(() -> PairedChecks.of(matter, baseline, comparability.allowed()));
    }

    private static CheckDraft againstFloor(GateMatter matter) {
        List<ScoredSample> samples = matter.candidate().samples().stream().map(matter.metric()::scores).toList();
        Optional<FloorTest> test = FloorTest.of(samples, matter.check().margin().value(), matter.gate().alpha());
        return test.<CheckDraft>map(t -> new CheckDraft.AgainstFloor(matter, t)).orElseGet(() -> unscored(matter));
    }

    /// Nothing has a value of this metric.
    static CheckDraft unscored(GateMatter matter) {
        return missing(matter, GateWords.who(matter.check()) + ": no sample has a " + matter.metric() + " in " + matter.run()
            + ", so nothing is judged. Look at the run's failures, or remove the rule.", Missing.RESULTS);
    }

    /// The mean over samples of a metric in 0 to 1; absent if none has a value.
    static Optional<Double> mean(List<ScoredSample> samples) {
        return ClusteredMean.of(Accuracy.means(samples)).map(ClusteredMean::value);
    }

    static CheckDraft missing(GateMatter matter, String sentence, Missing what) {
        return settled(matter.check(), Verdict.MISSING, sentence, what);
    }

    static CheckDraft incomparable(GateMatter matter, String sentence, List<Mismatch> mismatches) {
        return new CheckDraft.Settled(new CheckResult(matter.check(), Verdict.INCOMPARABLE, sentence, Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), List.of(), Optional.empty(), mismatches));
    }

    private static CheckDraft settled(Check check, Verdict verdict, String sentence, Missing what) {
        return new CheckDraft.Settled(new CheckResult(check, verdict, sentence, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            List.of(), Optional.of(what), List.of()));
    }

    /// Whether a bound needs a baseline.
    static boolean needsBaseline(Bound bound) {
        return switch (bound) {
            case MAX_DROP, MAX_INCREASE -> true;
            case MIN, MAX -> false;
        };
    }
}
