package dev.assay.reports.format;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CellGuardTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t1", "\r1", "  =1", "\"=1", "' \"=1", "\u00a0=1", "\u200b=1", "\uff1d1", "\n=1", "−5"})
    void aTextThatASpreadsheetCouldCalculateGetsAnApostrophe(String text) {
        assertThat(new CellGuard(false).text(text)).startsWith("'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "18", "a=b", "3/4", "x - 1", "math/gsm8k/0#1@openai/o4-mini", "'quoted'", "(=1)", "   "})
    void anyOtherTextStaysAsItIs(String text) {
        assertThat(new CellGuard(false).text(text)).isEqualTo(text);
    }

    @Test
    void theGuardCanBeTurnedOff() {
        assertThat(new CellGuard(true).text("=1\u202e")).isEqualTo("=1\u202e");
    }
}
