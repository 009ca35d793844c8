package dev.assay.core.sandbox;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LimitsTest {

    @Test
    void everyLimitOfAProgramIsPositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> Limits.PYTHON.withCpu(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> Limits.PYTHON.withWall(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Limits.PYTHON.withStreamBytes(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 1, 1, 1, 1, 0, 1, 1));
    }

    @Test
    void theClockHasThreeTimesTheProcessorTime() {
        assertThat(Limits.PYTHON.withCpu(Duration.ofSeconds(2)).wall()).isEqualTo(Duration.ofSeconds(6));
        assertThat(Limits.of(Language.PYTHON, Role.SOLVER).wall()).isEqualTo(Limits.PYTHON.cpu().multipliedBy(3));
        assertThat(Limits.of(Language.JAVA, Role.SOLVER).wall()).isEqualTo(Limits.JAVA.cpu().multipliedBy(3));
    }

    @Test
    void streamsHaveRoomForWhatIsExpected() {
        assertThat(Limits.PYTHON.withOutputFor(10).streamBytes()).isEqualTo(1 << 20);
        assertThat(Limits.PYTHON.withOutputFor(10 << 20).streamBytes()).isEqualTo((20 << 20) + (64 << 10));
    }
}
