package dev.assay.suites.answer.instruction;

import dev.assay.suites.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

import static org.assertj.core.api.Assertions.assertThat;

/// Reads the shared rows of instructions, and the published prompts.
class InstructionVectorsTest {

    /// Names of the rows that differ from those of the prompts.
    private static final Map<String, String> NAMES = Map.of("detectable_format:exact_number_bullet_points", "detectable_format:number_bullet_lists",
        "detectable_format:minimum_number_highlighted_sections", "detectable_format:number_highlighted_sections", "keywords:include_keywords",
        "keywords:existence", "keywords:keyword_frequency", "keywords:frequency", "length_constraint:number_paragraphs",
        "length_constraints:number_paragraphs", "length_constraint:number_words", "length_constraints:number_words");

    private static Instruction instruction(String id, JsonNode arguments) {
        ArrayNode array = JsonMapper.shared().createArrayNode();
        array.addObject().put("id", NAMES.getOrDefault(id, id)).set("kwargs", arguments);
        return InstructionJson.read(array.toString()).getFirst();
    }

    @Test
    void everyRowIsJudgedAsItsSourceSays() throws IOException {
        List<String> wrong = new ArrayList<>();
        int rows = 0;
        for (String line : Files.readAllLines(SharedFolder.path("vectors/scoring/ifeval.jsonl"))) {
            JsonNode row = JsonMapper.shared().readTree(line);
            Instruction instruction = instruction(row.get("instruction_id").stringValue(), row.get("kwargs"));
            Following wanted = row.get("follows").booleanValue() ? new Following.Held() : new Following.Broken();
            for (Edition edition : Edition.values()) {
                Following found = new InstructionChecks(edition).strict(instruction, row.get("response").stringValue());
                if (!found.equals(wanted)) {
                    wrong.add(edition + " " + row.get("id").stringValue() + " " + instruction.id() + ": " + found);
                }
            }
            rows++;
        }
        assertThat(wrong).isEmpty();
        assertThat(rows).isGreaterThanOrEqualTo(91);
    }

    @Test
    void everyPublishedInstructionCanBeChecked() throws IOException {
        List<String> undecided = new ArrayList<>();
        SortedSet<String> ids = new TreeSet<>();
        int prompts = 0;
        for (String line : Files.readAllLines(SharedFolder.path("data/ifeval/ifeval.jsonl"))) {
            JsonNode row = JsonMapper.shared().readTree(line);
            for (int i = 0; i < row.get("instruction_id_list").size(); i++) {
                Instruction instruction = instruction(row.get("instruction_id_list").get(i).stringValue(), row.get("kwargs").get(i));
                ids.add(instruction.id());
                for (Edition edition : Edition.values()) {
                    Following found = new InstructionChecks(edition).loose(instruction, "A text.\nOf two lines.");
                    if (found instanceof Following.Undecided(var why)) {
                        undecided.add(why);
                    }
                }
            }
            prompts++;
        }
        assertThat(undecided).isEmpty();
        assertThat(ids).isEqualTo(InstructionChecks.ids()).hasSize(25);
        assertThat(prompts).isEqualTo(541);
    }
}
