package dev.assay.reports.gate;

import dev.assay.reports.gate.BaselineSource.Found;
import dev.assay.reports.gate.CheckResult.Lost;
import dev.assay.reports.gate.CheckResult.Missing;
import dev.assay.reports.gate.CheckResult.Tested;
import dev.assay.reports.gate.Gate.Varying;
import dev.assay.reports.gate.GateReport.Exit;
import dev.assay.reports.gate.Rule.Level;
import dev.assay.reports.gate.SampleEpochs.Epoch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.assay.reports.gate.GateCases.always;
import static dev.assay.reports.gate.GateCases.at;
import static dev.assay.reports.gate.GateCases.baseline;
import static dev.assay.reports.gate.GateCases.first;
import static dev.assay.reports.gate.GateCases.gate;
import static dev.assay.reports.gate.GateCases.judge;
import static dev.assay.reports.gate.GateCases.max;
import static dev.assay.reports.gate.GateCases.maxDrop;
import static dev.assay.reports.gate.GateCases.maxIncrease;
import static dev.assay.reports.gate.GateCases.min;
import static dev.assay.reports.gate.GateCases.never;
import static dev.assay.reports.gate.GateCases.on;
import static dev.assay.reports.gate.GateCases.once;
import static dev.assay.reports.gate.GateCases.pairs;
import static dev.assay.reports.gate.GateCases.percent;
import static dev.assay.reports.gate.GateCases.points;
import static dev.assay.reports.gate.GateCases.print;
import static dev.assay.reports.gate.GateCases.ratio;
import static dev.assay.reports.gate.GateCases.results;
import static dev.assay.reports.gate.GateCases.sample;
import static dev.assay.reports.gate.GateCases.strict;
import static dev.assay.reports.gate.GateCases.tagged;
import static dev.assay.reports.gate.GateCases.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/// What becomes of checks: one test for every verdict and every way to it.
class GateJudgeTest {

    private static final Gate FIVE = gate(maxDrop("accuracy", points(5)));

    private static CheckResult paired(Gate gate, int n, int b, int c) {
        List<List<SampleEpochs>> sides = pairs(n, b, c);
        return first(gate, results(sides.getFirst()), always(baseline(sides.getLast())));
    }

