package dev.assay.cli;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ExitCodeTest {

    @Test
    void theCodesAreThoseOfTheTable() {
        assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::code)).containsExactly(0, 1, 2, 69, 100, 101, 102, 103, 130);
    }

    @Test
    void ofSeveralTheWorstIsTold() {
        assertThat(ExitCode.of(Stream.of(ExitCode.DONE, ExitCode.GATE_FAILED, ExitCode.INCOMPLETE))).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(ExitCode.of(Stream.of(ExitCode.INTERRUPTED, ExitCode.USAGE))).isEqualTo(ExitCode.USAGE);
        assertThat(ExitCode.of(Stream.of(ExitCode.GATE_INCONCLUSIVE, ExitCode.GATE_INCOMPARABLE))).isEqualTo(ExitCode.GATE_INCOMPARABLE);
        assertThat(ExitCode.of(Stream.empty())).isEqualTo(ExitCode.DONE);
    }
}
