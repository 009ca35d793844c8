package dev.assay.suites.answer;

import dev.assay.core.transcript.Transcript;
import dev.assay.suites.SharedFolder;
import dev.assay.suites.answer.ChoiceFinder.Chosen;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Reads the shared rows of multiple-choice outputs.
class ChoiceVectorsTest {

    @Test
    void noLetterIsInventedAndNearlyAllAreFound() throws IOException {
        List<String> missed = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        int rows = 0;
        for (String line : Files.readAllLines(SharedFolder.path("vectors/scoring/choice.jsonl"))) {
            JsonNode row = JsonMapper.shared().readTree(line);
            Optional<String> wanted = Optional.of(row.get("ours")).filter(node -> !node.isNull()).map(JsonNode::stringValue);
            Optional<String> found = found(row);
            rows++;
            if (!wanted.equals(found)) {
                (found.isEmpty() ? missed : wrong)
                    .add(row.get("id").stringValue() + " wanted " + wanted + ", found " + found + ": " + row.get("output").stringValue());
            }
        }
        System.out.println("choice: " + rows + " rows, missed " + missed + ", wrong " + wrong);
        assertThat(wrong).isEmpty();
        assertThat(missed.size()).isLessThanOrEqualTo(rows / 20);
    }

    private static Optional<String> found(JsonNode row) {
        SortedMap<String, String> options = new TreeMap<>();
        row.get("letters").stringValue().chars().forEach(letter -> options.put(String.valueOf((char) letter), ""));
        if (row.has("options") && row.get("options").isObject()) {
            row.get("options").properties().forEach(option -> options.put(option.getKey(), option.getValue().stringValue()));
        }
        boolean several = row.has("multi") && row.get("multi").asBoolean();
        Transcript said = Said.unsegmented(row.get("output").stringValue());
        return switch (FinalText.of(said)) {
            case FinalText.Absent _ -> Optional.empty();
            case FinalText.Present(var text, var truncated, var _) -> switch (ChoiceFinder.find(text, truncated, options, several)) {
                case Chosen.None _ -> Optional.empty();
                case Chosen.Labels(var labels, var _, var _) -> Optional.of(String.join("", labels));
            };
        };
    }
}
