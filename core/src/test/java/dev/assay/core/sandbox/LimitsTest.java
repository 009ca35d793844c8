package dev.assay.core.sandbox;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LimitsTest {

    @Test
    void everyLimitOfAProgramIsPositive() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(Duration.ZERO, second, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(second, Duration.ofSeconds(-1), 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(second, second, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Limits(second, second, 1, 0));
    }
}
