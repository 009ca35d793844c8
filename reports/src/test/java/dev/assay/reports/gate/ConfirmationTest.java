package dev.assay.reports.gate;

import java.util.List;
import org.junit.jupiter.api.Test;

import static dev.assay.reports.gate.GateCases.always;
import static dev.assay.reports.gate.GateCases.baseline;
import static dev.assay.reports.gate.GateCases.gate;
import static dev.assay.reports.gate.GateCases.judge;
import static dev.assay.reports.gate.GateCases.max;
import static dev.assay.reports.gate.GateCases.maxDrop;
import static dev.assay.reports.gate.GateCases.min;
import static dev.assay.reports.gate.GateCases.never;
import static dev.assay.reports.gate.GateCases.pairs;
import static dev.assay.reports.gate.GateCases.percent;
import static dev.assay.reports.gate.GateCases.points;
import static dev.assay.reports.gate.GateCases.results;
import static org.assertj.core.api.Assertions.assertThat;

/// Failures that are asked again.
class ConfirmationTest {

    private static final Gate GATE = gate(maxDrop("accuracy", points(5)));

    private static GateReport report(Gate gate, int b, int c) {
        List<List<SampleEpochs>> sides = pairs(500, b, c);
        return judge(gate, results(sides.getFirst()), always(baseline(sides.getLast())));
    }

    private static CheckResult confirmed(GateReport first, GateReport second) {
        return GateJudge.confirmed(first, second).checks().getFirst();
    }

    @Test
    void aFailureStandsIfASecondSampleFailsToo() {
        CheckResult result = confirmed(report(GATE, 10, 60), report(GATE, 20, 50));
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.sentence()).contains("A second sample confirms it (p below 0.001)");
    }

    @Test
    void aFailureThatASecondSampleDoesNotShowIsInconclusiveNeverAPass() {
        CheckResult result = confirmed(report(GATE, 10, 60), report(GATE, 30, 30));
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.sentence()).contains("not confirmed");
        assertThat(result.tested().orElseThrow().failP()).isLessThan(.001);
    }

    @Test
    void aSecondSampleThatIsOnlyToleratedDoesNotConfirm() {
        Gate wide = gate(maxDrop("accuracy", points(20)));
        GateReport first = report(GATE, 10, 60);
        GateReport second = report(wide, 20, 50);
        assertThat(second.checks().getFirst().verdict()).isEqualTo(Verdict.TOLERATED);
        CheckResult same = second.checks().getFirst();
        CheckResult renamed = new CheckResult(first.checks().getFirst().check(), same.verdict(), same.sentence(), same.candidate(), same.baseline(),
            same.tested(),
            same.sequential(), same.lost(), same.missing(), same.mismatches());
        GateReport again = new GateReport(GATE, GateCases.RUN, List.of(renamed), second.pairs(), 1, List.of());
        assertThat(confirmed(first, again).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aSecondSampleThatCannotBeJudgedDoesNotConfirm() {
        List<List<SampleEpochs>> sides = pairs(500, 10, 60);
        GateReport second = judge(GATE, results(sides.getFirst()), never());
        assertThat(confirmed(report(GATE, 10, 60), second).sentence()).contains("could not be judged (MISSING)");
    }

    @Test
    void holmIsTakenOverTheFailedChecksAlone() {
        Gate two = gate(maxDrop("accuracy", points(5)), min("accuracy", percent(10)));
        GateReport first = report(two, 10, 60);
        GateReport second = report(two, 24, 38);
        double p = second.checks().getFirst().tested().orElseThrow().failP();
        assertThat(p).isBetween(.025, .05);
        assertThat(second.checks().getFirst().verdict()).isNotEqualTo(Verdict.FAIL);
        assertThat(confirmed(first, second).verdict()).isEqualTo(Verdict.FAIL);
        Gate three = gate(maxDrop("accuracy", points(5)), maxDrop("pass^1", points(5)));
        assertThat(confirmed(report(three, 10, 60), report(three, 24, 38)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void whatWasCountedOrDidNotFailStaysAsItWas() {
        Gate counting = gate(max("noAnswerRate", percent(0)), maxDrop("accuracy", points(5)));
        GateReport first = report(counting, 30, 30);
        GateReport joined = GateJudge.confirmed(first, report(counting, 10, 60));
        assertThat(joined.checks()).isEqualTo(first.checks());
    }

    @Test
    void aFloorIsConfirmedLikeADrop() {
        Gate floor = gate(min("accuracy", percent(95)));
        assertThat(confirmed(report(floor, 0, 60), report(floor, 0, 60)).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(confirmed(report(floor, 0, 60), report(floor, 0, 20)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }
}
