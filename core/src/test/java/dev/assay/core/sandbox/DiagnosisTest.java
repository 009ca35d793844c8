package dev.assay.core.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DiagnosisTest {

    private static final Job JOB = Job.python("print(1)", Bytes.NONE);

    private static Execution ended(Ending ending, String err, LimitHit... limits) {
        return new Execution(ending, Duration.ofMillis(20), Duration.ofMillis(30), OptionalLong.empty(), Captured.NOTHING,
            new Captured(Bytes.of(err), false), Set.of(limits));
    }

    private static Verdict.Kind kind(Ending ending, String err, LimitHit... limits) {
        return Diagnosis.of(JOB, ended(ending, err, limits)).orElseThrow().kind();
    }

    @Test
    void aProgramThatEndsInOrderHasNotFailedYet() {
        assertThat(Diagnosis.of(JOB, ended(new Ending.Exited(0), "PASSED"))).isEmpty();
        assertThat(Diagnosis.of(JOB, ended(new Ending.Stopped(), ""))).isEmpty();
    }

    @Test
    void noEndingIsEverAPass() {
        for (Ending ending : List.of(new Ending.Exited(0), new Ending.Exited(1), new Ending.Signalled(9), new Ending.Killed(LimitHit.CPU), new Ending.Stopped(),
            new Ending.SetupFailed("no box"))) {
            assertThat(Diagnosis.of(JOB, ended(ending, "PASSED"))).isNotEqualTo(java.util.Optional.of(new Verdict.Passed()));
        }
    }

    @Test
    void anExitStatusThatIsNotZeroIsARuntimeError() {
        assertThat(Diagnosis.of(JOB, ended(new Ending.Exited(7), ""))).contains(new Verdict.RuntimeError("exit 7"));
        assertThat(Diagnosis.of(JOB, ended(new Ending.Exited(1), "Traceback (most recent call last):\n  …\nValueError: no\n")))
            .contains(new Verdict.RuntimeError("ValueError: no"));
        assertThat(kind(new Ending.Signalled(11), "")).isEqualTo(Verdict.Kind.RUNTIME_ERROR);
    }

    @Test
    void anUncaughtMemoryErrorIsMemory() {
        assertThat(kind(new Ending.Exited(1), "Traceback (most recent call last):\n  File \"main.py\"\nMemoryError\n")).isEqualTo(Verdict.Kind.MEMORY);
        assertThat(kind(new Ending.Exited(1), "MemoryErrors are common\n")).isEqualTo(Verdict.Kind.RUNTIME_ERROR);
    }

    @Test
    void aSyntaxErrorBeforeTheStartIsACompileErrorAndALaterOneIsNot() {
        assertThat(kind(new Ending.Exited(1), "  File \"/job/main.py\", line 1\n    def\n       ^\nSyntaxError: invalid syntax\n"))
            .isEqualTo(Verdict.Kind.COMPILE_ERROR);
        assertThat(kind(new Ending.Exited(1), "Traceback (most recent call last):\n  File \"/job/main.py\", line 1\nSyntaxError: invalid syntax\n"))
            .isEqualTo(Verdict.Kind.RUNTIME_ERROR);
    }

    @Test
    void aForbiddenSystemCallComesBeforeEverythingButOurOwnFaults() {
        assertThat(kind(new Ending.Signalled(31), "", LimitHit.OUTPUT)).isEqualTo(Verdict.Kind.SECURITY);
        assertThat(kind(new Ending.SetupFailed("zygote lost"), "", LimitHit.OUTPUT)).isEqualTo(Verdict.Kind.HARNESS_ERROR);
        assertThat(kind(new Ending.Killed(LimitHit.OUTPUT), "", LimitHit.OUTPUT, LimitHit.CPU)).isEqualTo(Verdict.Kind.OUTPUT_LIMIT);
    }

    @Test
    void aKillNearTheLimitOfProcessorTimeIsATimeoutAndAnEarlyOneIsNot() {
        assertThat(Diagnosis.of(JOB, killedAfter(Duration.ofMillis(9_200)))).contains(new Verdict.Timeout(Verdict.Timeout.By.CPU));
        assertThat(Diagnosis.of(JOB, killedAfter(Duration.ofMillis(7_400)))).contains(new Verdict.RuntimeError("signal 9"));
    }

    private static Execution killedAfter(Duration cpu) {
        return new Execution(new Ending.Signalled(9), cpu, Duration.ofSeconds(11), OptionalLong.empty(), Captured.NOTHING, Captured.NOTHING, Set.of());
    }

    @Test
    void processorTimeOverTheLimitIsATimeoutEvenAfterAnOrderlyEnd() {
        Execution slow = new Execution(new Ending.Exited(0), Duration.ofSeconds(11), Duration.ofSeconds(11), OptionalLong.empty(), Captured.NOTHING,
            Captured.NOTHING, Set.of());
        assertThat(Diagnosis.of(JOB, slow)).contains(new Verdict.Timeout(Verdict.Timeout.By.CPU));
    }

    @Test
    void aLongLastLineIsCut() {
        Verdict verdict = Diagnosis.of(JOB, ended(new Ending.Exited(1), "x".repeat(100_000))).orElseThrow();
        assertThat(verdict.detail()).hasSizeLessThan(210);
    }
}
