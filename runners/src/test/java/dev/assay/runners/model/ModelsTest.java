package dev.assay.runners.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.model.ModelRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
