package dev.assay.reports.format;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VisibleTextTest {

    @Test
    void whatCannotBeSeenIsShownByItsNumber() {
        assertThat(VisibleText.block("a\u202Eb\u200Bc\u001b[2J\u0000\ufeff\u2028\u00ad"))
            .isEqualTo("a⟦U+202E⟧b⟦U+200B⟧c⟦U+001B⟧[2J⟦U+0000⟧⟦U+FEFF⟧⟦U+2028⟧⟦U+00AD⟧");
        assertThat(VisibleText.block("\udb40\udc41\ud800x\uffff")).isEqualTo("⟦U+E0041⟧⟦U+D800⟧x⟦U+FFFF⟧");
    }

    @Test
    void whatCanBeSeenStays() {
        String text = "é 日本語 \ud83d\ude00 ∑ عربى <b> \\ \"";

        assertThat(VisibleText.block(text)).isEqualTo(text);
        assertThat(VisibleText.line(text)).isEqualTo(text);
    }

    @Test
    void linesStayInABlockAndAreMarkedOnALine() {
        assertThat(VisibleText.block("a\r\nb\n\tc\rd")).isEqualTo("a\nb\n\tc⟦U+000D⟧d");
        assertThat(VisibleText.line("a\r\nb\tc")).isEqualTo("a⏎b c");
    }

    @Test
    void aCutNeverTearsAPairAndSaysThatItCut() {
        assertThat(VisibleText.line("abc\ud83d\ude00def", 4)).isEqualTo("abc…");
        assertThat(VisibleText.line("abcd", 4)).isEqualTo("abcd");
        assertThat(VisibleText.block("abc\ud83d\ude00def", 4)).isEqualTo("abc\n[5 more characters are in the run's log.]");
    }
}
