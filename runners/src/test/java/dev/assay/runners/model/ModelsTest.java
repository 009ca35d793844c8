package dev.assay.runners.model;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelsTest {

    @TempDir
    Path folder;

    private OpenModel open(String ref) {
        return new Models(ModelsSettings.of(_ -> Optional.empty(), folder)).open(ModelRef.parse(ref), _ -> Optional.empty());
    }

    @Test
    void aScriptedModelIsOpenedWithItsTruth() {
        OpenModel model = open("scripted/coin?p=0.7&seed=3");
        assertThat(model.model().ref()).hasToString("scripted/coin?p=0.7&seed=3");
        assertThat(model.facts()).containsEntry("invented", "true").containsEntry("ability", "0.7");
        assertThat(model.concurrency()).isPositive();
    }

    @Test
    void theSettingOfConcurrencyWins() {
        ModelsSettings plain = ModelsSettings.of(_ -> Optional.empty(), folder);
        ModelsSettings settings = new ModelsSettings(plain.environment(), true, folder, Optional.of(3), plain.deadlines(), plain.activity(), plain.raw(),
            plain.secrets());
        assertThat(new Models(settings).open(ModelRef.parse("scripted/steady"), _ -> Optional.empty()).concurrency()).isEqualTo(3);
    }

    @Test
    void aRecordingIsFoundFromTheBaseDirectory() throws Exception {
        Files.createDirectories(folder.resolve("rec"));
        Files.writeString(folder.resolve("rec/a.jsonl"), "{\"sample\":\"1\",\"output\":\"x\"}");
        assertThat(open("replay/rec/a.jsonl").facts()).containsEntry("file", "a.jsonl");
        assertThat(open("replay/" + folder.resolve("rec/a.jsonl")).facts()).containsEntry("file", "a.jsonl");
    }

    @Test
    void aMissingRecordingIsNamed() {
        assertThatThrownBy(() -> open("replay/none.jsonl")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("none.jsonl  does not exist");
    }

    @Test
    void aFileOfRulesIsFoundFromTheBaseDirectory() throws Exception {
        Files.writeString(folder.resolve("rules.json"), "{\"default\": {\"answer\": \"x\"}}");
        assertThat(open("scripted/rules?file=rules.json").facts()).containsEntry("invented", "true").containsEntry("kind", "rules")
            .doesNotContainKey("ability");
        assertThatThrownBy(() -> open("scripted/rules")).hasMessageContaining("scripted/rules?file=rules.json");
    }

    @Test
    void troubleThatRulesMakeIsTriedAgain() throws Exception {
        Files.writeString(folder.resolve("rules.json"),
            "{\"default\": {\"answer\": \"x\", \"fault\": {\"kind\": \"rate limit\", \"retryAfter\": \"1ms\", \"times\": 2}}}");
        ModelOutput output = open("scripted/rules?file=rules.json").model().generate(List.of(new Message.User("?")),
            GenerateConfig.defaults().withLabel(new CallLabel("math/x", "1", 1)));
        assertThat(output.message().text()).isEqualTo("x");
        assertThat(output.attempts()).extracting(Attempt::result).containsExactly("rate limit", "rate limit", "ok");
    }

    @Test
    void aProviderOverHttpIsOpenedByItsName() {
        assertThat(open("ollama/qwen3").facts()).containsEntry("endpoint", "http://localhost:11434/v1");
        assertThatThrownBy(() -> open("openai/o4-mini")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("OPENAI_API_KEY");
    }

    @Test
    void theCatalogueNamesEveryProviderAndWhatItNeeds() {
        List<Models.Known> known = new Models(ModelsSettings.of(_ -> Optional.empty(), folder)).catalogue();
        assertThat(known).contains(new Models.Known("openai/<model>", "OpenAI, or any server with its interface", "OPENAI_API_KEY"));
        assertThat(known).extracting(Models.Known::needs).contains("AZURE_OPENAI_API_KEY and AZURE_BASE_URL",
            "a server at http://localhost:11434/v1");
    }

    @Test
    void anUnknownProviderIsNamedWithTheNearestAndAllThatExist() {
        assertThatThrownBy(() -> open("scriptd/coin")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Did you mean \"scripted\"?")
            .hasMessageContaining("replay");
    }

    @Test
    void anUnknownInventedModelIsNamedWithTheNearest() {
        assertThatThrownBy(() -> open("scripted/stedy")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Did you mean \"steady\"?")
            .hasMessageContaining("scripted/rules");
    }

    @Test
    void whatTheCatalogueNamesCanBeOpened() throws Exception {
        Files.writeString(folder.resolve("rules.json"), "{\"default\": {\"answer\": \"x\"}}");
        Files.writeString(folder.resolve("a.jsonl"), "{\"sample\":\"1\",\"output\":\"x\"}");
        assertThat(new Models(ModelsSettings.of(_ -> Optional.empty(), folder)).catalogue()).filteredOn(known -> known.ref().startsWith("scripted"))
            .allSatisfy(known -> assertThat(open(known.ref().replace("<path>", "rules.json"))).isNotNull());
        assertThat(open("replay/a.jsonl")).isNotNull();
    }
}
