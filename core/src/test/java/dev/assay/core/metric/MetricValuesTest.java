package dev.assay.core.metric;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MetricValuesTest {

    @Test
    void anIntervalRunsUpwards() {
        assertThat(new Interval(.5, .5).low()).isEqualTo(.5);
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(.6, .5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(Double.NaN, .5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-.1, 1.1, Double.NaN})
    void aScoreLiesInZeroToOne(double score) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ScoredSample("s", Optional.empty(), List.of(score), 0)).withMessageContaining("sample s");
    }

    @Test
    void unscoredEpochsAreNotNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ScoredSample("s", Optional.empty(), List.of(), -1)).withMessageContaining("sample s");
    }

    @Test
    void whatCannotBeComputedIsAbsentAndNeverNotANumber() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Estimate(Optional.of(Double.NaN), Optional.empty(), Optional.empty(), 1, 1, 1, 0));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> new Estimate(Optional.of(1.0), Optional.of(Double.POSITIVE_INFINITY), Optional.empty(), 1, 1, 1, 0));
    }

    @Test
    void theCountsOfAnEstimateAddUp() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Estimate(Optional.empty(), Optional.empty(), Optional.empty(), 1, 2, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Estimate(Optional.empty(), Optional.empty(), Optional.empty(), -1, 0, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Estimate(Optional.empty(), Optional.empty(), Optional.empty(), 1, 1, 1, -1));
    }
}
