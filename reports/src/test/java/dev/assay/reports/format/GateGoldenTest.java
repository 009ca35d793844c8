package dev.assay.reports.format;

import dev.assay.reports.HandMade;
import dev.assay.reports.gate.GateReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What every output says of one small gate, as files, so that a change is seen in review. `-Dassay.test.args=-Dassay.golden=write` writes them anew.
class GateGoldenTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "gate");

    @TempDir
    private Path directory;

    static Stream<String> outputs() {
        return GateOutputs.names().stream();
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void anOutputSaysWhatItsFileSays(String output) throws IOException {
        compare(output, GateOutputs.written(output, HandMadeGate.small()));
    }

    @Test
    void aNarrowTerminalSaysWhatItsFileSays() throws IOException {
        compare("gate-80.txt", GateOutputs.terminal(HandMadeGate.small(), 80, false));
    }

    @Test
    void thePanelOfThePageSaysWhatItsFileSays() throws IOException {
        String page = page();

        compare("panel.html", page.substring(page.indexOf("<section aria-labelledby=\"verdict\">"), page.indexOf("<section aria-labelledby=\"leaderboard\">")));
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void theSameGateGivesTheSameBytesInEveryLanguage(String output) throws IOException {
        GateReport report = HandMadeGate.small();
        String first = GateOutputs.written(output, report);
        Locale before = Locale.getDefault();
        try {
            for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "de-DE", "hi-IN-u-nu-deva")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                assertThat(GateOutputs.written(output, report)).as(tag).isEqualTo(first);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    private String page() throws IOException {
        return Formats.written(new HtmlReport(), RunReport.of(List.of(HandMade.small(directory.resolve("small")))).withGate(HandMadeGate.small()));
    }

    private static void compare(String name, String written) throws IOException {
        Path golden = GOLDEN.resolve(name);
        if ("write".equals(System.getProperty("assay.golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, written, StandardCharsets.UTF_8);
        }

        assertThat(written).isEqualTo(Files.readString(golden));
    }
}
