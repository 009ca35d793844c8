package dev.assay.runners.model;

import dev.assay.core.model.Reasoning;
import dev.assay.core.model.StopReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Puts an answer of the chat dialect together.
///
/// A whole message is read as a stream of one piece, so both give equal outputs. A thought may come in any of several fields; the first
/// of them that is not blank is kept, and a later one that says something else is noted. A text that only repeats a summary is a summary.
///
/// Not safe for use by many threads.
final class ChatPieces implements Dialect.Pieces {

    private static final JsonMapper JSON = JsonMapper.shared();

    /// Where a thought may stand, the first one first.
    private enum Field {
        REASONING_CONTENT("reasoning_content"), REASONING("reasoning"), DETAILS("reasoning_details"), PARTS("content part thinking"), THINKING("thinking");

        private final String spelling;

        Field(String spelling) {
            this.spelling = spelling;
        }
    }

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final Map<Field, StringBuilder> thoughts = new EnumMap<>(Field.class);
    private final SortedMap<Integer, StringBuilder> details = new TreeMap<>();
    private final SortedMap<Integer, StringBuilder> summaries = new TreeMap<>();
    private final SortedMap<Integer, StringBuilder> blobs = new TreeMap<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Recurring recurring = new Recurring();
    private JsonNode usage = MissingNode.getInstance();
    private @Nullable String stopWord;
    private @Nullable String model;
    private @Nullable Problem problem;
    private @Nullable String malformed;
    private boolean over;
    private boolean answered;

    @Override
    public void event(String name, String data) {
        if (over || data.isBlank()) {
            return;
        }
        if (data.strip().equals("[DONE]")) {
            over = true;
            return;
        }
        boolean error = name.equals("error");
        if (error || !recurring.take(data)) {
            take(data, error);
        }
    }

    @Override
    public void whole(String body) {
        take(body, false);
        over = true;
        if (!answered && problem == null && malformed == null) {
            malformed = "an answer without choices";
        }
    }

    private void take(String json, boolean error) {
        try {
            JsonNode node = JSON.readTree(json);
            if (error && !node.path("error").isObject()) {
                problem = OpenAiChat.read(node, json);
                return;
            }
            chunk(node, json);
            learn(node, json);
        } catch (JacksonException e) {
            malformed = "JSON that is not well-formed";
        }
    }

    /// An event of one choice whose delta holds one text is likely to be followed by many of its kind.
    private void learn(JsonNode node, String json) {
        JsonNode delta = node.path("choices").path(0).path("delta");
        if (node.path("choices").size() != 1 || node.path("choices").path(0).path("index").asInt(0) != 0 || !delta.isObject() || delta.has("reasoning_details")
            || delta.has("refusal")) {
            return;
        }
        boolean says = delta.path("content").isString() && !delta.path("content").stringValue().isEmpty();
        List<Field> thinking = Stream.of(Field.REASONING_CONTENT, Field.REASONING, Field.THINKING).filter(field -> delta.path(field.spelling).isString()
            && !delta.path(field.spelling).stringValue().isEmpty()).toList();
        if (says && thinking.isEmpty()) {
            recurring.learn(json, "content", delta.path("content").stringValue(), text);
        }
        if (!says && thinking.size() == 1) {
            Field field = thinking.getFirst();
            StringBuilder goal = thoughts.get(field);
            if (goal != null) {
                recurring.learn(json, field.spelling, delta.path(field.spelling).stringValue(), goal);
            }
        }
    }

    private void chunk(JsonNode node, String json) {
        JsonNode error = node.path("error");
        if (error.isObject() || error.isString()) {
            problem = OpenAiChat.read(error, json);
        }
        OpenAiChat.string(node.path("model")).filter(name -> !name.isBlank()).ifPresent(name -> model = name);
        takeUsage(node.path("x_groq").path("usage"));
        takeUsage(node.path("usage"));
        for (JsonNode choice : node.path("choices").values()) {
            if (choice.path("index").asInt(0) == 0) {
                choice(choice);
            }
        }
    }

    private void takeUsage(JsonNode node) {
        if (node.isObject()) {
            usage = node;
        }
    }

    private void choice(JsonNode choice) {
        takeUsage(choice.path("usage"));
        JsonNode message = choice.path("delta").isObject() ? choice.path("delta") : choice.path("message");
        answered |= message.isObject();
        message(message);
        OpenAiChat.string(choice.path("finish_reason")).filter(word -> !word.isBlank()).ifPresent(word -> stopWord = word);
        JsonNode error = choice.path("error");
        if (error.isObject()) {
            problem = OpenAiChat.read(error, "an error inside the answer");
        }
    }

    private void message(JsonNode message) {
        content(message.path("content"));
        OpenAiChat.string(message.path("refusal")).ifPresent(refusal::append);
        thought(Field.REASONING_CONTENT, message.path("reasoning_content"));
        thought(Field.REASONING, message.path("reasoning"));
        thought(Field.THINKING, message.path("thinking"));
        int position = 0;
        for (JsonNode detail : message.path("reasoning_details").values()) {
            detail(detail, detail.path("index").asInt(position));
            position++;
        }
    }

    private void content(JsonNode content) {
        OpenAiChat.string(content).ifPresent(text::append);
        if (content.isArray()) {
            content.values().forEach(this::part);
        }
    }

