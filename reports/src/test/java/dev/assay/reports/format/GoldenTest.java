package dev.assay.reports.format;

import dev.assay.core.log.RunLog;
import dev.assay.reports.HandMade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What every format writes over one small run, as files, so that a change is seen in review. `-Dassay.test.args=-Dassay.golden=write` writes them anew.
class GoldenTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    @TempDir
    private Path directory;

    static Stream<ReportFormat> formats() {
        return Formats.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aFormatWritesWhatItsFileSays(ReportFormat format) throws IOException {
        String written = Formats.written(format, report());
        Path golden = GOLDEN.resolve(format.fileName());
        if ("write".equals(System.getProperty("assay.golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, written);
        }

        assertThat(written).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void theSameRunGivesTheSameBytes(ReportFormat format) throws IOException {
        RunReport report = report();

        assertThat(Formats.written(format, report)).isEqualTo(Formats.written(format, report));
    }

    @Test
    void thePageDoesNotDependOnTheOrderInTheLog() throws IOException {
        RunLog reversed = HandMade.write(directory.resolve("again").resolve("small"), report().board().runs().getFirst().header().orElseThrow(),
            HandMade.smallResults().reversed());

        assertThat(Formats.written(new HtmlReport(), RunReport.of(List.of(reversed)))).isEqualTo(Formats.written(new HtmlReport(), report()));
    }

    private RunReport report() {
        Path run = directory.resolve("small");
        return RunReport.of(List.of(Files.exists(run) ? RunLog.open(run) : HandMade.small(run)));
    }
}
