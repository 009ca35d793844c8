package dev.assay.runners.model;

import dev.assay.core.model.ModelRef;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
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

    private static final int LONGEST_LINE = 64 << 20;
    private static final ObjectMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final List<String> KEYS = List.of("sample", "output", "epoch", "question", "model", "reasoning", "stop", "usage");
    private static final List<String> COUNTS = List.of("input", "cachedInput", "cacheWrite", "output", "reasoning");
    private static final Map<String, StopReason> STOPS = new TreeMap<>(Map.of("natural", StopReason.NATURAL, "stop", StopReason.NATURAL, "end_turn",
        StopReason.NATURAL, "length", StopReason.LENGTH, "max_tokens", StopReason.LENGTH, "time", StopReason.TIME, "refused", StopReason.REFUSED,
        "content_filter", StopReason.REFUSED, "unknown", StopReason.UNKNOWN));

    /// Reads to the end, or until there are more faults than anyone reads.
    ///
    /// @param firstLine the number of the line at which the stream stands
    void read(InputStream in, int firstLine) throws IOException {
        draft.format(FORMAT);
        int line = firstLine;
        boolean more = true;
        while (more && !draft.hopeless()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            more = readLine(in, bytes);
            take(line++, bytes);
        }
    }

    /// @return whether a line break ended the line, so that another line may follow
    private static boolean readLine(InputStream in, ByteArrayOutputStream line) throws IOException {
        int next = in.read();
        while (next >= 0 && next != '\n') {
            if (line.size() <= LONGEST_LINE) {
                line.write(next);
            }
            next = in.read();
        }
        return next == '\n';
    }

    private void take(int line, ByteArrayOutputStream bytes) {
        try {
            if (bytes.size() > LONGEST_LINE) {
                throw new LineFault("is longer than " + LONGEST_LINE + " bytes.", "Shorten the answer.");
            }
            byte[] text = bytes.toByteArray();
            if (!isBlank(text)) {
                take(line, JSON.readTree(text));
            }
        } catch (JacksonException failure) {
            draft.fault(line, "is not valid JSON: " + reason(failure) + ".", "Write one object on each line.");
        } catch (LineFault fault) {
            draft.fault(line, fault.what(), fault.remedy());
        }
    }

    /// The parser's reason in its own words, without its location and without a full stop.
    static String reason(JacksonException failure) {
        String message = String.valueOf(failure.getOriginalMessage()).lines().findFirst().orElse("");
        return message.length() > 200 ? message.substring(0, 200) + "..." : message;
    }

    private static boolean isBlank(byte[] text) {
        for (byte b : text) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private void take(int line, JsonNode node) throws LineFault {
        if (!node.isObject()) {
            throw new LineFault("is no JSON object.", "Write {\"sample\": \"...\", \"output\": \"...\"}.");
        }
        requireKnown(node, KEYS, "");
        Optional<String> model = text(node, "model");
        RecordedAnswer answer = answer(node);
        if (model.isPresent()) {
            draft.answeredBy(line, model(model.get()));
        }
        draft.add(line, answer);
    }

    private static RecordedAnswer answer(JsonNode node) throws LineFault {
        String sample = sample(node);
        String output = text(node, "output").orElseThrow(() -> new LineFault("has no \"output\".", "Give the answer's text, \"\" if it was empty."));
        Usage usage = usage(node);
        Optional<StopReason> stop = stop(node);
        return new RecordedAnswer(sample, epoch(node), text(node, "question"), output, text(node, "reasoning"),
            stop.orElseGet(() -> Truncation.guess(output, usage)), stop.isEmpty(), usage, Optional.empty());
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
