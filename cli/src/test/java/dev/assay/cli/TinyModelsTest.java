package dev.assay.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The models that come along, as files.
final class TinyModelsTest {

    private static final List<String> NAMES = TinyModels.NAMES;

    @TempDir
    private Path cache;

    @ParameterizedTest
    @FieldSource("NAMES")
    void eachIsAFileOfAtMostSixMegabytesThatTheListOfModelsDescribes(String name) throws Exception {
        Path file = new TinyModels(cache).apply(name).orElseThrow();
        assertThat(file).startsWith(cache).hasFileName(name + ".gguf");
        assertThat(Files.size(file)).isBetween(100_000L, 6_000_000L);
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).startsWith("GGUF");
        Typed page = Typed.withRuns(cache, "list", "models", "llama/" + name, "--cache", cache.toString());
        assertThat(page.all()).contains("llama", "F16");
        assertThat(Typed.withRuns(cache, "list", "models", "--offline").out()).contains("llama/" + name, TinyModels.what(name));
    }

    @Test
    void aFileThatWasDamagedIsWrittenAgainAndAWholeOneIsLeftAlone() throws Exception {
        TinyModels models = new TinyModels(cache);
        Path file = models.apply("tiny-think").orElseThrow();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, new byte[whole.length]);
        assertThat(models.apply("tiny-think")).contains(file);
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        Object key = Files.getAttribute(file, "unix:ino");
        assertThat(models.apply("tiny-think")).contains(file);
        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(key);
    }

    @Test
    void otherNamesAreNoModelsOfOurs() {
        assertThat(new TinyModels(cache).apply("tiny")).isEmpty();
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void aCacheThatCannotBeWrittenIsTold() throws Exception {
        Path file = Files.writeString(cache.resolve("no-folder"), "x");
        assertThatThrownBy(() -> new TinyModels(file).apply("tiny-think")).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("tiny-think").hasMessageContaining("--cache");
    }
}
