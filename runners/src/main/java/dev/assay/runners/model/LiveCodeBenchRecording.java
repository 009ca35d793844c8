package dev.assay.runners.model;

import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import dev.assay.core.scorer.ForeignVerdict;
import dev.assay.core.scorer.ScorerRef;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// A submission to [LiveCodeBench](https://github.com/LiveCodeBench/submissions): an array with a row for each problem, its outputs, the
/// programs found in them, and whether each passed. The tests are not in it, so the only verdicts are the foreign ones.
///
/// @param draft takes answers and faults
record LiveCodeBenchRecording(RecordingDraft draft) {

    /// The format, as the provenance of a run names it.
    static final String FORMAT = "livecodebench";

    private static final ScorerRef GRADED = ForeignVerdict.scorer(FORMAT, "graded");
    private static final List<String> FACTS = List.of("contest_date", "difficulty", "platform", "contest_id", "question_title");

    /// Reads the array, row by row.
    ///
    /// @param firstLine the number of the line at which the stream stands
    void read(InputStream in, int firstLine) {
        draft.format(FORMAT);
        draft.task("livecodebench");
        new JsonRows(draft).array(in, firstLine, this::take);
    }

    private void take(int line, JsonNode row) throws LineFault {
        JsonNode id = row.path("question_id");
        if (!id.isString() && !id.isIntegralNumber()) {
            throw new LineFault("begins a row without a \"question_id\".", "Give a submission of LiveCodeBench with output_list and graded_list.");
        }
        String sample = id.asString();
        List<JsonNode> outputs = row.path("output_list").isArray() ? row.path("output_list").valueStream().toList() : List.of();
        List<JsonNode> programs = row.path("code_list").isArray() ? row.path("code_list").valueStream().toList() : List.of();
        List<JsonNode> answers = outputs.isEmpty() ? programs : outputs;
        if (answers.isEmpty() || !answers.stream().allMatch(JsonNode::isString)) {
            throw new LineFault("begins a row whose \"output_list\" is no list of texts.", "Each problem of a submission has one text for each try.");
        }
        draft.ask(question(sample, row));
        for (int i = 0; i < answers.size(); i++) {
            RecordedAnswer answer = RecordedAnswer.ofText(sample, i + 1, Optional.empty(), answers.get(i).stringValue());
            draft.add(line, answer.with(verdict(row.path("graded_list").path(i), programs, i), List.of()));
        }
    }

    private static List<ForeignVerdict> verdict(JsonNode graded, List<JsonNode> programs, int index) {
        if (!graded.isBoolean()) {
            return List.of();
        }
        Optional<String> program = Optional.of(programs).filter(list -> list.size() > index).map(list -> list.get(index)).filter(JsonNode::isString)
            .map(JsonNode::stringValue);
        return List.of(ForeignVerdict.of(GRADED, graded.booleanValue() ? 1 : 0, program));
    }

    private static RecordedQuestion question(String sample, JsonNode row) {
        SortedMap<String, String> facts = new TreeMap<>();
        for (String key : FACTS) {
            JsonNode value = row.path(key);
            if (value.isString() && !value.stringValue().isBlank()) {
                facts.put(key, value.stringValue());
            }
        }
        JsonNode content = row.path("question_content");
        String text = content.isString() && !content.stringValue().isBlank()
            ? content.stringValue()
            : "Problem " + sample + " of LiveCodeBench; its text is not in the submission.";
        return new RecordedQuestion(sample, List.of(new Message.User(text)), Optional.of(new Target.Program("python", "")), facts);
    }
}
