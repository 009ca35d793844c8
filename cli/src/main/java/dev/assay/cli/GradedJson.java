package dev.assay.cli;

import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Score;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A verdict as `assay grade` prints it: one JSON object, with the explanation as a record in it. What is absent is left out.
final class GradedJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> EXTRACTION = Set.of("tier", "start", "end", "suffix", "rejected");
    private static final Set<String> COUNTS = Set.of("start", "end", "work");

    private GradedJson() {
    }

    /// Whether the answer was found equal: `null` where there is no verdict.
    static String line(GradeLine line, Grading.Graded graded, long micros) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Score score = graded.score();
        object.set("id", line.id());
        if (score instanceof Score.Unscored) {
            object.putNull("equal");
        } else {
            object.put("equal", score instanceof Score.Correct);
        }
        object.put("verdict", verdict(score));
        score.extracted().ifPresent(text -> object.put("extracted", text));
        object.set("explanation", explanation(line, graded));
        graded.certificate().ifPresent(text -> object.put("certificate", text));
        graded.witness().ifPresent(text -> object.put("witness", text));
        object.put("micros", micros);
        return JSON.writeValueAsString(object);
    }

    /// The verdict in a word.
    static String verdict(Score score) {
        return switch (score) {
            case Score.Correct _ -> "correct";
            case Score.Incorrect _ -> "incorrect";
            case Score.Partial _ -> "partial";
            case Score.NoAnswer _ -> "no answer";
            case Score.Unscored _ -> "unscored";
        };
    }

    private static ObjectNode explanation(GradeLine line, Grading.Graded graded) {
        Explanation explanation = graded.score().explanation();
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("verdict", verdict(graded.score()));
        record.put("relation", explanation.relation());
        record.put("text", explanation.text());
        record.put("scorer", graded.scorer());
        explanation.expected().ifPresent(gold -> record.withObject("gold").put("raw", gold));
        graded.score().extracted().ifPresent(raw -> record.withObject("extraction").put("raw", raw));
        explanation.details().forEach((name, value) -> put(record, name, value));
        line.tolerance().ifPresent(tolerance -> record.withObject("tolerance").put(tolerance.name(), tolerance.value()));
        if (!explanation.flags().isEmpty()) {
            explanation.flags().forEach(record.putArray("flags")::add);
        }
        graded.work().ifPresent(work -> record.put("work", work));
        return record;
    }

    /// Puts a detail where the record has it: what belongs to the extraction into it, and `gold.type` into `gold`.
    private static void put(ObjectNode record, String name, String value) {
        int dot = name.indexOf('.');
        Map.Entry<String, String> place = EXTRACTION.contains(name)
            ? Map.entry("extraction", name)
            : dot > 0 ? Map.entry(name.substring(0, dot), name.substring(dot + 1)) : Map.entry("", name);
        ObjectNode home = place.getKey().isEmpty() || (record.has(place.getKey()) && !record.get(place.getKey()).isObject())
            ? record
            : record.withObject(place.getKey());
        if (COUNTS.contains(place.getValue()) && value.matches("[0-9]{1,18}")) {
            home.put(place.getValue(), Long.parseLong(value));
            return;
        }
        home.put(place.getValue(), value);
    }
}
