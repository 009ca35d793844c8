package dev.assay.reports.gate;

import dev.assay.core.metric.compare.Pairing;
import dev.assay.reports.gate.BaselineSource.Found;
import dev.assay.reports.gate.CheckDraft.AgainstBaseline.Sides;
import dev.assay.reports.gate.Fingerprint.Mismatch;
import dev.assay.reports.gate.Gate.Varying;
import dev.assay.reports.gate.Rule.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Judges one check of a run that asked no more than was needed, in the order in which every check is judged; only the test is another.
final class SequentialDrafts {

    private SequentialDrafts() {
    }

    /// A check of a task and model that are there.
    static CheckDraft of(GateMatter matter, SequentialCourse course) {
        GateMatter asked = course.finished() ? asked(matter) : matter;
        Optional<SequentialResult> bet = course.results().stream().filter(result -> result.check().check().equals(matter.check())).findFirst();
        Optional<CheckDraft> unusable = CheckDrafts.absent(asked).or(() -> CheckDrafts.unboxed(asked));
        if (unusable.isPresent()) {
            return unusable.get();
        }
        boolean early = course.finished() && asked.candidate().planned() < matter.candidate().planned();
        if (bet.isPresent()) {
            return tested(asked, course, bet.get());
        }
        if (early && asked.metric().relative()) {
            return stoppedEarly(asked, course);
        }
        return early && CheckDrafts.needsBaseline(matter.check().bound()) ? incomparable(asked) : CheckDrafts.of(asked);
    }

    /// The run as if nothing but what was asked had ever been planned: what nobody wanted is no outage.
    private static GateMatter asked(GateMatter matter) {
        TaskResults all = matter.candidate();
        TaskResults asked = new TaskResults(all.task(), all.model(), all.modelReturned(), all.fingerprint(), all.recorded(), all.samples(), all.source(),
            true);
        return new GateMatter(matter.gate(), matter.run(), matter.check(), matter.metric(), asked, matter.found(), matter.allowedErrors(), matter.seed());
    }

    /// What keeps two runs from being compared is found on the samples that were asked.
    private static CheckDraft incomparable(GateMatter matter) {
        return switch (matter.found()) {
            case Found.None _ -> CheckDrafts.of(matter);
            case Found.Of of -> forbidden(matter, of.results()).orElseGet(() -> CheckDrafts.of(matter));
        };
    }

    private static CheckDraft tested(GateMatter matter, SequentialCourse course, SequentialResult bet) {
        Optional<CheckDraft> errors = CountChecks.tooManyErrors(matter, matter.candidate());
        if (matter.found() instanceof Found.Of of && bet.check().compares()) {
            Optional<CheckDraft> obstacle = forbidden(matter, of.results()).or(() -> errors).or(() -> CountChecks.tooManyErrors(matter, of.results()));
            return obstacle.orElseGet(() -> settled(matter, course, bet, Optional.of(of.results())));
        }
        return errors.orElseGet(() -> settled(matter, course, bet, Optional.empty()));
    }

    private static CheckDraft settled(GateMatter matter, SequentialCourse course, SequentialResult bet, Optional<TaskResults> baseline) {
        if (bet.samples() == 0) {
            return CheckDrafts.unscored(matter);
        }
        if (bet.tooManyDropped()) {
            return CheckDrafts.incomparable(matter, GateWords.who(matter.check()) + ": " + GateWords.samples(bet.dropped()) + " of "
                + (bet.samples() + bet.dropped()) + " that were looked at have no " + matter.metric()
                + " on one side, more than 2%. Look at why they have none, and run again.", List.of());
        }
        return new CheckDraft.BySequence(matter, bet, sides(matter, course, bet, baseline), course.turns(), course.available());
    }

