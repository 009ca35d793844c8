package dev.assay.reports.gate;

import dev.assay.reports.gate.Gate.OnInconclusive;
import dev.assay.reports.gate.Gate.Varying;
import dev.assay.reports.gate.Gate.WarnOrFail;
import dev.assay.reports.gate.Rule.Level;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.assay.reports.gate.GateCases.at;
import static dev.assay.reports.gate.GateCases.gate;
import static dev.assay.reports.gate.GateCases.max;
import static dev.assay.reports.gate.GateCases.maxDrop;
import static dev.assay.reports.gate.GateCases.maxIncrease;
import static dev.assay.reports.gate.GateCases.min;
import static dev.assay.reports.gate.GateCases.once;
import static dev.assay.reports.gate.GateCases.percent;
import static dev.assay.reports.gate.GateCases.points;
import static dev.assay.reports.gate.GateCases.ratio;
import static dev.assay.reports.gate.GateCases.results;
import static dev.assay.reports.gate.GateCases.strict;
import static dev.assay.reports.gate.GateCases.unbounded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Every mistake in a gate's rules has its own sentence, which says where it stands and what to write instead.
class GateRulesTest {

    static Stream<Arguments> mistakes() {
        return Stream.of(
            Arguments.of(maxDrop("acuracy", points(2)), "unknown metric \"acuracy\".  Did you mean \"accuracy\"?"),
            Arguments.of(maxDrop("itempassrate", points(2)), "Did you mean \"itemPassRate\"?"),
            Arguments.of(maxDrop("pass@0", points(2)), "Did you mean \"pass@1\"?"),
            Arguments.of(maxDrop("beauty", points(2)), "There are accuracy, pass@k, pass^k, itemPassRate, errorRate"),
            Arguments.of(maxDrop("majority@4", points(2)), "majority@4 cannot be judged: a baseline keeps scores"),
            Arguments.of(maxDrop("tokensPerItem", percent(20)), "maxDrop makes no sense for tokensPerItem.  Use maxIncrease: 20%."),
            Arguments.of(maxDrop("errorRate", points(2)), "maxDrop makes no sense for errorRate.  Use max: 1%."),
            Arguments.of(maxDrop("truncatedRate", points(2)), "maxDrop makes no sense for truncatedRate.  Use maxIncrease: 3pp or max: 1%."),
            Arguments.of(maxIncrease("accuracy", points(2)), "maxIncrease makes no sense for accuracy.  Use maxDrop: 2pp or min: 60%."),
            Arguments.of(maxIncrease("errorRate", points(2)), "maxIncrease makes no sense for errorRate."),
            Arguments.of(max("accuracy", percent(2)), "max makes no sense for accuracy."),
            Arguments.of(min("costPerItem", percent(2)), "min makes no sense for costPerItem."),
            Arguments.of(max("itemPassRate", percent(2)), "max makes no sense for itemPassRate.  Use min: 2/3."),
            Arguments.of(maxDrop("accuracy", percent(2)), "maxDrop: 2% of accuracy has the wrong unit.  Write maxDrop: 2pp."),
            Arguments.of(maxIncrease("tokensPerItem", points(20)), "maxIncrease: 20pp of tokensPerItem has the wrong unit.  Write maxIncrease: 20%."),
            Arguments.of(maxIncrease("truncatedRate", percent(3)), "has the wrong unit.  Write maxIncrease: 3pp."),
            Arguments.of(min("accuracy", ratio(2, 3)), "min: 2/3 of accuracy has the wrong unit.  Write min: 60%."),
            Arguments.of(min("itemPassRate", points(2)), "min: 2pp of itemPassRate has the wrong unit.  Write min: 2/3."),
            Arguments.of(max("errorRate", points(1)), "max: 1pp of errorRate has the wrong unit.  Write max: 1%."),
            Arguments.of(maxDrop("accuracy", points(0)), "A drop lies strictly between 0pp and 100pp."),
            Arguments.of(maxDrop("accuracy", points(100)), "A drop lies strictly between 0pp and 100pp."),
            Arguments.of(maxIncrease("costPerItem", percent(0)), "An increase is above 0%."),
            Arguments.of(min("accuracy", percent(100)), "A floor lies strictly between 0% and 100%."),
            Arguments.of(min("itemPassRate", ratio(4, 3)), "A share lies above 0 and is at most 1."),
            Arguments.of(max("errorRate", percent(101)), "A ceiling lies between 0% and 100%."),
            Arguments.of(unbounded("costPerItem"), "the rule on costPerItem has no bound.  Add maxIncrease: 20%."),
            Arguments.of(strict(maxDrop("accuracy", points(2))), "this rule has no floor of a score"),
            Arguments.of(maxDrop("pass@4", points(9)), "pass@4 needs 4 epochs of each sample, and math/gsm8k is asked once.  Run with --epochs 4"),
            Arguments.of(maxDrop("pass^2", points(9)), "pass^2 needs 2 epochs"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeInARuleIsNamedWithItsPlace(Rule rule, String sentence) {
        assertThat(GateRules.problems(gate(rule), List.of(results(once(100, _ -> true))))).singleElement().asString().startsWith("assay.yaml:14  ")
            .contains(sentence);
    }

    static Stream<Rule> sound() {
        return Stream.of(unbounded("accuracy"), unbounded("pass@1"), unbounded("errorRate"), maxDrop("pass@1", points(3)), min("pass^1", percent(60)),
            min("itemPassRate", ratio(2, 3)), min("itemPassRate", percent(100)), max("errorRate", percent(0)), maxIncrease("truncatedRate", points(3)),
            max("noAnswerRate", percent(5)), maxIncrease("latencyPerItem", percent(150)), strict(min("accuracy", percent(60))));
    }

    @ParameterizedTest
    @MethodSource("sound")
    void aSoundRuleHasNoProblem(Rule rule) {
        assertThat(GateRules.problems(gate(rule), List.of(results(once(100, _ -> true))))).isEmpty();
    }

    @Test
    void aRuleWithoutABoundHasThatOfItsMetric() {
        assertThat(RuleExpansion.limits(unbounded("accuracy"))).singleElement()
            .satisfies(limit -> assertThat(limit.margin().text()).isEqualTo("2pp"));
        assertThat(RuleExpansion.limits(unbounded("errorRate"))).singleElement()
            .satisfies(limit -> assertThat(limit.margin().text()).isEqualTo("1%"));
    }

    private static Gate settings(double alpha, boolean sequential, int confirm, OnInconclusive open) {
        return new Gate(Gate.DEFAULT_BASELINE, alpha, sequential, confirm, EnumSet.of(Varying.MODEL), open, WarnOrFail.FAIL, WarnOrFail.WARN, WarnOrFail.FAIL,
            false, List.of(maxDrop("accuracy", points(5))));
    }

    @Test
    void aFailureOfASequentialGateIsNotAskedAgain() {
        assertThat(GateRules.problems(settings(.05, true, 1, OnInconclusive.WARN), List.of())).singleElement().asString().contains("gate.confirm: 1");
    }

    @Test
    void onlyASequentialGateIsExtended() {
        assertThat(GateRules.problems(settings(.05, false, 0, OnInconclusive.EXTEND), List.of())).singleElement().asString().contains("extend needs");
        assertThat(GateRules.problems(settings(.05, true, 0, OnInconclusive.EXTEND), List.of())).isEmpty();
    }

    @Test
    void anErrorRateOfOneHalfDecidesNothing() {
        assertThat(GateRules.problems(settings(.5, false, 0, OnInconclusive.WARN), List.of())).singleElement().asString().contains("every other coin");
    }

    /// (z.95 + z.80) √(.2/n) is 11.1 points at n = 100; a third less of it is 7.4.
    @Test
    void aGateThatPassesByBeingBlindIsRefused() {
        List<TaskResults> hundred = List.of(results(once(100, _ -> true)));
        Gate open = GateCases.saying(gate(maxDrop("accuracy", points(7))), OnInconclusive.PASS, WarnOrFail.FAIL, WarnOrFail.WARN, WarnOrFail.FAIL);
        assertThat(GateRules.problems(open, hundred)).singleElement().asString()
            .contains("pass by being blind: with 100 samples math/gsm8k cannot resolve less than 11.1 pp, and the margin is 7pp", "about 253 samples");
        Gate wide = GateCases.saying(gate(maxDrop("accuracy", points(7.5))), OnInconclusive.PASS, WarnOrFail.FAIL, WarnOrFail.WARN, WarnOrFail.FAIL);
        assertThat(GateRules.problems(wide, hundred)).isEmpty();
        Gate warning = GateCases.saying(gate(at(maxDrop("accuracy", points(7)), Level.WARN)), OnInconclusive.PASS, WarnOrFail.FAIL, WarnOrFail.WARN,
            WarnOrFail.FAIL);
        assertThat(GateRules.problems(warning, hundred)).isEmpty();
    }

    @Test
    void theDetectableDropIsThatOfTheSpecification() {
        assertThat(GateRules.detectable(100, .2, .05)).isCloseTo(.1112, within(1e-4));
        assertThat(GateRules.detectable(3_092, .2, .05)).isLessThanOrEqualTo(.02);
    }

    @Test
    void allProblemsAreNamedAtOnceAndEachOnce() {
        List<TaskResults> three = IntStream.range(0, 3).mapToObj(i -> results("math/t" + i, GateCases.MODEL, once(10, _ -> true), GateCases.RUN)).toList();
        List<TaskResults> six = Stream.concat(three.stream(), three.stream()).toList();
        assertThat(GateRules.problems(gate(maxDrop("pass@4", points(9)), maxDrop("beauty", points(2))), six)).hasSize(4);
    }

    @Test
    void aHostileMetricNameIsNotRepeatedWhole() {
        String hostile = "x\u001b[31m\n" + "y".repeat(5_000);
        assertThat(GateRules.problems(gate(maxDrop(hostile, points(2))), List.of())).singleElement().asString().hasSizeLessThan(300)
            .doesNotContain("\u001b", "\n");
    }
}
