package dev.assay.reports.format;

import dev.assay.core.metric.Interval;
import dev.assay.reports.gate.Check;
import dev.assay.reports.gate.Check.Bound;
import dev.assay.reports.gate.CheckResult;
import dev.assay.reports.gate.CheckResult.Tested;
import dev.assay.reports.gate.Gate;
import dev.assay.reports.gate.GateReport;
import dev.assay.reports.gate.Margin;
import dev.assay.reports.gate.Margin.Unit;
import dev.assay.reports.gate.Rule.Level;
import dev.assay.reports.gate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VerdictWordsTest {

    @Test
    void everyVerdictHasItsSentence() {
        assertThat(sentence(Verdict.PASS)).isEqualTo("PASS: the one check that decides is kept.");
        assertThat(sentence(Verdict.PASS, Verdict.PASS)).isEqualTo("PASS: all 2 checks that decide are kept.");
        assertThat(sentence(Verdict.PASS, Verdict.TOLERATED))
            .isEqualTo("TOLERATED: counts as a pass, but 1 of 2 checks that decide shows a change for the worse that is real, though within its margin.");
        assertThat(sentence(Verdict.INCONCLUSIVE, Verdict.PASS, Verdict.INCONCLUSIVE))
            .isEqualTo("INCONCLUSIVE: 2 of 3 checks that decide stay open: the data show neither that the run is worse nor that it is not.");
        assertThat(sentence(Verdict.MISSING, Verdict.INCONCLUSIVE)).isEqualTo("MISSING: 1 of 2 checks that decide has nothing to judge.");
        assertThat(sentence(Verdict.INCOMPARABLE))
            .isEqualTo("INCOMPARABLE: the one check that decides cannot be made: run and baseline are not comparable.");
        assertThat(sentence(Verdict.FAIL, Verdict.MISSING, Verdict.FAIL)).isEqualTo("FAIL: 2 of 3 checks that decide show that a rule is broken.");
    }

    @Test
    void withoutARuleThatDecidesNothingIsShown() {
        CheckResult warn = HandMadeGate.of(Verdict.PASS, Level.WARN);
        VerdictWords words = new VerdictWords(HandMadeGate.report(Gate.of(List.of()), List.of(warn)));

        assertThat(words.sentence()).isEqualTo("MISSING: no rule decides about this run, so nothing is shown.");
        assertThat(words.consequence()).isEqualTo("Exit code 102.");
        assertThat(words.worst()).isEmpty();
    }

    @Test
    void whatTheConfigurationLetsThroughIsSaidToBeNoPass() {
        assertThat(words(Verdict.INCONCLUSIVE).consequence())
            .isEqualTo("The configuration lets this through, but nothing was shown to be good. Exit code 0.");
        assertThat(words(Verdict.PASS).consequence()).isEqualTo("Exit code 0.");
        assertThat(words(Verdict.FAIL).consequence()).isEqualTo("Exit code 100.");
        assertThat(words(Verdict.INCOMPARABLE).consequence()).isEqualTo("Exit code 102.");
        assertThat(VerdictWords.code(GateReport.Exit.INCONCLUSIVE)).isEqualTo(101);
    }

    @Test
    void whatWasNotKeptComesFirstThenWhatDecidesThenTheMoreSevere() {
        List<CheckResult> checks = new ArrayList<>();
        for (Level level : List.of(Level.INFO, Level.WARN, Level.FAIL)) {
            for (Verdict verdict : Verdict.values()) {
                checks.add(HandMadeGate.of(verdict, level));
            }
        }

        assertThat(new VerdictWords(HandMadeGate.report(Gate.of(List.of()), checks)).checks()).extracting(check -> check.level() + " " + check.verdict())
            .containsExactly("fail FAIL", "fail INCOMPARABLE", "fail MISSING", "fail INCONCLUSIVE", "warn FAIL", "warn INCOMPARABLE", "warn MISSING",
                "warn INCONCLUSIVE", "info FAIL", "info INCOMPARABLE", "info MISSING", "info INCONCLUSIVE", "fail TOLERATED", "fail PASS", "warn TOLERATED",
                "warn PASS", "info TOLERATED", "info PASS");
    }

    @Test
    void theSizeOfTheFamilyIsSaidPerLevel() {
        assertThat(new VerdictWords(HandMadeGate.small()).method())
            .isEqualTo("p fail is Holm's over 5 tests at level fail, 2 tests at level warn; alpha 0.05; seed 20250129.");
        assertThat(words(Verdict.MISSING).method()).startsWith("No test was possible; alpha 0.05");
    }

    @Test
    void aBoundIsSaidInWordsAndAsASign() {
        assertThat(bound(Bound.MAX_DROP, "2pp", Unit.POINTS, "accuracy")).containsExactly("at most 2 pp lower", "-2 pp");
        assertThat(bound(Bound.MAX_INCREASE, "20%", Unit.PERCENT, "costPerItem")).containsExactly("at most 20% higher", "+20%");
        assertThat(bound(Bound.MIN, "2/3", Unit.RATIO, "itemPassRate")).containsExactly("at least 2/3", "≥ 2/3");
        assertThat(bound(Bound.MAX, "1%", Unit.PERCENT, "errorRate")).containsExactly("at most 1%", "≤ 1%");
    }

    @Test
    void figuresHaveTheUnitOfTheirMeasure() {
        assertThat(GateFigures.value("accuracy", 0.71)).isEqualTo("71.0%");
        assertThat(GateFigures.value("pass@1", 1)).isEqualTo("100.0%");
        assertThat(GateFigures.value("costPerItem", 0.0118)).isEqualTo("$0.012");
        assertThat(GateFigures.value("tokensPerItem", 12_410)).isEqualTo("12.4k");
        assertThat(GateFigures.value("latencyPerItem", 1.25)).isEqualTo("1.3 s");
        assertThat(GateFigures.value("accuracy", Double.NaN)).isEqualTo("–");
        assertThat(GateFigures.value("costPerItem", Double.POSITIVE_INFINITY)).isEqualTo("–");
    }

    @Test
    void differencesHaveASignAndNoNegativeZero() {
        assertThat(GateFigures.effect(tested(false, -0.0004))).isEqualTo("0.0 pp");
        assertThat(GateFigures.effect(tested(false, 0.0004))).isEqualTo("0.0 pp");
        assertThat(GateFigures.effect(tested(false, 0.0522))).isEqualTo("+5.2 pp");
        assertThat(GateFigures.effect(tested(true, -0.1))).isEqualTo("-10.0%");
        assertThat(GateFigures.effect(tested(false, Double.NaN))).isEqualTo("– pp");
        assertThat(GateFigures.interval(tested(true, 0.1))).isEqualTo("–");
    }

    @Test
    void aFloorHasALowerBoundAndItsOwnNumbers() {
        CheckWords floor = new VerdictWords(HandMadeGate.small()).checks().stream().filter(check -> check.result().floored().isPresent()).findFirst()
            .orElseThrow();

        assertThat(List.of(floor.seen(), floor.interval(), floor.passP(), floor.failP(), floor.rawFailP(), floor.samples())).containsExactly("87.2%",
            "from 84.1%", "–", "1.0000", "0.9999", "164");
        assertThat(floor.numbers()).isEqualTo("p fail 1.0000 (0.9999 before Holm), n 164 in 82 clusters, lower bound 84.1%");
    }

    @Test
    void aProbabilityNeverLooksLikeZero() {
        assertThat(List.of(GateFigures.p(0), GateFigures.p(0.00009), GateFigures.p(0.0001), GateFigures.p(0.04999), GateFigures.p(1))).containsExactly(
            "<0.0001",
            "<0.0001", "0.0001", "0.0500", "1.0000");
    }

    @Test
    void evidenceIsAFactorOrAPowerOfTen() {
        assertThat(List.of(GateFigures.evidence(0), GateFigures.evidence(Math.log(20)), GateFigures.evidence(100), GateFigures.evidence(-100),
            GateFigures.evidence(Double.NEGATIVE_INFINITY))).containsExactly("1.0", "20.0", "10^43.4", "10^-43.4", "–");
    }

    @Test
    void theMarginAndTheIntervalAreDrawnOnOneScaleWithWorseToTheLeft() {
        EffectPlot drop = plot(Bound.MAX_DROP, -0.01, new Interval(-0.04, 0.02));
        EffectPlot rise = plot(Bound.MAX_INCREASE, 0.01, new Interval(-0.02, 0.04));

        assertThat(List.of(drop.left(), drop.at(), drop.right(), drop.limit())).containsExactly("4.00", "60.25", "116.50", "M41.50 2V18");
        assertThat(List.of(rise.left(), rise.at(), rise.right(), rise.limit())).containsExactly("4.00", "60.25", "116.50", "M41.50 2V18");
        assertThat(plot(Bound.MIN, -0.01, new Interval(-0.04, 0.02)).drawn()).isFalse();
        assertThat(plot(Bound.MAX_DROP, Double.NaN, new Interval(0, 0)).drawn()).isFalse();
    }

    private static EffectPlot plot(Bound bound, double effect, Interval interval) {
        Tested tested = new Tested(false, effect, Optional.of(interval), 0.5, 0.5, 0.5, 10, 10, 1, 1, 0.1, 0, Optional.empty(), Optional.empty());
        Check check = new Check(HandMadeGate.rule("*", "accuracy", Level.FAIL, ""), bound, HandMadeGate.TWO_POINTS, "math/a", "m");
        return EffectPlot.of(new CheckResult(check, Verdict.PASS, "So.", Optional.empty(), Optional.empty(), Optional.of(tested), Optional.empty(), List.of(),
            Optional.empty(), List.of()));
    }

    private static List<String> bound(Bound bound, String text, Unit unit, String metric) {
        Check check = new Check(HandMadeGate.rule("*", metric, Level.FAIL, ""), bound, new Margin(text, 0.1, unit), "math/a", "m");
        CheckWords words = new CheckWords(HandMadeGate.missing(check));
        return List.of(words.allowed(), words.limit());
    }

    private static Tested tested(boolean relative, double effect) {
        return new Tested(relative, effect, Optional.empty(), 0.5, 0.5, 0.5, 10, 10, 1, 1, 0.1, 0, Optional.empty(), Optional.empty());
    }

    private static String sentence(Verdict... verdicts) {
        return words(verdicts).sentence();
    }

    private static VerdictWords words(Verdict... verdicts) {
        return new VerdictWords(
            HandMadeGate.report(Gate.of(List.of()), List.of(verdicts).stream().map(verdict -> HandMadeGate.of(verdict, Level.FAIL)).toList()));
    }
}