    private void part(JsonNode part) {
        if (part.isString()) {
            text.append(part.stringValue());
            return;
        }
        String type = OpenAiChat.string(part.path("type")).orElse("text");
        switch (type) {
            case "text", "output_text" -> OpenAiChat.string(part.path("text")).ifPresent(text::append);
            case "refusal" -> OpenAiChat.string(part.path("refusal")).ifPresent(refusal::append);
            case "thinking" -> thinkingPart(part.path("thinking"));
            default -> notes.add("A part of the answer of unknown type was skipped: " + type + ".");
        }
    }

    private void thinkingPart(JsonNode thinking) {
        thought(Field.PARTS, thinking);
        thinking.values().forEach(part -> thought(Field.PARTS, part.path("text")));
    }

    private void thought(Field field, JsonNode node) {
        OpenAiChat.string(node).ifPresent(piece -> thoughts.computeIfAbsent(field, f -> new StringBuilder()).append(piece));
    }

    private void detail(JsonNode detail, int index) {
        String type = OpenAiChat.string(detail.path("type")).orElse("");
        switch (type) {
            case "reasoning.text" -> append(details, index, detail.path("text"));
            case "reasoning.summary" -> append(summaries, index, detail.path("summary"));
            case "reasoning.encrypted" -> append(blobs, index, detail.path("data"));
            default -> notes.add("A reasoning detail of unknown type was skipped: " + type + ".");
        }
    }

    private static void append(SortedMap<Integer, StringBuilder> pieces, int index, JsonNode piece) {
        OpenAiChat.string(piece).ifPresent(words -> pieces.computeIfAbsent(index, i -> new StringBuilder()).append(words));
    }

    @Override
    public boolean over() {
        return over;
    }

    @Override
    public boolean answerBegun() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c)) {
                // A text that opens with a tag begins with the thought; where that ends is not this class's business.
                return c != '<' && c != '[' && c != '◁';
            }
        }
        return false;
    }

    @Override
    public Reply reply() {
        List<String> remarks = new ArrayList<>(notes);
        ChatUsage counted = ChatUsage.of(usage);
        remarks.addAll(counted.notes());
        Reasoning reasoning = reasoning(counted, remarks);
        Optional<StopReason> stop = stop(remarks);
        return new Reply(text.toString(), reasoning, stop, counted.usage(), Optional.ofNullable(model), problem(), Optional.ofNullable(malformed), answered,
            remarks);
    }

    private Reasoning reasoning(ChatUsage counted, List<String> remarks) {
        Map<Field, String> said = new EnumMap<>(Field.class);
        thoughts.forEach((field, words) -> said.put(field, words.toString()));
        said.put(Field.DETAILS, joined(details));
        said.values().removeIf(String::isBlank);
        Optional<String> summary = Optional.of(joined(summaries)).filter(s -> !s.isBlank());
        if (!said.containsKey(Field.DETAILS)) {
            summary.ifPresent(s -> said.values().removeIf(words -> alike(words, s)));
        }
        Optional<Field> first = said.keySet().stream().findFirst();
        first.ifPresent(field -> said.forEach((other, words) -> {
            if (!alike(words, said.getOrDefault(field, ""))) {
                remarks.add("The fields " + field.spelling + " and " + other.spelling + " hold different thoughts; the first was kept.");
            }
        }));
        return Reasoning.of(first.map(said::get), summary, Optional.of(joined(blobs)), counted.usage().reasoning());
    }

    private static String joined(SortedMap<Integer, StringBuilder> pieces) {
        return pieces.values().stream().map(StringBuilder::toString).filter(piece -> !piece.isEmpty()).collect(Collectors.joining("\n\n"));
    }

    private static boolean alike(String one, String other) {
        return one.equals(other) || one.replaceAll("\\s+", "").equals(other.replaceAll("\\s+", ""));
    }

    private Optional<StopReason> stop(List<String> remarks) {
        if (!refusal.toString().isBlank()) {
            remarks.add("The model refused: " + refusal.toString().strip());
            return stopWord == null ? Optional.empty() : Optional.of(StopReason.REFUSED);
        }
        if (stopWord == null) {
            return Optional.empty();
        }
        Optional<StopReason> known = known(stopWord);
        if (known.isEmpty()) {
            remarks.add("The provider gave an unknown reason for stopping: " + stopWord + ".");
        }
        return Optional.of(known.orElse(StopReason.UNKNOWN));
    }

    private static Optional<StopReason> known(String word) {
        return switch (word) {
            case "stop", "eos", "stop_sequence", "end_turn" -> Optional.of(StopReason.NATURAL);
            case "length", "max_tokens", "model_length" -> Optional.of(StopReason.LENGTH);
            case "content_filter", "refusal" -> Optional.of(StopReason.REFUSED);
            default -> Optional.empty();
        };
    }

    private Optional<Problem> problem() {
        if (problem != null || stopWord == null) {
            return Optional.ofNullable(problem);
        }
        return switch (stopWord) {
            case "insufficient_system_resource" -> Optional.of(Problem.of("the provider ran out of capacity", "overloaded_error"));
            case "error", "abort" -> Optional.of(Problem.of("the provider broke the answer off (" + stopWord + ")", "server_error"));
            default -> Optional.empty();
        };
    }
}
