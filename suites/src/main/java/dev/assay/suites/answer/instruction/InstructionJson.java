package dev.assay.suites.answer.instruction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads instructions as a sample's metadata carries them: `[{"id": …, "kwargs": {…}}, …]`.
final class InstructionJson {

    private InstructionJson() {
    }

    /// The instructions of a text, in order; a `null` argument counts as not given.
    ///
    /// @throws IllegalArgumentException if the text is not such an array, or names no instruction
    static List<Instruction> read(String text) {
        JsonNode array = tree(text);
        if (!array.isArray() || array.isEmpty()) {
            throw new IllegalArgumentException("Instructions are a JSON array of at least one {\"id\", \"kwargs\"}.");
        }
        List<Instruction> instructions = new ArrayList<>();
        for (JsonNode item : array) {
            instructions.add(instruction(item));
        }
        return List.copyOf(instructions);
    }

    private static JsonNode tree(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("Instructions are not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Instruction instruction(JsonNode item) {
        if (!item.path("id").isString()) {
            throw new IllegalArgumentException("An instruction has no \"id\".");
        }
        String id = item.path("id").stringValue();
        SortedMap<String, Argument> arguments = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : item.path("kwargs").properties()) {
            if (!entry.getValue().isNull()) {
                arguments.put(entry.getKey(), argument(entry.getValue()).orElseThrow(() -> new IllegalArgumentException("Instruction " + id + ": argument "
                    + entry.getKey() + " is no text, no list of texts and no whole number.")));
            }
        }
        return new Instruction(id, arguments);
    }

    private static Optional<Argument> argument(JsonNode value) {
        if (value.isString()) {
            return Optional.of(new Argument.Text(value.stringValue()));
        }
        if (value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToLong()) {
            return Optional.of(new Argument.Number(value.asLong()));
        }
        if (value.isArray() && value.values().stream().allMatch(JsonNode::isString)) {
            return Optional.of(new Argument.Texts(value.values().stream().map(JsonNode::stringValue).toList()));
        }
        return Optional.empty();
    }
}
