package dev.assay.runners.model;

import dev.assay.core.dataset.Target;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import dev.assay.core.scorer.ForeignVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/// Recorded answers as JSON lines, read strictly: a person wrote them, so an unknown key is a slip of the pen.
///
/// @param draft takes answers and faults
record PlainRecording(RecordingDraft draft) {

    /// The format, as the provenance of a run names it.
    static final String FORMAT = "plain-jsonl";

    private static final ObjectMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    /// What a line may say.
    static final List<String> KEYS = List.of("sample", "output", "epoch", "question", "model", "reasoning", "stop", "usage", "target", "verdict");
    private static final List<String> COUNTS = List.of("input", "cachedInput", "cacheWrite", "output", "reasoning");
    private static final Map<String, StopReason> STOPS = new TreeMap<>(Map.of("natural", StopReason.NATURAL, "stop", StopReason.NATURAL, "end_turn",
        StopReason.NATURAL, "length", StopReason.LENGTH, "max_tokens", StopReason.LENGTH, "time", StopReason.TIME, "refused", StopReason.REFUSED,
        "content_filter", StopReason.REFUSED, "unknown", StopReason.UNKNOWN));

    /// Reads to the end, or until there are more faults than anyone reads.
    ///
    /// @param firstLine the number of the line at which the stream stands
    void read(InputStream in, int firstLine) throws IOException {
        draft.format(FORMAT);
        new JsonRows(draft).lines(in, firstLine, JSON, this::take);
    }

    private void take(int line, JsonNode node) throws LineFault {
        if (!node.isObject()) {
            throw new LineFault("is no JSON object.", "Write {\"sample\": \"...\", \"output\": \"...\"}.");
        }
        requireKnown(node, KEYS, "");
        Optional<String> model = text(node, "model");
        RecordedAnswer answer = answer(node);
        Optional<Target> target = target(node);
        if (model.isPresent()) {
            draft.answeredBy(line, model(model.get()));
        }
        answer.question().ifPresent(question -> draft.ask(RecordedQuestion.of(answer.sample(), question, target)));
        draft.add(line, answer);
    }

    private static RecordedAnswer answer(JsonNode node) throws LineFault {
        String sample = sample(node);
        String output = text(node, "output").orElseThrow(() -> new LineFault("has no \"output\".", "Give the answer's text, \"\" if it was empty."));
        Usage usage = usage(node);
        Optional<StopReason> stop = stop(node);
        return new RecordedAnswer(sample, epoch(node), text(node, "question"), output, text(node, "reasoning"),
            stop.orElseGet(() -> Truncation.guess(output, usage)), stop.isEmpty(), usage, Optional.empty(), verdicts(node), List.of());
    }

    private static Optional<Target> target(JsonNode node) throws LineFault {
        if (node.path("target").isNumber()) {
            return Optional.of(new Target.Text(List.of(node.path("target").asString())));
        }
        return text(node, "target").filter(gold -> !gold.isBlank()).map(gold -> new Target.Text(List.of(gold)));
    }

    private static List<ForeignVerdict> verdicts(JsonNode node) throws LineFault {
        JsonNode value = node.path("verdict");
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        double credit = value.isBoolean() ? (value.booleanValue() ? 1 : 0) : value.isNumber() ? value.doubleValue() : Double.NaN;
        if (!(credit >= 0 && credit <= 1)) {
            throw new LineFault("has a \"verdict\" that is neither true, nor false, nor a credit from 0 to 1.", "Leave it out if nobody judged the answer.");
        }
        return List.of(ForeignVerdict.of(ForeignVerdict.scorer(FORMAT, ""), credit, Optional.empty()));
    }

    private static void requireKnown(JsonNode node, List<String> known, String where) throws LineFault {
        for (String key : node.propertyNames()) {
            if (!known.contains(key)) {
                throw new LineFault("has an unknown key \"" + key + "\"" + where + "." + Nearest.hint(key, known), "Known: " + String.join(", ", known) + ".");
            }
        }
    }

    private static String sample(JsonNode node) throws LineFault {
        JsonNode value = node.path("sample");
        if (value.isIntegralNumber()) {
            return value.asString();
        }
        Optional<String> id = text(node, "sample").filter(text -> !text.isBlank());
        return id.orElseThrow(() -> new LineFault("has no \"sample\".", "Give the id of the sample that was answered."));
    }

    private static int epoch(JsonNode node) throws LineFault {
        JsonNode value = node.path("epoch");
        if (value.isMissingNode() || value.isNull()) {
            return 1;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 1) {
            throw new LineFault("has an \"epoch\" that is no whole number from 1 on.", "Count epochs from 1.");
        }
        return value.intValue();
    }

    private static Optional<String> text(JsonNode node, String key) throws LineFault {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw new LineFault("has a \"" + key + "\" that is no text.", "Put it in quotes.");
        }
        return Optional.of(value.stringValue());
    }

    private static ModelRef model(String text) throws LineFault {
        try {
            return ModelRef.parse(text);
        } catch (IllegalArgumentException fault) {
            throw new LineFault("names no model: " + fault.getMessage(), "Write provider/name.");
        }
    }

    private static Optional<StopReason> stop(JsonNode node) throws LineFault {
        Optional<String> word = text(node, "stop");
        if (word.isEmpty()) {
            return Optional.empty();
        }
        StopReason stop = STOPS.get(word.get());
        if (stop == null) {
            throw new LineFault("has an unknown \"stop\", \"" + word.get() + "\"." + Nearest.hint(word.get(), STOPS.keySet()),
                "Known: " + String.join(", ", STOPS.keySet()) + ".");
        }
        return Optional.of(stop);
    }

    private static Usage usage(JsonNode node) throws LineFault {
        JsonNode usage = node.path("usage");
        if (usage.isMissingNode() || usage.isNull() || (usage.isObject() && usage.isEmpty())) {
            return Usage.unknown();
        }
        if (!usage.isObject()) {
            throw new LineFault("has a \"usage\" that is no object.", "Write {\"input\": 12, \"output\": 34}.");
        }
        requireKnown(usage, COUNTS, " in \"usage\"");
        try {
            return new Usage(count(usage, "input"), count(usage, "cachedInput"), count(usage, "cacheWrite"), count(usage, "output"),
                count(usage, "reasoning"), Usage.Origin.REPORTED);
        } catch (IllegalArgumentException fault) {
            throw new LineFault("has an impossible \"usage\": " + fault.getMessage(), "Reasoning is a part of output, and no count is negative.");
        }
    }

    private static Optional<Long> count(JsonNode usage, String key) throws LineFault {
        JsonNode value = usage.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new LineFault("has a \"" + key + "\" in \"usage\" that is no whole number.", "Leave it out if it is not known.");
        }
        return Optional.of(value.longValue());
    }
}
