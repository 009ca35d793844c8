package dev.assay.runners.model;

import dev.assay.core.model.Reasoning;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Puts an answer of the Messages dialect together: blocks of text and thought, whole or in pieces.
///
/// The thought of Claude 3.7 is the thought itself; later models show another text about it, which is kept as a summary. Tokens from and into the cache
/// stand beside the input there, not inside it. How much of the output was thought is not said.
///
/// Not safe for use by many threads.
final class AnthropicPieces implements Dialect.Pieces {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String MALFORMED = "JSON that is not well-formed";

    private final SortedMap<Integer, Block> blocks = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private Optional<Long> input = Optional.empty();
    private Optional<Long> cached = Optional.empty();
    private Optional<Long> written = Optional.empty();
    private Optional<Long> output = Optional.empty();
    private @Nullable String model;
    private @Nullable String stop;
    private @Nullable Problem problem;
    private @Nullable String malformed;
    private boolean counted;
    private boolean answered;
    private boolean over;

    private static final class Block {
        private String type = "";
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder blob = new StringBuilder();
    }

    @Override
    public void event(String name, String data) {
        if (over || data.isBlank()) {
            return;
        }
        try {
            JsonNode node = JSON.readTree(data);
            event(OpenAiChat.string(node.path("type")).orElse(name), node, data);
        } catch (JacksonException e) {
            malformed = MALFORMED;
        }
    }

    private void event(String type, JsonNode node, String data) {
        switch (type) {
            case "message_start" -> begin(node.path("message"));
            case "content_block_start" -> start(block(node), node.path("content_block"));
            case "content_block_delta" -> append(block(node), node.path("delta"));
            case "message_delta" -> {
                OpenAiChat.string(node.path("delta").path("stop_reason")).ifPresent(reason -> stop = reason);
                count(node.path("usage"));
                counted = true;
            }
            case "message_stop" -> over = true;
            case "error" -> problem = OpenAiChat.read(node.path("error"), data);
            default -> {
                // Pings, ends of blocks, and whatever may be added to the interface.
            }
        }
    }

    private void begin(JsonNode message) {
        OpenAiChat.string(message.path("model")).filter(name -> !name.isBlank()).ifPresent(name -> model = name);
        count(message.path("usage"));
    }

    private Block block(JsonNode event) {
        answered = true;
        return blocks.computeIfAbsent(event.path("index").asInt(0), _ -> new Block());
    }

    private void start(Block block, JsonNode content) {
        block.type = OpenAiChat.string(content.path("type")).orElse("");
        switch (block.type) {
            case "text" -> add(block.text, content.path("text"));
            case "thinking" -> {
                add(block.text, content.path("thinking"));
                add(block.blob, content.path("signature"));
            }
            case "redacted_thinking" -> add(block.blob, content.path("data"));
            default -> note("A block of the answer of unknown type was skipped: " + block.type + ".");
        }
    }

    private static void append(Block block, JsonNode delta) {
        switch (OpenAiChat.string(delta.path("type")).orElse("")) {
            case "text_delta" -> {
                block.type = "text";
                add(block.text, delta.path("text"));
            }
            case "thinking_delta" -> {
                block.type = "thinking";
                add(block.text, delta.path("thinking"));
            }
            case "signature_delta" -> add(block.blob, delta.path("signature"));
            default -> {
                // A kind of piece that belongs to no text.
            }
        }
    }

    private static void add(StringBuilder builder, JsonNode text) {
        OpenAiChat.string(text).ifPresent(builder::append);
    }

    private void note(String note) {
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    @Override
    public void whole(String body) {
        over = true;
        try {
            JsonNode node = JSON.readTree(body);
            if (node.path("error").isObject()) {
                problem = OpenAiChat.read(node.path("error"), body);
                return;
            }
            begin(node);
            counted = node.path("usage").isObject();
            OpenAiChat.string(node.path("stop_reason")).ifPresent(reason -> stop = reason);
            answered = node.path("content").isArray();
            int index = 0;
            for (JsonNode content : node.path("content").values()) {
                start(blocks.computeIfAbsent(index, _ -> new Block()), content);
                index++;
            }
        } catch (JacksonException e) {
            malformed = MALFORMED;
            return;
        }
        if (!answered || stop == null) {
            malformed = answered ? "an answer that is not finished" : "an answer without content";
        }
    }

    private void count(JsonNode usage) {
        input = count(usage, "input_tokens").or(() -> input);
        cached = count(usage, "cache_read_input_tokens").or(() -> cached);
        written = count(usage, "cache_creation_input_tokens").or(() -> written);
        output = count(usage, "output_tokens").or(() -> output);
    }

    private Optional<Long> count(JsonNode usage, String field) {
        JsonNode value = usage.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0 && value.longValue() < 1_000_000_000_000_000L) {
            return Optional.of(value.longValue());
        }
        note("The provider's " + field + " is not a count of tokens and was not used.");
        return Optional.empty();
    }

    @Override
    public boolean over() {
        return over;
    }

    @Override
    public boolean answerBegun() {
        return blocks.values().stream().anyMatch(block -> block.type.equals("text") && !block.text.isEmpty());
    }

    @Override
    public Reply reply() {
        List<String> remarks = new ArrayList<>(notes);
        Optional<StopReason> reason = Optional.ofNullable(stop).map(word -> reason(word, remarks));
        // What is counted at the beginning of a stream is not what the answer took in the end.
        boolean known = counted && (input.isPresent() || output.isPresent());
        Usage usage = known ? new Usage(input, cached, written, output, Optional.empty(), Usage.Origin.REPORTED) : Usage.unknown();
        return new Reply(joined("text", ""), reasoning(), reason, usage, Optional.ofNullable(model), Optional.ofNullable(problem), Optional.ofNullable(
            malformed), answered || stop != null, remarks);
    }

    private Reasoning reasoning() {
        Optional<String> thought = Optional.of(joined("thinking", "\n\n"));
        String blobs = String.join("\n", blocks.values().stream().filter(block -> block.type.equals("redacted_thinking") || block.type.equals("thinking")).map(
            block -> block.blob.toString()).filter(blob -> !blob.isEmpty()).toList());
        boolean shown = model != null && model.contains("claude-3-7");
        return Reasoning.of(shown ? thought : Optional.empty(), shown ? Optional.empty() : thought, Optional.of(blobs), Optional.empty());
    }

    private String joined(String type, String between) {
        return String.join(between, blocks.values().stream().filter(block -> block.type.equals(type)).map(block -> block.text.toString()).filter(
            text -> !text.isEmpty()).toList());
    }

    private static StopReason reason(String word, List<String> remarks) {
        return switch (word) {
            case "end_turn", "stop_sequence" -> StopReason.NATURAL;
            case "max_tokens", "model_context_window_exceeded" -> StopReason.LENGTH;
            case "refusal" -> StopReason.REFUSED;
            default -> {
                remarks.add("The provider gave an unknown reason for stopping: " + word + ".");
                yield StopReason.UNKNOWN;
            }
        };
    }
}
