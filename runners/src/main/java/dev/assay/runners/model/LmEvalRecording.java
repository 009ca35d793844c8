package dev.assay.runners.model;

import dev.assay.core.dataset.Target;
import dev.assay.core.scorer.ForeignVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The samples of a task as [lm-evaluation-harness](https://github.com/EleutherAI/lm-evaluation-harness) logs them, `samples_TASK_DATE.jsonl`:
/// one line for each document *and filter*, which are merged here.
///
/// Several responses to one document are epochs. Where the harness compared the likelihood of given continuations, the likeliest one is the
/// answer. The log has neither stop reasons nor usage.
final class LmEvalRecording {

    /// The format, as the provenance of a run names it.
    static final String FORMAT = "lm-eval";

    private static final String NO_FILTER = "none";
    private static final List<String> QUESTION_KEYS = List.of("question", "problem", "query", "input", "prompt");
    private static final Set<String> NO_METRICS = Set.of("doc_id", "doc", "target", "arguments", "resps", "filtered_resps", "filter", "metrics", "doc_hash",
        "prompt_hash", "target_hash");
    private static final String WORKED_ANSWER = "####";

    private final RecordingDraft draft;
    private final Map<String, Document> documents = new LinkedHashMap<>();

    /// One document: its answers, and what each filter made of them.
    private record Document(int line, Optional<String> question, List<String> answers, Map<String, Integer> filters, List<ForeignVerdict> verdicts,
        List<String> notes) {
    }

    LmEvalRecording(RecordingDraft draft) {
        this.draft = draft;
    }

    /// Reads to the end, or until there are more faults than anyone reads.
    ///
    /// @param firstLine the number of the line at which the stream stands
    void read(InputStream in, int firstLine) throws IOException {
        draft.format(FORMAT);
        draft.task(task(draft.fileName()));
        new JsonRows(draft).lines(in, firstLine, JsonRows.LENIENT, this::take);
        documents.forEach(this::finish);
    }

    /// `samples_gsm8k_2024-05-01T10-00-00.jsonl` is about `gsm8k`.
    static String task(String fileName) {
        return fileName.startsWith("samples_") ? fileName.substring("samples_".length()).replaceFirst("(_\\d{4}-\\d\\d-\\d\\d.*)?\\.jsonl?$", "") : "";
    }

    private void take(int line, JsonNode row) throws LineFault {
        JsonNode id = row.path("doc_id");
        if (!id.isIntegralNumber() && !id.isString()) {
            throw new LineFault("has no \"doc_id\".", "Give a samples file of lm-evaluation-harness, written with --log_samples.");
        }
        String sample = id.asString();
        String filter = row.path("filter").isString() ? row.path("filter").stringValue() : NO_FILTER;
        LmEvalArguments arguments = LmEvalArguments.of(row.path("arguments"));
        List<String> answers = answers(row, arguments);
        Document document = documents.get(sample);
        if (document == null) {
            document = new Document(line, question(row.path("doc")), answers, new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
            documents.put(sample, document);
            ask(sample, row, arguments, document.question());
        }
        merge(line, sample, filter, row, answers, document);
    }

    private static void merge(int line, String sample, String filter, JsonNode row, List<String> answers, Document document) throws LineFault {
        Integer before = document.filters().putIfAbsent(filter, line);
        if (before != null) {
            throw new LineFault("gives document " + sample + " under filter " + filter + " a second time, after line " + before + ".",
                "Give each run of the harness a file of its own.");
        }
        if (!document.answers().equals(answers)) {
            throw new LineFault("gives document " + sample + " other responses than line " + document.line() + ".",
                "Lines of one document differ by their filter alone; get the file again from its source.");
        }
        judge(filter, row, document);
    }

    // ---- answers

    private static List<String> answers(JsonNode row, LmEvalArguments arguments) throws LineFault {
        JsonNode responses = row.path("resps");
        List<String> texts = new ArrayList<>();
        if (responses.isArray() && isLikelihoods(responses)) {
            return List.of(likeliest(responses, arguments));
        }
        if (responses.isArray()) {
            responses.valueStream().flatMap(one -> one.isArray() ? one.valueStream() : List.of(one).stream()).filter(JsonNode::isString)
                .forEach(text -> texts.add(text.stringValue()));
        }
        if (texts.isEmpty()) {
            throw new LineFault("has no \"resps\" that are texts.", "Only tasks in which the model writes, or chooses among continuations, can be imported.");
        }
        return List.copyOf(texts);
    }

    /// One request for each continuation, and for each a pair of log-likelihood and greediness.
    private static boolean isLikelihoods(JsonNode responses) {
        return !responses.isEmpty() && responses.valueStream().allMatch(one -> one.path(0).isArray() && one.path(0).size() == 2);
    }

    private static String likeliest(JsonNode responses, LmEvalArguments arguments) throws LineFault {
        if (arguments.continuations().size() != responses.size()) {
            throw new LineFault("has " + responses.size() + " likelihoods for " + arguments.continuations().size() + " continuations.",
                "Get the file again from its source.");
        }
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < responses.size(); i++) {
            double likelihood = number(responses.path(i).path(0).path(0));
            if (likelihood > most) {
                most = likelihood;
                best = i;
            }
        }
        return arguments.continuations().get(best).strip();
    }

    private static double number(JsonNode value) throws LineFault {
        try {
            return value.isNumber() ? value.doubleValue() : Double.parseDouble(value.isString() ? value.stringValue() : "");
        } catch (NumberFormatException fault) {
            throw new LineFault("has a likelihood that is no number.", "Get the file again from its source.");
        }
    }

    // ---- questions

    private void ask(String sample, JsonNode row, LmEvalArguments arguments, Optional<String> question) {
        Optional<Target> target = target(row.path("target"), arguments);
        arguments.context().or(() -> question).ifPresent(prompt -> draft.ask(RecordedQuestion.of(sample, prompt, target)));
    }

    private static Optional<String> question(JsonNode doc) {
        return QUESTION_KEYS.stream().map(doc::path).filter(JsonNode::isString).map(JsonNode::stringValue).filter(text -> !text.isBlank()).findFirst();
    }

    private static Optional<Target> target(JsonNode value, LmEvalArguments arguments) {
        List<String> continuations = arguments.continuations();
        String text = value.isString() ? value.stringValue().strip() : value.isNumber() ? value.asString() : "";
        if (!continuations.isEmpty() && text.matches("\\d{1,4}") && Integer.parseInt(text) < continuations.size()) {
            return Optional.of(new Target.Text(List.of(continuations.get(Integer.parseInt(text)).strip())));
        }
        if (value.isArray() && !value.isEmpty() && value.valueStream().allMatch(JsonNode::isString)) {
            return Optional.of(new Target.Text(value.valueStream().map(JsonNode::stringValue).toList()));
        }
        String gold = text.substring(Math.max(0, text.lastIndexOf(WORKED_ANSWER))).replace(WORKED_ANSWER, "").strip();
        return gold.isEmpty() ? Optional.empty() : Optional.of(new Target.Text(List.of(gold)));
    }

    // ---- verdicts

    private static void judge(String filter, JsonNode row, Document document) {
        for (String metric : metrics(row)) {
            JsonNode value = row.path(metric);
            if (!value.isNumber() && !value.isBoolean()) {
                continue;
            }
            double credit = value.isBoolean() ? (value.booleanValue() ? 1 : 0) : value.doubleValue();
            String name = filter.equals(NO_FILTER) ? metric : metric + "." + filter;
            if (document.answers().size() == 1) {
                document.verdicts().add(ForeignVerdict.of(ForeignVerdict.scorer(FORMAT, name), credit, filtered(row)));
            } else {
                document.notes().add("The other harness judged all " + document.answers().size() + " answers together: " + name + " " + credit + ".");
            }
        }
    }

    private static List<String> metrics(JsonNode row) {
        JsonNode named = row.path("metrics");
        if (named.isArray()) {
            return named.valueStream().filter(JsonNode::isString).map(JsonNode::stringValue).filter(name -> !NO_METRICS.contains(name)).toList();
        }
        return row.propertyStream().map(Map.Entry::getKey).filter(key -> !NO_METRICS.contains(key)).toList();
    }

    private static Optional<String> filtered(JsonNode row) {
        JsonNode first = row.path("filtered_resps").path(0);
        return first.isString() ? Optional.of(first.stringValue()) : Optional.empty();
    }

    private void finish(String sample, Document document) {
        List<String> notes = new ArrayList<>(document.notes());
        List<String> answers = document.answers();
        if (answers.size() > 1 && answers.stream().distinct().count() == 1) {
            notes.add("All " + answers.size()
                + " answers to this question are equal; a known fault of lm-evaluation-harness's cache does that (its issue 3046), so they may be one answer.");
        }
        for (int epoch = 1; epoch <= answers.size(); epoch++) {
            draft.add(document.line(), RecordedAnswer.ofText(sample, epoch, document.question(), answers.get(epoch - 1)).with(document.verdicts(), notes));
        }
    }
}
