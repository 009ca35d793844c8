package dev.assay.core.metric;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

final class PowerTest {

    /// Computed with scipy from the formula in the Javadoc.
    @ParameterizedTest
    @CsvSource({"1000, 0.0625, 0.1, 1, 0.04539086835770644", "1000, 0.0625, 0.1, 4, 0.02971529858699509", "30, 0.02, 0.12, 16, 0.09569235265547925"})
    void theDetectableDifferenceIsTheFormula(int n, double differences, double within, int epochs, double expected) {
        assertThat(Power.detectableDifference(n, differences, within, within, epochs, epochs, 0.05, 0.80)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void moreSamplesFindSmallerDifferences() {
        assertThat(Power.detectableDifference(400, 0.2)).isCloseTo(Power.detectableDifference(100, 0.2) / 2, within(1e-12));
    }

    @Test
    void noDifferenceOfAccuraciesIsAboveOne() {
        assertThat(Power.detectableDifference(1, 0.2)).isEqualTo(1);
    }

    @Test
    void withoutSamplesThereIsNothingToFind() {
        assertThatThrownBy(() -> Power.detectableDifference(0, 0.2)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at least one sample");
    }
}
