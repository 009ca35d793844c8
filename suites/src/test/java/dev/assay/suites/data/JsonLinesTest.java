package dev.assay.suites.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonLinesTest {

    @TempDir
    private Path folder;

    @Test
    void rowsComeInTheirOrder() throws IOException {
        assertThat(read("{\"a\": \"one\"}\n\n{\"a\": \"two\"}")).containsExactly("1 one", "3 two");
    }

    @Test
    void everyProblemIsReportedWithFileLineAndWhatToDo() {
        String text = "{\"a\": \"one\"}\n{\"a\": \n[1]\n{\"b\": \"x\"}\n{\"a\": 5}\n{\"a\": \"1\", \"a\": \"2\"}\n{\"a\": \"x\"} tail\n";
        assertThatThrownBy(() -> read(text)).isInstanceOf(DatasetException.class).satisfies(problem -> {
            List<String> lines = problem.getMessage().lines().toList();
            assertThat(lines).hasSize(6);
            assertThat(lines.get(0)).startsWith(file() + ":2  The line is no JSON").endsWith("Correct or remove it.");
            assertThat(lines.get(1)).startsWith(file() + ":3  The line is no JSON object.");
            assertThat(lines.get(2)).startsWith(file() + ":4  The field \"a\" is missing.");
            assertThat(lines.get(3)).startsWith(file() + ":5  The field \"a\" is no text.");
            assertThat(lines.get(4)).startsWith(file() + ":6  The line is no JSON");
            assertThat(lines.get(5)).startsWith(file() + ":7  The line is no JSON");
        });
    }

    @Test
    void atMostTwentyProblemsAreReported() {
        String text = IntStream.range(0, 50).mapToObj(_ -> "oops").collect(Collectors.joining("\n"));
        assertThatThrownBy(() -> read(text)).satisfies(problem -> assertThat(problem.getMessage().lines()).hasSize(JsonLines.MAX_PROBLEMS));
    }

    @Test
    void aLineThatIsTooLongIsNamedAndTheNextOneRead() {
        String text = "{\"a\": \"" + "x".repeat(JsonLines.MAX_LINE) + "\"}\noops\n";
        assertThatThrownBy(() -> read(text)).hasMessageContaining(":1  The line is longer than").hasMessageContaining(":2  The line is no JSON");
    }

    @Test
    void bytesThatAreNoTextAreNamed() throws IOException {
        Files.write(file(), new byte[]{(byte) 0xff, (byte) 0xfe, '\n'});
        assertThatThrownBy(() -> JsonLines.read(file(), (row, line) -> row.text("a"))).hasMessageContaining(":1  The line is not UTF-8.");
    }

    @Test
    void aFileWithoutRowsIsAnError() {
        assertThatThrownBy(() -> read("\n\n")).hasMessageContaining("no rows");
        assertThatThrownBy(() -> JsonLines.read(folder.resolve("none"), (row, _) -> row)).isInstanceOf(DatasetException.class).hasMessageContaining("none");
    }

    @Test
    void deepNestingIsAnErrorAndNoOverflow() {
        assertThatThrownBy(() -> read("[".repeat(1_000_000))).isInstanceOf(DatasetException.class).hasMessageContaining(":1  The line is no JSON");
    }

    private List<String> read(String text) throws IOException {
        Files.writeString(file(), text, StandardCharsets.UTF_8);
        return JsonLines.read(file(), (row, line) -> line + " " + row.text("a"));
    }

    private Path file() {
        return folder.resolve("rows.jsonl");
    }
}
