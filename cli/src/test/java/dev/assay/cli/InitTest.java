package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class InitTest {

    private static final Function<String, Optional<String>> NOTHING = _ -> Optional.empty();

    private static Settings settings(OptionValues options, Optional<AssayConfig> config) {
        return Settings.resolve(options, _ -> Optional.empty(), _ -> Optional.empty(), config);
    }

    private static Settings settings(OptionValues options) {
        return settings(options, Optional.empty());
    }

    private static final OptionValues ALL = OptionValues.none().with("suite", "math/*", "code/predict-output")
        .with("model", "openai/o4-mini", "vllm/q?free=true&url=http://gpu1:8000/v1").with("tag", "a \"b\"").with("sample", "back\\slash").with("limit", "20")
        .with("epochs", "2").with("seed", "7").with("temperature", "0.5").with("top-p", "0.9").with("max-tokens", "100").with("reasoning-effort", "low")
        .with("reasoning-tokens", "50").with("timeout", "2min").with("set", "math/gsm8k.file=a: b #c.jsonl").with("concurrency", "3")
        .with("max-cost-usd", "1.50").withFlag("offline", true).withFlag("no-raw", true).with("runs", "my runs");

    @Test
    void whatIsWrittenIsReadAgainAsTheSameSettings() {
        Settings typed = settings(ALL);

        Settings read = settings(OptionValues.none(), Optional.of(AssayConfigReader.read("assay.yaml", Init.text(typed, NOTHING))));

        assertThat(read.what()).isEqualTo(typed.what());
        assertThat(read.config()).isEqualTo(typed.config());
        assertThat(read.running()).isEqualTo(typed.running());
        assertThat(read.places().runs()).isEqualTo(typed.places().runs());
        assertThat(read.keys()).as("a server of one's own may need no key").containsExactly(java.util.Map.entry("openai", "OPENAI_API_KEY"));
    }

    @Test
    void withNothingSetTheFileStillRunsSomethingThatNeedsNoKey() {
        AssayConfig config = AssayConfigReader.read("assay.yaml", Init.text(settings(OptionValues.none()), NOTHING));

        assertThat(config.suites()).containsExactly("generated/math");
        assertThat(config.models()).extracting(model -> model.ref().provider()).containsExactly("scripted");
        assertThat(config.keys()).isEmpty();
    }

    @Test
    void whatStandsBehindACommentSignIsRightToo() {
        String text = Init.text(settings(OptionValues.none()), NOTHING);
        String uncommented = text.lines().map(line -> line.matches("  # [a-zA-Z]+: .*") ? line.replaceFirst("# ", "") : line)
            .collect(java.util.stream.Collectors.joining("\n"));

        AssayConfig.Run run = AssayConfigReader.read("assay.yaml", uncommented).run();

        assertThat(run.maxTokens()).contains(Defaults.MAX_TOKENS);
        assertThat(run.timeout()).contains(Defaults.TIMEOUT);
        assertThat(run.set()).containsEntry("math/word-problems.level", "3");
    }

    @Test
    void theFolderOfRunsIsKeptOutOfVersionControl(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve(".gitignore"), "target/");

        assertThat(Init.write(folder, settings(OptionValues.none()), NOTHING)).containsExactly("Wrote " + folder.resolve("assay.yaml") + ".",
            "Added runs/ to " + folder.resolve(".gitignore") + ".");

        assertThat(folder.resolve(".gitignore")).hasContent("target/\nruns/");
        assertThat(folder.resolve("assay.yaml")).content().startsWith("# What Assay runs here.").contains("version: 1");
    }

    @Test
    void aLineThatIsThereIsNotAddedAgain(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve(".gitignore"), "/runs\n");

        Init.write(folder, settings(OptionValues.none()), NOTHING);

        assertThat(folder.resolve(".gitignore")).hasContent("/runs\n");
    }

    @Test
    void runsOutsideTheProjectNeedNoLine(@TempDir Path folder) {
        for (String runs : List.of("/var/runs", "../runs")) {
            Path project = folder.resolve("p" + runs.length());
            assertThat(project.toFile().mkdir()).isTrue();
            Init.write(project, settings(OptionValues.none().with("runs", runs)), NOTHING);
            assertThat(project.resolve(".gitignore")).doesNotExist();
        }
    }

    @Test
    void aConfigurationIsNeverOverwritten(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("assay.yaml");
        Files.writeString(file, "mine");

        assertThatThrownBy(() -> Init.write(folder, settings(OptionValues.none()), NOTHING)).isInstanceOf(UsageException.class)
            .hasMessage(file + " is there already and stays as it is.  Edit it, or move it away and run assay init again.");
        assertThat(file).hasContent("mine");
        assertThat(folder.resolve(".gitignore")).doesNotExist();
    }

    @Test
    void aFolderThatIsNotThereIsNamed(@TempDir Path folder) {
        Path file = folder.resolve("none").resolve("assay.yaml");

        assertThatThrownBy(() -> Init.write(folder.resolve("none"), settings(OptionValues.none()), NOTHING))
            .hasMessage(file + " cannot be written.  Check that the folder is there and may be written to.");
    }
}
