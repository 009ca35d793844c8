package dev.assay.cli;

import dev.assay.core.sandbox.Verdict;
import dev.assay.suites.code.check.Checked;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A solution that somebody wrote for a sample.
///
/// @param file where it stands
/// @param line its line there, where the file holds several
/// @param sample the sample's id, as the file says it
/// @param text the program, or the answer that holds it
/// @param answer whether the text is a whole answer in which the program is still to be found
record Solution(String file, Optional<Long> line, String sample, String text, boolean answer) {

    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final List<String> IDS = List.of("sample", "task_id", "id", "question_id");
    private static final List<String> PROGRAMS = List.of("solution", "completion", "code", "program");
    private static final String ANSWER = "answer";

    /// Reads `{"sample": ..., "solution": ...}`, with the field names of other harnesses too; `answer` holds a whole answer of a model.
    ///
    /// @throws IllegalArgumentException if the line is no such object; the message says what to do
    static Solution parse(String file, BoundedLines.Line line) {
        JsonNode node;
        try {
            node = JSON.readTree(line.text());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("The line is no JSON: " + e.getOriginalMessage().lines().findFirst().orElse("it cannot be read")
                + ".  Correct or remove it.", e);
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException("The line is no JSON object.  Write {\"sample\": ..., \"solution\": ...}.");
        }
        Optional<JsonNode> id = IDS.stream().filter(node::has).findFirst().map(node::get).filter(value -> value.isString() || value.isIntegralNumber());
        Optional<String> program = PROGRAMS.stream().map(node::path).filter(JsonNode::isString).findFirst().map(JsonNode::stringValue);
        Optional<String> answer = Optional.of(node.path(ANSWER)).filter(JsonNode::isString).map(JsonNode::stringValue);
        if (id.isEmpty()) {
            throw new IllegalArgumentException("The line names no sample.  Add the field \"sample\" (or \"task_id\").");
        }
        if (program.isEmpty() && answer.isEmpty()) {
            throw new IllegalArgumentException("The line holds no solution.  Add the field \"solution\" (or \"completion\", \"code\", \"answer\").");
        }
        return new Solution(file, Optional.of(line.number()), id.get().asString(), program.or(() -> answer).orElseThrow(), program.isEmpty());
    }

    /// What came of it, as one line of JSON in ASCII: whatever the program printed, a terminal shows it as text.
    String json(String task, String id, Checked checked) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("task", task);
        object.put("sample", id);
        object.put("file", file);
        line.ifPresent(number -> object.put("line", number));
        object.put("passed", checked.verdict().kind() == Verdict.Kind.PASSED);
        object.put("verdict", checked.verdict().kind().name());
        if (!checked.verdict().detail().isEmpty()) {
            object.put("kind", checked.verdict().detail());
        }
        object.put("text", checked.sentence());
        ObjectNode facts = object.putObject("facts");
        checked.facts().forEach(facts::put);
        return JSON.writeValueAsString(object);
    }
}
