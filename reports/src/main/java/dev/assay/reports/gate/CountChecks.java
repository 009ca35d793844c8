package dev.assay.reports.gate;

import dev.assay.core.metric.ScoredSample;
import dev.assay.reports.board.Figures;
import dev.assay.reports.gate.BaselineSource.Found;
import dev.assay.reports.gate.CheckResult.Lost;
import dev.assay.reports.gate.CheckResult.Missing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Checks that count and do not test: outages, other rates under a ceiling, and samples that must pass.
final class CountChecks {

    private CountChecks() {
    }

    /// More trials without a score than is allowed: then a pair cannot be compared. Absent if there are few enough.
    ///
    /// @param side the candidate, or its baseline
    static Optional<CheckDraft> tooManyErrors(GateMatter matter, TaskResults side) {
        double rate = side.errorRate().orElse(1.0);
        if (rate <= matter.allowedErrors().value()) {
            return Optional.empty();
        }
        long unscored = side.planned() - side.scored();
        String sentence = GateWords.who(matter.check()) + ": " + Figures.count(unscored) + " of " + GateWords.counted(side.planned(), "trial") + " in "
            + side.source() + " have no score (" + Figures.percent(rate) + ", allowed " + matter.allowedErrors().text()
            + "); errors are not wrong answers. Run the same command again, which asks only what failed, or judge again (assay score).";
        return Optional.of(CheckDrafts.incomparable(matter, sentence, List.of()));
    }

    /// The error rate as a check of its own: never broken, for outages are nobody's regression, but never kept where there are too many.
    static CheckDraft errors(GateMatter matter) {
        Optional<TaskResults> baseline = switch (matter.found()) {
            case Found.Of of -> Optional.of(of.results());
            case Found.None _ -> Optional.empty();
        };
        Optional<Double> then = baseline.flatMap(TaskResults::errorRate);
        Optional<CheckDraft> many = tooManyErrors(matter, matter.candidate()).or(() -> baseline.flatMap(side -> tooManyErrors(matter, side)));
        if (many.isPresent()) {
            CheckResult result = many.get().settle(0);
            return new CheckDraft.Settled(new CheckResult(result.check(), result.verdict(), result.sentence(), matter.candidate().errorRate(), then,
                Optional.empty(), Optional.empty(), List.of(), Optional.empty(), List.of()));
        }
        long unscored = matter.candidate().planned() - matter.candidate().scored();
        String sentence = GateWords.who(matter.check()) + ": " + Figures.count(unscored) + " of "
            + GateWords.counted(matter.candidate().planned(), "trial") + " have no score, allowed " + matter.check().margin().text() + ".";
        return counted(matter, Verdict.PASS, sentence, matter.candidate().errorRate(), then, List.of());
    }

    /// A rate under its ceiling, by count.
    static CheckDraft ceiling(GateMatter matter) {
        List<ScoredSample> samples = matter.candidate().samples().stream().map(matter.metric()::scores).toList();
        Optional<Double> rate = CheckDrafts.mean(samples);
        if (rate.isEmpty()) {
            return CheckDrafts.unscored(matter);
        }
        boolean kept = rate.get() <= matter.check().margin().value();
        String sentence = GateWords.who(matter.check()) + ": " + matter.metric() + " is " + Figures.percent(rate.get()) + ", "
            + (kept ? "not above " : "above ") + matter.check().margin().text() + " (a count, not a test, n=" + Figures.count(samples.size()) + ")."
            + (kept ? "" : " Find out what changed, or raise the ceiling.");
        return counted(matter, kept ? Verdict.PASS : Verdict.FAIL, sentence, rate, Optional.empty(), List.of());
    }

    /// Every tagged sample, or every sample where the rule has no tag, must be right in a share of its epochs.
    static CheckDraft mustPass(GateMatter matter) {
        double share = matter.check().margin().value();
        List<SampleEpochs> samples = matter.candidate().samples().stream().filter(sample -> tagged(matter, sample)).toList();
        List<Lost> broken = new ArrayList<>();
        List<String> open = new ArrayList<>(absent(matter));
        int epochs = matter.candidate().fingerprint().epochs();
        for (SampleEpochs sample : samples) {
            long scored = sample.epochs().stream().filter(epoch -> epoch.score().isPresent()).count();
            long right = sample.epochs().stream().filter(epoch -> epoch.score().filter(score -> score == 1).isPresent()).count();
            long possible = right + Math.max(0, epochs - scored);
            if ((double) possible / epochs < share) {
                broken.add(new Lost(sample.sample(), share, (double) right / epochs));
            } else if (scored < epochs) {
                open.add(sample.sample());
            }
        }
        Optional<Double> passed = samples.isEmpty() ? Optional.empty() : Optional.of((double) (samples.size() - broken.size()) / samples.size());
        return mustPass(matter, passed, samples.size(), broken, open);
    }

    private static CheckDraft mustPass(GateMatter matter, Optional<Double> passed, int samples, List<Lost> broken, List<String> open) {
        String who = GateWords.who(matter.check());
        String wanted = matter.check().margin().text() + " of their epochs";
        if (!broken.isEmpty()) {
            List<String> names = broken.stream().map(Lost::sample).toList();
            return counted(matter, Verdict.FAIL, who + ": " + GateWords.samples(names.size()) + " that must be right in " + wanted
                + (names.size() == 1 ? " is" : " are") + " not: " + GateWords.some(names) + ". Look at these answers first.", passed, Optional.empty(),
                broken.stream().limit(CheckResult.MOST_LOST).toList());
        }
        if (!open.isEmpty()) {
            return CheckDrafts.missing(matter, who + ": " + GateWords.samples(open.size()) + " that must be right in " + wanted
                + (open.size() == 1 ? " lacks" : " lack") + " a score or an answer: " + GateWords.some(open) + ". Ask again, then judge again.",
                Missing.RESULTS);
        }
        if (samples == 0) {
            return CheckDrafts.unscored(matter);
        }
        return counted(matter, Verdict.PASS, who + ": " + GateWords.samples(samples) + (samples == 1 ? " is" : " are") + " right in at least " + wanted + ".",
            passed, Optional.empty(), List.of());
    }

    private static boolean tagged(GateMatter matter, SampleEpochs sample) {
        return matter.check().rule().tag().map(tag -> sample.tags().contains(tag)).orElse(true);
    }

    /// Samples that must pass by the baseline's word, and that the run does not have.
    private static List<String> absent(GateMatter matter) {
        Set<String> here = new HashSet<>(matter.candidate().samples().stream().map(SampleEpochs::sample).toList());
        return switch (matter.found()) {
            case Found.Of of -> of.results().samples().stream().filter(sample -> tagged(matter, sample)).map(SampleEpochs::sample)
                .filter(sample -> !here.contains(sample)).toList();
            case Found.None _ -> List.of();
        };
    }

    private static CheckDraft counted(GateMatter matter, Verdict verdict, String sentence, Optional<Double> candidate, Optional<Double> baseline,
        List<Lost> lost) {
        return new CheckDraft.Settled(new CheckResult(matter.check(), verdict, sentence, candidate, baseline, Optional.empty(), Optional.empty(), lost,
            Optional.empty(), List.of()));
    }
}