    private static Sides sides(GateMatter matter, SequentialCourse course, SequentialResult bet, Optional<TaskResults> baseline) {
        if (baseline.isEmpty()) {
            return new Sides(0, bet.discordance(), bet.dropped(), 0, 0, List.of(), List.of());
        }
        Set<String> entered = course.entered();
        Pairing pairing = Pairing.of(only(matter.candidate(), entered).stream().map(matter.metric()::scores).toList(),
            only(baseline.get(), entered).stream().map(matter.metric()::scores).toList());
        boolean less = matter.metric().direction() == GateMetric.Direction.LESS_IS_BETTER;
        return PairedChecks.sides(pairing, less, baseline.get(), comparability(matter, baseline.get()).allowed());
    }

    private static List<SampleEpochs> only(TaskResults results, Set<String> samples) {
        return results.samples().stream().filter(sample -> samples.contains(sample.sample())).toList();
    }

    private static Optional<CheckDraft> forbidden(GateMatter matter, TaskResults baseline) {
        List<Mismatch> found = comparability(matter, baseline).forbidden();
        return found.isEmpty() ? Optional.empty() : Optional.of(CheckDrafts.incomparable(matter, IncomparableSentence.of(matter, baseline, found), found));
    }

    /// As for a run that asked everything, but for prompts: they are compared sample by sample, on those that were asked.
    private static Comparability comparability(GateMatter matter, TaskResults baseline) {
        TaskResults candidate = matter.candidate();
        boolean all = candidate.samples().size() == baseline.samples().size();
        Fingerprint then = baseline.fingerprint();
        Fingerprint alike = new Fingerprint(then.dataset(), candidate.fingerprint().prompt(), then.scorer(), then.judge(), then.sampling(), then.epochs(),
            then.harness(), then.isolation());
        TaskResults other = all
            ? baseline
            : new TaskResults(baseline.task(), baseline.model(), baseline.modelReturned(), alike, baseline.planned(), baseline.samples(), baseline.source(),
                baseline.complete());
        Comparability rest = Comparability.of(candidate, other, matter.gate().varies());
        Optional<Mismatch> prompts = all ? Optional.empty() : prompts(candidate, baseline);
        if (prompts.isEmpty()) {
            return rest;
        }
        boolean may = matter.gate().varies().contains(Varying.PROMPT);
        List<Mismatch> forbidden = new ArrayList<>(rest.forbidden());
        List<Mismatch> allowed = new ArrayList<>(rest.allowed());
        (may ? allowed : forbidden).add(prompts.get());
        return new Comparability(forbidden, allowed);
    }

    /// What nobody kept is not known to be the same, but where neither side kept anything.
    private static Optional<Mismatch> prompts(TaskResults candidate, TaskResults baseline) {
        Map<String, Optional<String>> then = new HashMap<>();
        baseline.samples().forEach(sample -> then.put(sample.sample(), sample.prompt()));
        return candidate.samples().stream().filter(sample -> !sample.prompt().equals(then.getOrDefault(sample.sample(), Optional.empty()))).findFirst()
            .map(sample -> new Mismatch("prompt", then.getOrDefault(sample.sample(), Optional.empty()).orElse("not known") + " of sample " + sample.sample(),
                sample.prompt().orElse("not known")));
    }

    /// A bound on a positive quantity needs every sample; after an early stop it stands in the table alone.
    private static CheckDraft stoppedEarly(GateMatter matter, SequentialCourse course) {
        Rule rule = matter.check().rule();
        Rule info = new Rule(rule.suite(), rule.metric(), rule.maxDrop(), rule.maxIncrease(), rule.min(), rule.max(), rule.tag(), Level.INFO, rule.strict(),
            rule.place());
        Check check = new Check(info, matter.check().bound(), matter.check().margin(), matter.check().task(), matter.check().model());
        String sentence = GateWords.who(check) + ": " + matter.metric() + " is not judged, the run stopped early, after " + course.turns() + " of "
            + course.available() + " turns. Leave out sequential to judge it.";
        return new CheckDraft.Settled(new CheckResult(check, Verdict.INCONCLUSIVE, sentence, Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), List.of(), Optional.empty(), List.of()));
    }
}
