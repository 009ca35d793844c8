package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.ReasoningEffort;
import dev.assay.runners.model.llama.TinyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/// How a model's file is named and what its options may say. No child is started here.
final class LlamaProviderTest {

    @TempDir
    Path folder;

    @BeforeEach
    void file() {
        TinyFiles.noise(folder.resolve("tiny.gguf"));
    }

    private OpenModel open(String name, Optional<Integer> concurrency) {
        ModelsSettings usual = ModelsSettings.of(_ -> Optional.empty(), folder);
        ModelsSettings settings = new ModelsSettings(usual.environment(), true, folder, concurrency, usual.deadlines(), usual.activity(), usual.raw(), usual
            .secrets(), usual.budget());
        try (Models models = new Models(settings)) {
            return models.open(ModelRef.parse(name), _ -> Optional.empty());
        }
    }

    private OpenModel open(String name) {
        return open(name, Optional.empty());
    }

    @Test
    void aFileIsOpenedOfflineWithOneSlot() {
        OpenModel open = open("llama/tiny.gguf");

        assertThat(open.concurrency()).isEqualTo(1);
        assertThat(open.facts()).containsEntry("provider", "llama").containsEntry("slots", "1").containsEntry("context", "512").containsEntry("profile",
            "auto");
    }

    @Test
    void concurrencyIsSlotsUnlessTheNameSaysOtherwise() {
        assertThat(open("llama/tiny.gguf", Optional.of(6)).concurrency()).isEqualTo(6);
        assertThat(open("llama/tiny.gguf?slots=3", Optional.of(6)).concurrency()).isEqualTo(3);
    }

    @Test
    void aFileWhosePathFitsNoNameIsNamedByAnOption() throws IOException {
        Files.createDirectories(folder.resolve("my models"));
        Files.move(folder.resolve("tiny.gguf"), folder.resolve("my models/tiny one.gguf"));

        assertThat(open("llama/mine?file=my%20models/tiny%20one.gguf").facts()).containsEntry("file", "tiny one.gguf");
    }

    @Test
    void aModelThatIsKnownToThinkIsReadSo() throws IOException {
        Files.move(folder.resolve("tiny.gguf"), folder.resolve("DeepSeek-R1-Distill-Qwen-7B.gguf"));

        assertThat(open("llama/DeepSeek-R1-Distill-Qwen-7B.gguf").facts().get("profile")).isNotEqualTo("auto");
        assertThat(open("llama/DeepSeek-R1-Distill-Qwen-7B.gguf?reasoning=none").facts()).containsEntry("profile", "none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        llama/none.gguf                     | There is no model file
        llama/tiny.gguf?context=100000      | was trained to read 512 tokens
        llama/tiny.gguf?context=many        | The option context
        llama/tiny.gguf?slots=0             | The option slots
        llama/tiny.gguf?slots=65            | a number from 1 to 64
        llama/tiny.gguf?minP=2              | The option minP
        llama/tiny.gguf?topK=-1             | The option topK
        llama/tiny.gguf?template=gone.jinja | cannot be read
        llama/tiny.gguf?reasoning=separate  | is inline, inline-open, none or auto
        llama/tiny.gguf?url=http://x/v1     | has no option "url"
        llama/tiny.gguf?idle=5              | a length of time
        llama/tiny.gguf?temperature=hot     | temperature
        """)
    void whatIsWrongIsToldBeforeAnythingRuns(String name, String what) {
        assertThatIllegalArgumentException().isThrownBy(() -> open(name)).withMessageContaining(what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFFFF"})
    void aTemplateThatIsNoTextIsRefused(String text) throws IOException {
        Files.write(folder.resolve("bad.jinja"), text.isEmpty() ? new byte[0] : new byte[]{(byte) 0xFF, (byte) 0xFE});

        assertThatIllegalArgumentException().isThrownBy(() -> open("llama/tiny.gguf?template=bad.jinja")).withMessageContaining("bad.jinja");
    }

    @Test
    void anEffortIsRefusedBeforeTheRun() {
        GenerateConfig usual = GenerateConfig.defaults();
        GenerateConfig effort = new GenerateConfig(usual.temperature(), usual.topP(), usual.maxTokens(), Optional.of(ReasoningEffort.HIGH), usual
            .reasoningTokens(), usual.seed(), usual.stop(), usual.timeout(), usual.label());

        LlamaProvider.check(ModelRef.parse("llama/tiny.gguf"), usual);
        assertThatIllegalArgumentException().isThrownBy(() -> LlamaProvider.check(ModelRef.parse("llama/tiny.gguf"), effort))
            .withMessageContaining("knows neither a reasoning effort");
    }

    @Test
    void aPageSaysWhatAFileIs() {
        ModelFacts page = LlamaProvider.facts(ModelRef.parse("llama/tiny.gguf?slots=2"), folder);

        assertThat(page.what()).isEqualTo("llama, F32, trained to read 512 tokens");
        assertThat(page.facts()).containsEntry("slots", "2").containsKey("file");
        assertThat(page.parameters()).containsEntry("seed", "sent").containsEntry("reasoningEffort", "refused");
    }
}
