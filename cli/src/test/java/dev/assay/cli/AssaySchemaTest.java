package dev.assay.cli;

import dev.assay.core.model.ReasoningEffort;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.reports.gate.Gate.OnInconclusive;
import dev.assay.reports.gate.Gate.Varying;
import dev.assay.reports.gate.Gate.WarnOrFail;
import dev.assay.reports.gate.Rule.Level;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// The schema that editors use, and the reader: one must not know what the other does not.
final class AssaySchemaTest {

    private static JsonNode schema() throws IOException {
        try (InputStream in = AssaySchemaTest.class.getResourceAsStream("assay.schema.json")) {
            return JsonMapper.builder().build().readTree(in);
        }
    }

    private static void collect(String path, JsonNode node, Map<String, Set<String>> found) {
        if (node.has("properties")) {
            Set<String> names = new TreeSet<>(node.get("properties").propertyNames());
            found.put(path, names);
            assertThat(node.get("additionalProperties").asBoolean()).as("%s is open", path).isFalse();
            names.forEach(name -> collect(path.isEmpty() ? name : path + "." + name, node.get("properties").get(name), found));
        }
        if (node.has("items")) {
            collect(path + "[]", node.get("items"), found);
        }
        if (node.has("anyOf")) {
            node.get("anyOf").forEach(choice -> collect(path, choice, found));
        }
        if (node.path("additionalProperties").isObject()) {
            collect(path + ".*", node.get("additionalProperties"), found);
        }
    }

    private static List<String> words(JsonNode node) {
        return node.get("enum").valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void theSchemaAndTheReaderKnowTheSameKeys() throws IOException {
        Map<String, Set<String>> published = new TreeMap<>();
        collect("", schema(), published);
        Map<String, Set<String>> read = new TreeMap<>();
        AssayConfigReader.KEYS.forEach((section, keys) -> read.put(section, new TreeSet<>(keys)));

        assertThat(published).isEqualTo(read);
    }

    @Test
    void theSchemaAndTheReaderKnowTheSameWords() throws IOException {
        JsonNode properties = schema().get("properties");
        JsonNode model = properties.at("/models/items/anyOf/1/properties");
        JsonNode gate = properties.at("/gate/properties");

        assertThat(words(model.get("reasoning"))).isEqualTo(WordText.all(ReasoningProfile.class));
        assertThat(words(model.get("reasoningEffort"))).isEqualTo(WordText.all(ReasoningEffort.class));
        assertThat(words(properties.at("/run/properties/reasoningEffort"))).isEqualTo(WordText.all(ReasoningEffort.class));
        assertThat(words(gate.at("/varies/items"))).isEqualTo(WordText.all(Varying.class));
        assertThat(words(gate.get("onInconclusive"))).isEqualTo(WordText.all(OnInconclusive.class));
        assertThat(words(gate.get("onMissingResults"))).isEqualTo(WordText.all(WarnOrFail.class));
        assertThat(words(gate.at("/rules/items/properties/level"))).isEqualTo(WordText.all(Level.class));
    }

    @Test
    void everyKeyOfRunIsTheNameOfASetting() {
        Set<String> settings = new HashSet<>();
        for (Setting setting : Setting.values()) {
            settings.add(setting.key());
        }

        assertThat(settings).containsAll(AssayConfigReader.KEYS.get("run"));
    }
}
