package dev.assay.runners.model;

import dev.assay.core.dataset.Target;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A result file of [ZeroEval](https://github.com/WildEval/ZeroEval): one array with a row for each sample. Keys that do not matter here
/// are passed over.
///
/// @param draft takes answers and faults
record ZeroEvalRecording(RecordingDraft draft) {

    /// The format, as the provenance of a run names it.
    static final String FORMAT = "zeroeval";

    private static final String API_ERROR = "API Error";
    private static final int SHOWN_OF_AN_ERROR = 500;
    /// What providers write when a filter in front of the model refuses; prose of a model never comes here.
    private static final Pattern REFUSAL = Pattern.compile("content[_ ](?:filter|management|policy)|usage polic|invalid_prompt|flagged as",
        Pattern.CASE_INSENSITIVE);

    /// Reads the array, row by row.
    ///
    /// @param firstLine the number of the line at which the stream stands
    void read(InputStream in, int firstLine) {
        draft.format(FORMAT);
        new JsonRows(draft).array(in, firstLine, this::take);
    }

    private void take(int line, JsonNode row) throws LineFault {
        Optional<ModelRef> model = model(row);
        List<RecordedAnswer> answers = answers(row);
        Optional<Target> target = target(row);
        model.ifPresent(ref -> draft.answeredBy(line, ref));
        answers.getFirst().question().ifPresent(question -> draft.ask(RecordedQuestion.of(answers.getFirst().sample(), question, target)));
        answers.forEach(answer -> draft.add(line, answer));
    }

    /// `# 18` is how the gold of a number is written.
    private static Optional<Target> target(JsonNode row) {
        JsonNode answer = row.path("answer");
        String gold = answer.isString() || answer.isNumber() ? answer.asString().replaceFirst("^#+\\s*", "").strip() : "";
        return gold.isEmpty() ? Optional.empty() : Optional.of(new Target.Text(List.of(gold)));
    }

    private static List<RecordedAnswer> answers(JsonNode row) throws LineFault {
        String sample = sample(row);
        Optional<String> question = Optional.of(row.path("question")).filter(JsonNode::isString).map(JsonNode::stringValue).filter(text -> !text.isBlank());
        List<RecordedAnswer> answers = new ArrayList<>();
        for (String output : outputs(row)) {
            answers.add(answer(sample, answers.size() + 1, question, output));
        }
        return answers;
    }

    private static RecordedAnswer answer(String sample, int epoch, Optional<String> question, String output) {
        if (!output.startsWith(API_ERROR)) {
            return RecordedAnswer.ofText(sample, epoch, question, output);
        }
        String error = output.substring(0, Math.min(output.length(), SHOWN_OF_AN_ERROR));
        boolean refused = REFUSAL.matcher(error).find();
        RecordedAnswer nothing = new RecordedAnswer(sample, epoch, question, "", Optional.empty(), refused ? StopReason.REFUSED : StopReason.UNKNOWN, !refused,
            Usage.unknown(), refused ? Optional.empty() : Optional.of(error));
        return refused ? nothing.with(List.of(), List.of("The provider refused the prompt: " + error)) : nothing;
    }

    /// `gsm8k-main-test-#12` is row 12 of the dataset, and its samples are named by their rows.
    private static String sample(JsonNode row) throws LineFault {
        JsonNode id = row.path("id");
        String text = id.isString() ? id.stringValue() : "";
        String sample = text.substring(text.lastIndexOf('#') + 1).strip();
        if (sample.isEmpty()) {
            throw new LineFault("begins a row without an \"id\".", "Each row of a ZeroEval result file has one, such as \"gsm8k-main-test-#12\".");
        }
        return sample;
    }

    private static List<String> outputs(JsonNode row) throws LineFault {
        JsonNode output = row.path("output");
        if (output.isString()) {
            return List.of(output.stringValue());
        }
        if (!output.isArray() || output.isEmpty() || !output.valueStream().allMatch(JsonNode::isString)) {
            throw new LineFault("begins a row whose \"output\" is no list of texts.", "Each row of a ZeroEval result file has one text for each epoch.");
        }
        return output.valueStream().map(JsonNode::stringValue).toList();
    }

    private static Optional<ModelRef> model(JsonNode row) {
        JsonNode generator = row.path("generator");
        if (!generator.isString()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ModelRef.parse(generator.stringValue()));
        } catch (IllegalArgumentException _) {
            // Many generators are bare names; the recording is then of a model without a reference.
            return Optional.empty();
        }
    }
}
