package dev.assay.reports.format;

import dev.assay.reports.HandMade;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TerminalTableTest {

    @TempDir
    private Path directory;
    private RunReport report;

    @BeforeEach
    void makeReport() {
        report = RunReport.of(List.of(HandMade.small(directory.resolve("small"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {72, 80, 100, 132, 200})
    void noLineIsWiderThanTheTerminal(int width) throws IOException {
        assertThat(Formats.written(new TerminalTable(width, false), report).lines())
            .allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(width));
    }

    @Test
    void whatHasNoRoomIsNamed() throws IOException {
        assertThat(Formats.written(new TerminalTable(72, false), report)).contains("no room here, but in the report: MDE, answered");
        assertThat(Formats.written(new TerminalTable(250, false), report)).doesNotContain("no room here");
    }

    @Test
    void outagesAndUnscoredTrialsStandBesideTheScoreAtAnyWidth() throws IOException {
        assertThat(Formats.written(new TerminalTable(60, false), report)).contains("outage  unscored");
    }

    @Test
    void theTableSaysThatItsOrderIsNoVerdict() throws IOException {
        assertThat(Formats.written(new TerminalTable(400, false), report)).contains(BoardWords.ORDER).contains("nothing was sent anywhere")
            .contains("Seed 20250129.");
    }

    @Test
    void wideAndCombiningCharactersAreMeasured() {
        assertThat(TextWidth.of("日本")).isEqualTo(4);
        assertThat(TextWidth.of("e\u0301")).isEqualTo(1);
        assertThat(TextWidth.shorten("openai/a-very-long-name", 11)).isEqualTo("opena…-name").hasSize(11);
        assertThat(TextWidth.wrap("  a bb ccc", 6)).containsExactly("  a bb", "  ccc");
    }
}
