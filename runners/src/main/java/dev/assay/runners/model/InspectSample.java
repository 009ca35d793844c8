package dev.assay.runners.model;

import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import dev.assay.core.scorer.ForeignVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// One sample in one epoch of a log of Inspect.
///
/// @param question what was asked: the conversation up to the answer, else the sample's input
/// @param answer what came of it
record InspectSample(Optional<RecordedQuestion> question, RecordedAnswer answer) {

    private static final String REMEDY = "Get the log again from its source.";
    private static final int SHOWN_OF_AN_ERROR = 500;
    private static final int LONGEST_FACT = 200;
    private static final Map<String, StopReason> STOPS = Map.of("stop", StopReason.NATURAL, "tool_calls", StopReason.NATURAL, "max_tokens", StopReason.LENGTH,
        "model_length", StopReason.LENGTH, "content_filter", StopReason.REFUSED);
    private static final Map<String, Double> LETTERS = Map.of("C", 1.0, "P", 0.5, "I", 0.0, "N", 0.0);

    /// Reads a sample.
    ///
    /// @throws LineFault if it has no id, or nothing came of it, or it refers to what is not there
    static InspectSample of(JsonNode sample) throws LineFault {
        JsonNode id = sample.path("id");
        if (!id.isString() && !id.isIntegralNumber()) {
            throw new LineFault("holds a sample without an \"id\".", REMEDY);
        }
        InspectTexts texts = new InspectTexts(sample);
        List<Message> input = texts.messages(sample.path("input"));
        List<Message> asked = texts.beforeTheAnswer();
        List<Message> prompt = asked.isEmpty() ? input : asked;
        Optional<RecordedQuestion> question = prompt.isEmpty()
            ? Optional.empty()
            : Optional.of(new RecordedQuestion(id.asString(), prompt, target(sample), facts(sample.path("metadata"))));
        Optional<String> shown = input.stream().filter(Message.User.class::isInstance).map(Message::text).reduce((first, last) -> last)
            .filter(text -> !text.isBlank());
        return new InspectSample(question, answer(id.asString(), epoch(sample), shown, sample, texts));
    }

    private static int epoch(JsonNode sample) {
        JsonNode epoch = sample.path("epoch");
        return epoch.isInt() ? Math.max(1, epoch.intValue()) : 1;
    }

    private static RecordedAnswer answer(String id, int epoch, Optional<String> question, JsonNode sample, InspectTexts texts) throws LineFault {
        Optional<String> error = error(sample);
        if (error.isPresent()) {
            return new RecordedAnswer(id, epoch, question, "", Optional.empty(), StopReason.UNKNOWN, true, Usage.unknown(), error);
        }
        JsonNode output = sample.path("output");
        JsonNode choice = output.path("choices").path(0);
        JsonNode content = choice.path("message").path("content");
        String text = content.isMissingNode() ? texts.resolved(output.path("completion")) : texts.answer(content);
        Usage usage = usage(output.path("usage"));
        Optional<StopReason> stop = stop(sample, choice);
        List<String> notes = texts.isRedacted(content) ? List.of("The thought is encrypted in the log and cannot be read.") : List.of();
        return new RecordedAnswer(id, epoch, question, text, texts.thought(content), stop.orElseGet(() -> Truncation.guess(text, usage)), stop.isEmpty(), usage,
            Optional.empty(), verdicts(sample), notes);
    }

    private static Optional<String> error(JsonNode sample) {
        JsonNode error = sample.path("error");
        if (error.isMissingNode() || error.isNull()) {
            JsonNode output = sample.path("output");
            boolean nothing = !output.isObject() || (output.path("choices").isEmpty() && !output.has("completion"));
            return nothing && !sample.path("limit").isObject() ? Optional.of("The log holds no output of this sample.") : Optional.empty();
        }
        String message = error.isString() ? error.stringValue() : error.path("message").asString("an error without a message");
        return Optional.of(message.substring(0, Math.min(message.length(), SHOWN_OF_AN_ERROR)));
    }

