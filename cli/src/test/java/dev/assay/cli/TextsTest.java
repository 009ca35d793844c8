package dev.assay.cli;

import dev.assay.reports.gate.Margin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// Durations, money, margins and words, as people write them.
final class TextsTest {

    @ParameterizedTest
    @CsvSource({"90s,90000", "60min,3600000", "2h,7200000", "500ms,500", "1h30min,5400000", "1.5h,5400000", "1d,86400000", "1min30s,90000", "0.25s,250"})
    void aDurationHasUnits(String text, long millis) {
        assertThat(DurationText.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({"60,60s", "5m,5s"})
    void aDurationWithoutAClearUnitIsRefused(String text, String offered) {
        assertThatIllegalArgumentException().isThrownBy(() -> DurationText.parse(text)).withMessageContaining("has no unit").withMessageContaining(offered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-5s", "5 s", "30min1h", "1s1s", "0s", "1e3s", "366d", "5weeks", "999999999d", "٣s"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> DurationText.parse(text)).withMessageContaining("Write ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"90s", "60min", "2h", "500ms", "90min", "26h", "59min", "61s", "5min"})
    void aDurationIsPrintedAsItIsRead(String text) {
        assertThat(DurationText.print(DurationText.parse(text))).isEqualTo(text);
    }

    @Test
    void moneyIsExact() {
        assertThat(MoneyText.parse("0.10")).isEqualTo(new BigDecimal("0.10"));
        assertThat(MoneyText.parse("$40")).isEqualTo(new BigDecimal("40"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "40EUR", "1e9", "1,000", "NaN", "9999999999"})
    void whatIsNoMoneyIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> MoneyText.parse(text)).withMessageContaining("US dollars");
    }

    @Test
    void aMarginKeepsItsUnit() {
        assertThat(MarginText.parse("2pp")).isEqualTo(new Margin("2pp", 0.02, Margin.Unit.POINTS));
        assertThat(MarginText.parse("12.5%")).isEqualTo(new Margin("12.5%", 0.125, Margin.Unit.PERCENT));
        assertThat(MarginText.parse("2/3")).isEqualTo(new Margin("2/3", 2.0 / 3, Margin.Unit.RATIO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0.02", "pp", "2/0", "-2pp", "2 percent", "2%%"})
    void whatIsNoMarginIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> MarginText.parse(text)).withMessageContaining("Write ");
    }

    @Test
    void theNearestWordIsFoundWhateverItsCase() {
        assertThat(Nearest.of("MAXCOSTUSD", List.of("maxTokens", "maxCostUsd"))).contains("maxCostUsd");
        assertThat(Nearest.of("epcohs", List.of("seed", "epochs"))).contains("epochs");
        assertThat(Nearest.of("bananas", List.of("seed", "epochs"))).isEmpty();
        assertThat(Nearest.of("", List.of("seed"))).isEmpty();
        assertThat(Nearest.of("rpn", List.of("tpm", "rpm"))).contains("rpm");
    }

    @ParameterizedTest
    @CsvSource({"kitten,sitting,3", "ab,ba,1", "a,a,0", "'',abc,3", "ca,abc,3"})
    void theDistanceCountsSwapsOfNeighbours(String a, String b, int distance) {
        assertThat(Nearest.distance(a, b)).isEqualTo(distance);
    }

    @Test
    void aHostileTextIsShownOnOneLineAndCut() {
        assertThat(Quoted.of("a\u001b[2Jb\n\u202ec")).isEqualTo("\"a\\u001b[2Jb\\u000a\\u202ec\"");
        assertThat(Quoted.of("x".repeat(100))).isEqualTo("\"" + "x".repeat(60) + "…\"");
        assertThat(Quoted.of("😀".repeat(61))).isEqualTo("\"" + "😀".repeat(60) + "…\"");
    }
}
