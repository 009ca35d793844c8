package dev.assay.reports.gate;

import dev.assay.reports.gate.CheckResult.Missing;
import dev.assay.reports.gate.Gate.OnInconclusive;
import dev.assay.reports.gate.Gate.WarnOrFail;
import dev.assay.reports.gate.GateReport.Exit;
import dev.assay.reports.gate.Rule.Level;
import dev.assay.reports.gate.Verdict.Standing;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.assay.reports.gate.GateCases.at;
import static dev.assay.reports.gate.GateCases.gate;
import static dev.assay.reports.gate.GateCases.maxDrop;
import static dev.assay.reports.gate.GateCases.points;
import static dev.assay.reports.gate.GateCases.saying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Which verdict goes before which, and what the shell is told.
class GateReportTest {

    private static CheckResult result(Verdict verdict, Optional<Missing> missing, Level level) {
        Check check = new Check(at(maxDrop("accuracy", points(2)), level), Check.Bound.MAX_DROP, points(2), GateCases.TASK, GateCases.MODEL);
        return new CheckResult(check, verdict, "Because.", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), missing,
            List.of());
    }

    private static CheckResult result(Verdict verdict) {
        return result(verdict, verdict == Verdict.MISSING ? Optional.of(Missing.RESULTS) : Optional.empty(), Level.FAIL);
    }

    private static GateReport report(Gate gate, Stream<CheckResult> results) {
        return new GateReport(gate, GateCases.RUN, results.toList(), Collections.emptySortedMap(), 1, List.of());
    }

    private static final Gate HARD = saying(gate(maxDrop("accuracy", points(2))), OnInconclusive.FAIL, WarnOrFail.FAIL, WarnOrFail.FAIL, WarnOrFail.FAIL);
    private static final Gate SOFT = saying(gate(maxDrop("accuracy", points(2))), OnInconclusive.WARN, WarnOrFail.WARN, WarnOrFail.WARN, WarnOrFail.WARN);

    @ParameterizedTest
    @CsvSource({"PASS, PASS", "PASS TOLERATED, TOLERATED", "TOLERATED INCONCLUSIVE PASS, INCONCLUSIVE", "INCONCLUSIVE MISSING, MISSING",
            "MISSING INCOMPARABLE INCONCLUSIVE, INCOMPARABLE", "INCOMPARABLE FAIL MISSING, FAIL", "FAIL PASS, FAIL"})
    void theWorstVerdictIsThatOfTheRun(String verdicts, Verdict worst) {
        List<Verdict> all = Arrays.stream(verdicts.split(" ")).map(Verdict::valueOf).toList();
        assertThat(report(HARD, all.stream().map(GateReportTest::result)).verdict()).isEqualTo(worst);
        assertThat(report(HARD, all.reversed().stream().map(GateReportTest::result)).verdict()).isEqualTo(worst);
    }

    @Test
    void onlyPassAndToleratedAreKeptAndOnlyFailIsBroken() {
        assertThat(Stream.of(Verdict.values()).filter(verdict -> verdict.standing() == Standing.KEPT)).containsExactly(Verdict.PASS, Verdict.TOLERATED);
        assertThat(Stream.of(Verdict.values()).filter(verdict -> verdict.standing() == Standing.BROKEN)).containsExactly(Verdict.FAIL);
    }

    @ParameterizedTest
    @CsvSource({"PASS, KEPT, KEPT", "TOLERATED, KEPT, KEPT", "INCONCLUSIVE, INCONCLUSIVE, KEPT", "MISSING, UNJUDGED, KEPT", "INCOMPARABLE, UNJUDGED, KEPT",
            "FAIL, FAILED, FAILED"})
    void theShellIsToldWhatTheConfigurationCallsAFailure(Verdict verdict, Exit hard, Exit soft) {
        assertThat(report(HARD, Stream.of(result(verdict))).exit()).isEqualTo(hard);
        assertThat(report(SOFT, Stream.of(result(verdict))).exit()).isEqualTo(soft);
    }

    /// 100 before 102 before 101 before 0.
    @ParameterizedTest
    @CsvSource({"FAIL INCOMPARABLE INCONCLUSIVE PASS, FAILED", "MISSING INCONCLUSIVE PASS, UNJUDGED", "INCONCLUSIVE PASS, INCONCLUSIVE",
            "PASS TOLERATED, KEPT"})
    void ofSeveralCodesOneGoesFirst(String verdicts, Exit exit) {
        List<Verdict> all = Arrays.stream(verdicts.split(" ")).map(Verdict::valueOf).toList();
        assertThat(report(HARD, all.reversed().stream().map(GateReportTest::result)).exit()).isEqualTo(exit);
    }

    @Test
    void aMissingBaselineAndMissingResultsHaveTheirOwnSettings() {
        Gate lenient = saying(HARD, OnInconclusive.WARN, WarnOrFail.FAIL, WarnOrFail.WARN, WarnOrFail.FAIL);
        assertThat(report(lenient, Stream.of(result(Verdict.MISSING, Optional.of(Missing.BASELINE), Level.FAIL))).exit()).isEqualTo(Exit.KEPT);
        assertThat(report(lenient, Stream.of(result(Verdict.MISSING, Optional.of(Missing.RESULTS), Level.FAIL))).exit()).isEqualTo(Exit.UNJUDGED);
    }

    @Test
    void whatIsPrintedOnlyNeverDecidesAndNothingThatDecidesIsNeverAPass() {
        assertThat(report(HARD, Stream.of(result(Verdict.PASS), result(Verdict.FAIL, Optional.empty(), Level.WARN),
            result(Verdict.FAIL, Optional.empty(), Level.INFO))).verdict()).isEqualTo(Verdict.PASS);
        GateReport nothing = report(SOFT, Stream.of(result(Verdict.PASS, Optional.empty(), Level.WARN)));
        assertThat(nothing.verdict()).isEqualTo(Verdict.MISSING);
        assertThat(nothing.exit()).isEqualTo(Exit.UNJUDGED);
    }

    @Test
    void aCheckSaysWhatIsMissingIfAndOnlyIfSomethingIs() {
        assertThatThrownBy(() -> result(Verdict.PASS, Optional.of(Missing.RESULTS), Level.FAIL)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> result(Verdict.MISSING, Optional.empty(), Level.FAIL)).isInstanceOf(IllegalArgumentException.class);
    }
}