    @Test
    void anUnchangedRunOfEnoughSamplesPasses() {
        CheckResult result = paired(FIVE, 500, 20, 20);
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.sentence()).isEqualTo("math/gsm8k of openai/o4-mini: accuracy changed by 0.0 pp [-2.1, 2.1], from 96.0% to 96.0%."
            + " A drop of 5pp or more is ruled out (p below 0.001, n=500 k=1).");
    }

    @Test
    void aShownDropFailsAndNamesTaskDropIntervalPAndTheSamplesThatWereLost() {
        CheckResult result = paired(FIVE, 500, 10, 60);
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.sentence()).isEqualTo("math/gsm8k of openai/o4-mini: accuracy fell by 10.0 pp [-12.8, -7.4], from 98.0% to 88.0%"
            + " (p below 0.001, n=500 k=1); 60 samples did worse, 10 better, worst first: q10, q11, q12 and others."
            + " If this is wanted, bless the run: assay bless runs/2025-01-29-b.");
        assertThat(result.lost()).hasSize(CheckResult.MOST_LOST).startsWith(new Lost("q10", 1, 0), new Lost("q11", 1, 0));
        Tested tested = result.tested().orElseThrow();
        assertThat(tested.effect()).isCloseTo(-.1, within(1e-12));
        assertThat(tested.discordance()).isCloseTo(.14, within(1e-12));
        assertThat(tested.n()).isEqualTo(500);
        assertThat(tested.needed()).isEmpty();
    }

    @Test
    void aDropThatIsRealButSmallerThanTheMarginIsTolerated() {
        CheckResult result = paired(FIVE, 2_000, 75, 125);
        assertThat(result.verdict()).isEqualTo(Verdict.TOLERATED);
        assertThat(result.sentence()).contains("fell by 2.5 pp", "real but within the margin of 5pp");
    }

    @Test
    void fewSamplesAreInconclusiveAndSayHowManyWouldDecide() {
        CheckResult result = paired(FIVE, 100, 10, 12);
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.tested().orElseThrow().needed().orElseThrow()).isBetween(500L, 600L);
        assertThat(result.sentence()).contains("neither that it is worse nor that it is not", "samples would decide if nothing had changed");
    }

    /// Tango's p for two identical runs: 52 samples pass a margin of five points, 51 do not.
    @ParameterizedTest
    @CsvSource({"1, 268", "2, 133", "3, 88", "5, 52", "10, 25"})
    void twoIdenticalRunsPassFromAFixedNumberOfSamplesOn(double margin, int n) {
        Gate gate = gate(maxDrop("accuracy", points(margin)));
        assertThat(paired(gate, n, 0, 0).verdict()).isEqualTo(Verdict.PASS);
        assertThat(paired(gate, n - 1, 0, 0).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(paired(gate, n - 1, 0, 0).tested().orElseThrow().needed()).hasValue((long) n);
    }

    @Test
    void theNeededNumberGrowsWithTheDesignEffectOfClusters() {
        List<SampleEpochs> now = IntStream.range(0, 200)
            .mapToObj(i -> GateCases.clustered(sample("q" + i, i / 5 % 10 == 0 ? 0 : 1), "c" + i / 5)).toList();
        List<SampleEpochs> better = IntStream.range(0, 200).mapToObj(i -> GateCases.clustered(sample("q" + i, i / 5 % 10 == 1 ? 0 : 1), "c" + i / 5)).toList();
        Tested clustered = first(FIVE, results(now), always(baseline(better))).tested().orElseThrow();
        List<SampleEpochs> alone = now.stream().map(s -> new SampleEpochs(s.sample(), Optional.empty(), s.tags(), s.epochs())).toList();
        List<SampleEpochs> others = better.stream().map(s -> new SampleEpochs(s.sample(), Optional.empty(), s.tags(), s.epochs())).toList();
        Tested single = first(FIVE, results(alone), always(baseline(others))).tested().orElseThrow();
        assertThat(clustered.clusters()).isEqualTo(40);
        assertThat((double) clustered.needed().orElseThrow() / single.needed().orElseThrow()).isBetween(4.5, 5.5);
    }

    @Test
    void fewerThanFiveClustersNeverDecide() {
        CheckResult result = paired(FIVE, 4, 0, 4);
        List<SampleEpochs> twice = IntStream.range(0, 4).mapToObj(i -> sample("q" + i, 0, 0)).toList();
        List<SampleEpochs> right = IntStream.range(0, 4).mapToObj(i -> sample("q" + i, 1, 1)).toList();
        CheckResult repeated = first(FIVE, results(twice), always(baseline(right)));
        assertThat(repeated.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(repeated.sentence()).contains("Fewer than five independent samples never decide");
        assertThat(result.verdict()).isNotEqualTo(Verdict.PASS);
    }

    @Test
    void withoutABaselineTheBaselineIsMissingAndTheSentenceSaysHowToMakeOne() {
        CheckResult result = first(FIVE, results(once(50, _ -> true)), never());
        assertThat(result.verdict()).isEqualTo(Verdict.MISSING);
        assertThat(result.missing()).hasValue(Missing.BASELINE);
        assertThat(result.sentence()).contains(GateCases.FILE, "assay bless runs/2025-01-29-b");
    }

    @Test
    void aTaskWithoutResultsIsMissing() {
        CheckResult result = first(FIVE, GateCases.planned(results(List.of()), 100, false), always(baseline(once(50, _ -> true))));
        assertThat(result.missing()).hasValue(Missing.RESULTS);
        assertThat(result.sentence()).contains("has no result in runs/2025-01-29-b");
    }

    @Test
    void aRunThatHasNotFinishedIsMissing() {
        CheckResult result = first(FIVE, GateCases.planned(results(once(50, _ -> true)), 60, false), always(baseline(once(50, _ -> true))));
        assertThat(result.missing()).hasValue(Missing.RESULTS);
        assertThat(result.sentence()).contains("50 of 60 trials", "asks only the rest");
    }

    @Test
    void aRuleThatMeetsNoTaskIsMissingNotSilence() {
        GateReport report = judge(gate(maxDrop("accuracy", points(5)), on(maxDrop("accuracy", points(5)), "code/*")), results(once(500, _ -> true)),
            always(baseline(once(500, _ -> true))));
        CheckResult unmet = report.checks().get(1);
        assertThat(unmet.check().task()).isEqualTo("code/*");
        assertThat(unmet.check().model()).isEmpty();
        assertThat(unmet.missing()).hasValue(Missing.RESULTS);
        assertThat(unmet.sentence()).contains("code/*", "assay.yaml:14");
        assertThat(report.verdict()).isEqualTo(Verdict.MISSING);
    }

    @Test
    void aRuleWhoseTagNoSampleHasIsMissing() {
        CheckResult result = first(gate(tagged(min("itemPassRate", ratio(2, 3)), "must-pass")), results(once(50, _ -> true)), never());
        assertThat(result.missing()).hasValue(Missing.RESULTS);
        assertThat(result.sentence()).contains("tagged must-pass");
    }

    @Test
    void noRulesAndNoResultsAreNeverAPass() {
        GateReport ruleless = judge(gate(), results(once(500, _ -> true)), always(baseline(once(500, _ -> true))));
        assertThat(ruleless.checks()).isEmpty();
        assertThat(ruleless.verdict()).isEqualTo(Verdict.MISSING);
        assertThat(ruleless.exit()).isEqualTo(Exit.UNJUDGED);
        assertThat(ruleless.notes()).anyMatch(note -> note.contains("no rules"));
        GateReport empty = GateJudge.judge(FIVE, GateCases.RUN, List.of(), never(), 1);
        assertThat(empty.verdict()).isEqualTo(Verdict.MISSING);
        assertThat(empty.checks()).hasSize(2).allMatch(result -> result.verdict() == Verdict.MISSING);
    }

    @ParameterizedTest
    @CsvSource({"dataset, sha256:zz 2", "scorer, numeric/2.0", "epochs, 2", "prompt, sha256:zz", "sampling, sha256:zz"})
    void aDifferentFingerprintIsIncomparableAndNamesTheFieldWithBothValues(String field, String value) {
        Fingerprint p = print(1);
        Fingerprint other = new Fingerprint(field.equals("dataset") ? value : p.dataset(), field.equals("prompt") ? Optional.of(value) : p.prompt(),
            field.equals("scorer") ? value : p.scorer(), p.judge(),
            field.equals("sampling") ? value : p.sampling(), field.equals("epochs") ? 2 : 1, p.harness());
        TaskResults then = baseline(once(500, _ -> true));
        CheckResult result = first(FIVE, with(results(once(500, _ -> true)), other), always(then));
        assertThat(result.verdict()).isEqualTo(Verdict.INCOMPARABLE);
        assertThat(result.mismatches()).hasSize(1).first().satisfies(mismatch -> {
            assertThat(mismatch.field()).isEqualTo(field);
            assertThat(mismatch.candidate()).isEqualTo(value);
            assertThat(result.sentence()).contains(GateCases.FILE + " was made with " + field + " " + mismatch.baseline() + ", this run with " + value);
        });
    }

    private static TaskResults judgedBy(TaskResults results, Optional<String> judge) {
        Fingerprint p = print(1);
        return with(results, new Fingerprint(p.dataset(), p.prompt(), p.scorer(), judge, p.sampling(), 1, p.harness()));
    }

    @Test
    void anotherJudgeIsIncomparableButOneThatWasNeverNeededIsNot() {
        TaskResults now = judgedBy(results(once(500, _ -> true)), Optional.of("openai/b"));
        CheckResult result = first(FIVE, now, always(judgedBy(baseline(once(500, _ -> true)), Optional.of("openai/a"))));
        assertThat(result.mismatches()).containsExactly(new Fingerprint.Mismatch("judge", "openai/a", "openai/b"));
        assertThat(result.verdict()).isEqualTo(Verdict.INCOMPARABLE);
        assertThat(first(FIVE, now, always(judgedBy(baseline(once(500, _ -> true)), Optional.empty()))).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void theBaselineOfAnotherTaskIsIncomparable() {
        TaskResults other = results("math/other", GateCases.MODEL, once(500, _ -> true), GateCases.FILE);
        assertThat(first(FIVE, results(once(500, _ -> true)), always(other)).mismatches())
            .containsExactly(new Fingerprint.Mismatch("task", "math/other", "math/gsm8k"));
    }

    @Test
    void anotherModelIsIncomparableUnlessItMayVary() {
        TaskResults then = GateCases.named(baseline(once(500, _ -> true)), "openai/o3", Optional.of("o3-2025"));
        TaskResults now = results(once(500, _ -> true));
        assertThat(first(FIVE, now, always(then)).verdict()).isEqualTo(Verdict.PASS);
        assertThat(first(FIVE, now, always(then)).mismatches()).containsExactly(new Fingerprint.Mismatch("model", "openai/o3", "openai/o4-mini"));
        CheckResult fixed = first(GateCases.varying(FIVE), now, always(then));
        assertThat(fixed.verdict()).isEqualTo(Verdict.INCOMPARABLE);
        assertThat(fixed.sentence()).contains("add model to varies");
    }

    @Test
    void anAliasBehindWhichTheModelChangedIsAnotherModel() {
        TaskResults then = GateCases.named(baseline(once(500, _ -> true)), GateCases.MODEL, Optional.of("o4-mini-2025-01-01"));
        CheckResult fixed = first(GateCases.varying(FIVE), results(once(500, _ -> true)), always(then));
        assertThat(fixed.mismatches()).containsExactly(new Fingerprint.Mismatch("model", "o4-mini-2025-01-01", "o4-mini-2025-04-16"));
    }

    @Test
    void whatMayVaryIsSaidBesideTheVerdict() {
        Fingerprint p = print(1);
        Fingerprint other = new Fingerprint(p.dataset(), Optional.of("sha256:new"), p.scorer(), p.judge(), "sha256:hot", 1, p.harness());
        CheckResult result = first(GateCases.varying(FIVE, Varying.PROMPT, Varying.SAMPLING), with(results(once(500, _ -> true)), other),
            always(baseline(once(500, _ -> true))));
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.mismatches()).extracting(Fingerprint.Mismatch::field).containsExactly("prompt", "sampling");
    }

    @Test
    void promptsThatNeitherSideKeepsAreNoMismatchButThoseOfOneSideAre() {
        Fingerprint p = print(1);
        Fingerprint none = new Fingerprint(p.dataset(), Optional.empty(), p.scorer(), p.judge(), p.sampling(), 1, p.harness());
        TaskResults now = with(results(once(500, _ -> true)), none);
        assertThat(first(FIVE, now, always(with(baseline(once(500, _ -> true)), none))).verdict()).isEqualTo(Verdict.PASS);
        assertThat(first(FIVE, now, always(baseline(once(500, _ -> true)))).verdict()).isEqualTo(Verdict.INCOMPARABLE);
    }

    @Test
    void anotherVersionOfAssayOnlyWarns() {
        Fingerprint p = print(1);
        TaskResults now = with(results(once(500, _ -> true)), new Fingerprint(p.dataset(), p.prompt(), p.scorer(), p.judge(), p.sampling(), 1, "0.2.0"));
        GateReport report = judge(FIVE, now, always(baseline(once(500, _ -> true))));
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.notes()).singleElement().asString().contains("0.1.0", "0.2.0");
    }

    @Test
    void otherSamplesAreIncomparableNeverAnIntersectionBySilence() {
        CheckResult result = first(FIVE, results(once(500, _ -> true)), always(baseline(once(501, _ -> true))));
        assertThat(result.verdict()).isEqualTo(Verdict.INCOMPARABLE);
        assertThat(result.sentence()).contains("501 samples (not in this run: q500)", "500 samples");
    }

    private static List<SampleEpochs> withOutages(int n, int outages) {
        return IntStream.range(0, n).mapToObj(i -> sample("q" + i, i < outages ? GateCases.NO_SCORE : 1)).toList();
    }

    @Test
    void moreErrorsThanAllowedOnEitherSideMakeAPairIncomparable() {
        CheckResult now = first(FIVE, results(withOutages(500, 6)), always(baseline(once(500, _ -> true))));
        assertThat(now.verdict()).isEqualTo(Verdict.INCOMPARABLE);
        assertThat(now.sentence()).contains("6 of 500 trials in runs/2025-01-29-b have no score (1.2%, allowed 1%)");
        CheckResult then = first(FIVE, results(once(500, _ -> true)), always(baseline(withOutages(500, 6))));
        assertThat(then.verdict()).isEqualTo(Verdict.INCOMPARABLE);
        assertThat(then.sentence()).contains("6 of 500 trials in " + GateCases.FILE);
    }

    @Test
    void fewErrorsDropTheirSamplesOnBothSidesAndAreCounted() {
        CheckResult result = first(FIVE, results(withOutages(500, 5)), always(baseline(once(500, _ -> true))));
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.tested().orElseThrow().dropped()).isEqualTo(5);
        assertThat(result.sentence()).contains("5 dropped");
    }

    @Test
    void moreThanTwoInAHundredDroppedSamplesAreIncomparable() {
        Gate lenient = gate(maxDrop("accuracy", points(5)), max("errorRate", percent(10)));
        CheckResult result = first(lenient, results(withOutages(500, 11)), always(baseline(once(500, _ -> true))));
        assertThat(result.verdict()).isEqualTo(Verdict.INCOMPARABLE);
        assertThat(result.sentence()).contains("11 samples of 500 have no accuracy on one side, more than 2%");
        assertThat(first(lenient, results(withOutages(500, 10)), always(baseline(once(500, _ -> true)))).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void theErrorRateIsCheckedEvenIfNobodyWroteIt() {
        GateReport report = judge(FIVE, results(withOutages(500, 6)), always(baseline(once(500, _ -> true))));
        assertThat(report.checks()).hasSize(2);
        CheckResult errors = report.checks().getLast();
        assertThat(errors.check().rule().metric()).isEqualTo("errorRate");
        assertThat(errors.verdict()).isEqualTo(Verdict.INCOMPARABLE);
        assertThat(errors.candidate()).hasValue(.012);
        GateReport clean = judge(FIVE, results(once(500, _ -> true)), always(baseline(once(500, _ -> true))));
        assertThat(clean.checks().getLast().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aWrittenErrorRateReplacesTheStandardOne() {
        GateReport report = judge(gate(maxDrop("accuracy", points(5)), max("errorRate", percent(2))), results(withOutages(500, 6)), never());
        assertThat(report.checks()).hasSize(2);
        assertThat(report.checks().getLast().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aShownFallBelowTheFloorFailsWithoutABaseline() {
        CheckResult result = first(gate(min("accuracy", percent(60))), results(once(200, i -> i % 2 == 0)), never());
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.floored().orElseThrow().failP()).isLessThan(.01);
        assertThat(result.sentence()).contains("accuracy is 50.0%, the floor 60%: shown to be below it");
    }

    @Test
    void aScoreAtTheFloorPassesAndSaysWhatThatDoesNotShow() {
        CheckResult result = first(gate(min("accuracy", percent(50))), results(once(200, i -> i % 2 == 0)), never());
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.sentence()).contains("does not show that the truth is above");
    }

    @Test
    void aScoreALittleBelowTheFloorIsInconclusive() {
        CheckResult result = first(gate(min("accuracy", percent(51))), results(once(200, i -> i % 2 == 0)), never());
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.sentence()).contains("below the floor, not shown to be");
    }

    @Test
    void aStrictFloorMustBeShownToBeReached() {
        Gate gate = gate(strict(min("accuracy", percent(50))));
        CheckResult reached = first(gate, results(once(200, i -> i % 2 == 0)), never());
        assertThat(reached.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(reached.sentence()).contains("reached, but not shown to be");
        assertThat(first(gate, results(once(200, i -> i % 5 != 0)), never()).verdict()).isEqualTo(Verdict.PASS);
    }

    private static final Gate MUST_PASS = gate(tagged(min("itemPassRate", ratio(2, 3)), "must-pass"));

    private static List<SampleEpochs> mustPass(double... scores) {
        return List.of(tagged(sample("key", scores), "must-pass", "old"), sample("free", 0, 0, 0));
    }

    @Test
    void everyTaggedSampleMustBeRightInItsShareOfEpochs() {
        assertThat(first(MUST_PASS, results(mustPass(1, 1, 0)), never()).verdict()).isEqualTo(Verdict.PASS);
        CheckResult broken = first(MUST_PASS, results(mustPass(1, 0, 0)), never());
        assertThat(broken.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(broken.lost()).containsExactly(new Lost("key", 2.0 / 3, 1.0 / 3));
        assertThat(broken.sentence()).contains("1 sample that must be right in 2/3 of their epochs is not: key");
        assertThat(broken.statistical()).isFalse();
    }

    @Test
    void aMustPassSampleWithoutAVerdictIsMissing() {
        assertThat(first(MUST_PASS, results(mustPass(1, 1, GateCases.NO_SCORE)), never()).missing()).hasValue(Missing.RESULTS);
        assertThat(first(MUST_PASS, results(mustPass(0, 0, GateCases.NO_SCORE)), never()).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void aMustPassSampleThatTheRunDoesNotHaveIsMissing() {
        List<SampleEpochs> then = new ArrayList<>(mustPass(1, 1, 1));
        then.add(tagged(sample("gone", 1, 1, 1), "must-pass"));
        CheckResult result = first(MUST_PASS, results(mustPass(1, 1, 1)), always(baseline(then)));
        assertThat(result.missing()).hasValue(Missing.RESULTS);
        assertThat(result.sentence()).contains("gone");
    }

    private static List<SampleEpochs> changed(int n, IntFunction<Epoch> epoch) {
        return IntStream.range(0, n).mapToObj(i -> with(sample("q" + i, 1), _ -> epoch.apply(i))).toList();
    }

    @Test
    void moreTruncatedEpochsThanAllowedFailInTheDirectionOfTheMetric() {
        List<SampleEpochs> now = changed(500, i -> new Epoch(Optional.of(0.0), i < 60, i < 60, Optional.of(1L), Optional.empty(), Optional.empty()));
        CheckResult result = first(gate(maxIncrease("truncatedRate", points(3))), results(now), always(baseline(once(500, _ -> true))));
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        Tested tested = result.tested().orElseThrow();
        assertThat(tested.effect()).isCloseTo(.12, within(1e-12));
        assertThat(tested.interval().orElseThrow().low()).isPositive();
        assertThat(result.candidate()).hasValue(.12);
        assertThat(result.lost().getFirst()).isEqualTo(new Lost("q0", 0, 1));
        assertThat(result.sentence()).contains("truncatedRate rose by 12.0 pp");
        assertThat(first(gate(maxIncrease("noAnswerRate", points(3))), results(now), always(baseline(once(500, _ -> true)))).verdict())
            .isEqualTo(Verdict.FAIL);
        assertThat(first(gate(maxIncrease("truncatedRate", points(3))), results(once(500, _ -> true)), always(baseline(now))).verdict())
            .isEqualTo(Verdict.PASS);
    }

    @Test
    void aRateAboveItsCeilingFailsByCount() {
        List<SampleEpochs> now = changed(100, i -> new Epoch(Optional.of(1.0), i < 6, false, Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(first(gate(max("truncatedRate", percent(5))), results(now), never()).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(first(gate(max("truncatedRate", percent(6))), results(now), never()).verdict()).isEqualTo(Verdict.PASS);
    }

    private static List<SampleEpochs> costing(int n, double factor) {
        return changed(n, i -> new Epoch(Optional.of(1.0), false, false, Optional.of((long) (factor * (1_000 + 10 * (i % 7)))),
            Optional.of(factor * (0.001 + 0.0001 * (i % 5))), Optional.of(factor * (1 + i % 3))));
    }

    @ParameterizedTest
    @CsvSource({"costPerItem", "tokensPerItem", "latencyPerItem"})
    void relativeBoundsAreJudgedByTheRatioOfEachSample(String metric) {
        Gate gate = gate(maxIncrease(metric, percent(20)));
        CheckResult dearer = first(gate, results(costing(60, 1.5)), always(baseline(costing(60, 1))));
        assertThat(dearer.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(dearer.tested().orElseThrow().relative()).isTrue();
        assertThat(dearer.tested().orElseThrow().effect()).isCloseTo(.5, within(1e-3));
        assertThat(dearer.sentence()).contains(metric + " rose by 50.0% [+", "in all +50.");
        CheckResult same = first(gate, results(costing(60, 1.05)), always(baseline(costing(60, 1))));
        assertThat(same.tested().orElseThrow().effect()).isCloseTo(.05, within(2e-3));
        assertThat(same.verdict()).isIn(Verdict.TOLERATED);
        assertThat(first(gate, results(costing(60, 1)), always(baseline(costing(60, 1.3)))).verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aCostThatNobodyKnowsIsMissingAndOneThatOnlyTheRunKnowsIsIncomparable() {
        Gate gate = gate(maxIncrease("costPerItem", percent(20)));
        List<SampleEpochs> unknown = changed(60, _ -> new Epoch(Optional.of(1.0), false, false, Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(first(gate, results(unknown), always(baseline(costing(60, 1)))).missing()).hasValue(Missing.RESULTS);
        assertThat(first(gate, results(costing(60, 1)), always(baseline(unknown))).verdict()).isEqualTo(Verdict.INCOMPARABLE);
    }

    @Test
    void passAtKComparesTheChanceOfKTries() {
        List<SampleEpochs> then = IntStream.range(0, 100).mapToObj(i -> sample("q" + i, 1, 0, 0, 0)).toList();
        List<SampleEpochs> now = IntStream.range(0, 100).mapToObj(i -> sample("q" + i, i < 50 ? new double[]{0, 0, 0, 0} : new double[]{1, 1, 0, 0})).toList();
        CheckResult four = first(gate(maxDrop("pass@4", points(5))), results(now), always(baseline(then)));
        assertThat(four.baseline()).hasValue(1.0);
        assertThat(four.candidate()).hasValue(.5);
        assertThat(four.verdict()).isEqualTo(Verdict.FAIL);
        CheckResult all = first(gate(maxDrop("pass^2", points(5))), results(now), always(baseline(then)));
        assertThat(all.candidate().orElseThrow()).isCloseTo(.5 / 6, within(1e-12));
        CheckResult one = first(gate(maxDrop("pass@1", points(5))), results(now), always(baseline(then)));
        assertThat(one.candidate()).hasValue(.25);
        assertThat(one.tested().orElseThrow().effect()).isZero();
    }

    @Test
    void twoBoundsOfARuleAreTwoChecksForEveryTaskAndModel() {
        Rule rule = new Rule("math/*", "accuracy", Optional.of(points(5)), Optional.empty(), Optional.of(percent(60)), Optional.empty(), Optional.empty(),
            Level.FAIL, false, "");
        TaskResults one = results("math/a", "m/1", once(100, _ -> true), GateCases.RUN);
        TaskResults two = results("math/b", "m/2", once(100, _ -> true), GateCases.RUN);
        TaskResults code = results("code/c", "m/1", once(100, _ -> true), GateCases.RUN);
        GateReport report = GateJudge.judge(gate(rule), GateCases.RUN, List.of(two, code, one), (task, model) -> new Found.Of(
            results(task, model, once(100, _ -> true), GateCases.FILE), Optional.empty()), 1);
        assertThat(report.checks()).extracting(result -> result.check().task() + " " + result.check().bound()).containsExactly("math/a MAX_DROP",
            "math/b MAX_DROP", "math/a MIN", "math/b MIN", "code/c MAX", "math/a MAX", "math/b MAX");
        assertThat(report.pairs()).containsOnlyKeys("code/c@m/1", "math/a@m/1", "math/b@m/2");
    }

    @Test
    void failuresAreAdjustedOverTheChecksOfTheirLevelAlone() {
        Rule warn = at(maxDrop("accuracy", points(4)), Level.WARN);
        List<List<SampleEpochs>> sides = pairs(500, 30, 50);
        GateReport report = judge(gate(maxDrop("accuracy", points(5)), min("accuracy", percent(10)), maxIncrease("truncatedRate", points(3)), warn),
            results(sides.getFirst()), always(baseline(sides.getLast())));
        Tested failing = report.checks().getFirst().tested().orElseThrow();
        assertThat(failing.failP()).isBetween(.01, .0167);
        assertThat(failing.failPAdjusted()).isCloseTo(3 * failing.failP(), within(1e-12));
        Tested warning = report.checks().get(3).tested().orElseThrow();
        assertThat(warning.failPAdjusted()).isEqualTo(warning.failP());
        assertThat(report.checks().getFirst().sentence()).contains("after Holm");
    }

    @Test
    void aWarningNeverDecides() {
        List<List<SampleEpochs>> sides = pairs(500, 0, 100);
        GateReport report = judge(gate(at(maxDrop("accuracy", points(5)), Level.WARN)), results(sides.getFirst()), always(baseline(sides.getLast())));
        assertThat(report.checks().getFirst().verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.exit()).isEqualTo(Exit.KEPT);
    }

    @Test
    void aDropSinceTheFirstBaselineThatExceedsTheMarginIsNoted() {
        Baseline.Blessed blessed = new Baseline.Blessed(Instant.EPOCH, "run", Optional.empty(), List.of(), Optional.empty(), Optional.of(-.06));
        TaskResults then = baseline(once(500, _ -> true));
        GateReport report = judge(FIVE, results(once(500, _ -> true)), (_, _) -> new Found.Of(then, Optional.of(blessed)));
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.notes()).singleElement().asString().contains("lost 6.0 pp since the first one");
    }

    @Test
    void theSameSeedGivesTheSameReportWhateverTheOrderOfSamples() {
        List<SampleEpochs> then = IntStream.range(0, 25).mapToObj(i -> sample("q" + i, 1, i % 2, 1)).toList();
        List<SampleEpochs> now = IntStream.range(0, 25).mapToObj(i -> sample("q" + i, i % 3 == 0 ? 0 : 1, 1, 0)).toList();
        CheckResult one = first(FIVE, results(now), always(baseline(then)));
        CheckResult other = first(FIVE, results(now.reversed()), always(baseline(then.reversed())));
        assertThat(other).isEqualTo(one);
    }

    @Test
    void rulesWithProblemsAreNotJudged() {
        assertThatThrownBy(() -> judge(gate(maxDrop("acuracy", points(5))), results(once(5, _ -> true)), never()))
            .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Did you mean \"accuracy\"?");
    }
}