    private static Optional<StopReason> stop(JsonNode sample, JsonNode choice) {
        String limit = sample.path("limit").path("type").asString("");
        if (!limit.isEmpty()) {
            return Optional.of(limit.equals("token") || limit.equals("context") ? StopReason.LENGTH : StopReason.TIME);
        }
        return Optional.ofNullable(STOPS.get(choice.path("stop_reason").asString("")));
    }

    private static Usage usage(JsonNode usage) {
        Optional<Long> output = count(usage, "output_tokens");
        if (output.isEmpty()) {
            return Usage.unknown();
        }
        try {
            return new Usage(count(usage, "input_tokens"), count(usage, "input_tokens_cache_read"), count(usage, "input_tokens_cache_write"), output,
                count(usage, "reasoning_tokens"), Usage.Origin.REPORTED);
        } catch (IllegalArgumentException _) {
            // Counts that cannot be true say nothing.
            return Usage.unknown();
        }
    }

    private static Optional<Long> count(JsonNode usage, String key) {
        JsonNode value = usage.path(key);
        return value.isIntegralNumber() && value.canConvertToLong() ? Optional.of(value.longValue()) : Optional.empty();
    }

    // ---- the right answer, and what is known of the question

    private static Optional<Target> target(JsonNode sample) {
        JsonNode target = sample.path("target");
        List<String> accepted = target.isArray()
            ? target.valueStream().filter(JsonNode::isString).map(JsonNode::stringValue).toList()
            : target.isString() ? List.of(target.stringValue()) : List.of();
        if (accepted.stream().allMatch(String::isBlank)) {
            return Optional.empty();
        }
        SortedMap<String, String> options = options(sample.path("choices"));
        return accepted.size() == 1 && options.containsKey(accepted.getFirst())
            ? Optional.of(new Target.Choice(accepted.getFirst(), options))
            : Optional.of(new Target.Text(accepted));
    }

    private static SortedMap<String, String> options(JsonNode choices) {
        SortedMap<String, String> options = new TreeMap<>();
        if (choices.isArray() && choices.size() <= 26) {
            choices.valueStream().filter(JsonNode::isString).forEach(text -> options.put(String.valueOf((char) ('A' + options.size())), text.stringValue()));
        }
        return options;
    }

    private static SortedMap<String, String> facts(JsonNode metadata) {
        return metadata.propertyStream().filter(fact -> fact.getValue().isString() || fact.getValue().isNumber() || fact.getValue().isBoolean())
            .filter(fact -> fact.getKey().length() <= LONGEST_FACT && fact.getValue().asString().length() <= LONGEST_FACT)
            .collect(Collectors.toMap(Map.Entry::getKey, fact -> fact.getValue().asString(), (first, _) -> first, TreeMap::new));
    }

    // ---- verdicts

    private static List<ForeignVerdict> verdicts(JsonNode sample) {
        List<ForeignVerdict> verdicts = new ArrayList<>();
        sample.path("scores").propertyStream().forEach(score -> verdicts(score.getKey(), score.getValue(), verdicts));
        if (sample.path("score").isObject()) {
            verdicts("score", sample.path("score"), verdicts);
        }
        return verdicts;
    }

    private static void verdicts(String name, JsonNode score, List<ForeignVerdict> verdicts) {
        JsonNode value = score.path("value");
        Optional<String> found = Optional.of(score.path("answer")).filter(JsonNode::isString).map(JsonNode::stringValue);
        if (value.isObject()) {
            value.propertyStream().forEach(part -> verdict(name + "." + part.getKey(), part.getValue(), found).ifPresent(verdicts::add));
        } else {
            verdict(name, value, found).ifPresent(verdicts::add);
        }
    }

    private static Optional<ForeignVerdict> verdict(String name, JsonNode value, Optional<String> found) {
        if (!value.isString() && !value.isNumber() && !value.isBoolean()) {
            return Optional.empty();
        }
        Optional<Double> credit = value.isNumber()
            ? Optional.of(value.doubleValue())
            : value.isBoolean() ? Optional.of(value.booleanValue() ? 1.0 : 0.0) : Optional.ofNullable(LETTERS.get(value.stringValue()));
        return Optional.of(new ForeignVerdict(ForeignVerdict.scorer(InspectRecording.FORMAT, name), credit, value.asString(), found));
    }
}
