package dev.assay.reports.board;

import dev.assay.core.metric.Estimate;
import dev.assay.core.metric.Interval;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FiguresTest {

    @Test
    void anEstimateIsPrintedWithItsInterval() {
        assertThat(Figures.estimate(estimate(Optional.of(0.724), Optional.of(new Interval(0.6899, 0.7561))))).isEqualTo("72.4% [69.0, 75.6]");
        assertThat(Figures.estimate(estimate(Optional.of(1.0), Optional.empty()))).isEqualTo("100.0%");
        assertThat(Figures.estimate(estimate(Optional.empty(), Optional.empty()))).isEqualTo("–");
    }

    @Test
    void tokensHaveTheirUnit() {
        assertThat(List.of(0.0, 7.5, 999.4, 999.6, 12_400.0, 999_940.0, 999_960.0, 3_100_000.0, 2e9)).extracting(Figures::tokens)
            .containsExactly("0", "8", "999", "1.0k", "12.4k", "999.9k", "1.0M", "3.1M", "2.0G");
    }

    @Test
    void aTotalThatOnlySomeTrialsKnowSaysSo() {
        assertThat(Figures.total(new Tokens.Amount(Optional.of(1_200L), 2, 3))).isEqualTo("at least 1.2k");
        assertThat(Figures.total(new Tokens.Amount(Optional.empty(), 0, 3))).isEqualTo("–");
    }

    @Test
    void timesHaveTheirUnit() {
        assertThat(
            List.of(Duration.ZERO, Duration.ofNanos(850_000), Duration.ofMillis(12), Duration.ofMillis(1_240), Duration.ofSeconds(59), Duration.ofSeconds(200),
                Duration.ofMinutes(125)))
            .extracting(Figures::duration).containsExactly("0 s", "850 µs", "12 ms", "1.2 s", "59.0 s", "3 min 20 s", "2 h 5 min");
    }

    @Test
    void theMachinesLocaleDoesNotMatter() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Figures.count(1_204)).isEqualTo("1,204");
            assertThat(Figures.percent(0.5)).isEqualTo("50.0%");
            assertThat(Figures.ability(0.7)).isEqualTo("0.70");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Estimate estimate(Optional<Double> value, Optional<Interval> interval) {
        return new Estimate(value, Optional.empty(), interval, 1, 1, 1, 0);
    }
}
