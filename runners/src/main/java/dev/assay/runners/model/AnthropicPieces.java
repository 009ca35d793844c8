package dev.assay.runners.model;

import dev.assay.core.model.Reasoning;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Puts an answer of the Messages dialect together, block by block.
///
/// The thought that models of the fourth generation and later show is another text about it, and is kept as a summary; what the model
/// returned says of itself decides. A thought that is not shown leaves a signature or a redacted blob.
///
/// Thought is counted inside the output, and told apart where the provider does so. Input counts hold from the first event on. The output count of the first event is that of a beginning and is not used.
///
/// Not safe for use by many threads.
final class AnthropicPieces implements Dialect.Pieces {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String INPUT = "input_tokens";
    private static final String CACHE_READ = "cache_read_input_tokens";
    private static final String CACHE_WRITE = "cache_creation_input_tokens";
    private static final String OUTPUT = "output_tokens";
    private static final String THINKING = "thinking_tokens";

    private final SortedMap<Integer, Block> blocks = new TreeMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private @Nullable String stop;
    private @Nullable String refusal;
    private @Nullable String model;
    private @Nullable Problem problem;
    private @Nullable String malformed;
    private boolean over;
    private boolean answered;

    /// One block, as far as it has come.
    private record Block(StringBuilder text, StringBuilder thought, StringBuilder signature, StringBuilder redacted) {
        Block() {
            this(new StringBuilder(), new StringBuilder(), new StringBuilder(), new StringBuilder());
        }
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
            malformed = "JSON that is not well-formed";
        }
    }

    private void event(String type, JsonNode node, String data) {
        switch (type) {
            case "message_start" -> message(node.path("message"), false);
            case "content_block_start" -> begin(block(node), node.path("content_block"));
            case "content_block_delta" -> append(block(node), node.path("delta"));
            case "message_delta" -> {
                ended(node.path("delta"));
                count(node.path("usage"), true);
            }
            case "message_stop" -> over = true;
            default -> {
                if (node.path("error").isObject()) {
                    problem = OpenAiChat.read(node.path("error"), data);
                    over = true;
                }
            }
        }
    }

    private Block block(JsonNode event) {
        answered = true;
        return blocks.computeIfAbsent(event.path("index").asInt(0), index -> new Block());
    }

    private void begin(Block block, JsonNode content) {
        switch (OpenAiChat.string(content.path("type")).orElse("")) {
            case "text" -> add(block.text, content, "text");
            case "thinking" -> {
                add(block.thought, content, "thinking");
                add(block.signature, content, "signature");
            }
            case "redacted_thinking" -> add(block.redacted, content, "data");
            case String other -> notes.add("A part of the answer of unknown type was skipped: " + other + ".");
        }
    }

    private static void append(Block block, JsonNode delta) {
        switch (OpenAiChat.string(delta.path("type")).orElse("")) {
            case "text_delta" -> add(block.text, delta, "text");
            case "thinking_delta" -> add(block.thought, delta, "thinking");
            case "signature_delta" -> add(block.signature, delta, "signature");
            default -> {
                // Citations and the arguments of tools are no part of the answer.
            }
        }
    }

    private static void add(StringBuilder target, JsonNode node, String field) {
        OpenAiChat.string(node.path(field)).ifPresent(target::append);
    }

    private void ended(JsonNode node) {
        OpenAiChat.string(node.path("stop_reason")).ifPresent(reason -> stop = reason);
        OpenAiChat.string(node.path("stop_details").path("explanation")).filter(text -> !text.isBlank()).ifPresent(text -> refusal = text);
    }

    private void message(JsonNode message, boolean whole) {
        OpenAiChat.string(message.path("model")).filter(name -> !name.isBlank()).ifPresent(name -> model = name);
        count(message.path("usage"), whole);
        ended(message);
        JsonNode content = message.path("content");
        answered |= content.isArray();
        int index = 0;
        for (JsonNode block : content.values()) {
            begin(blocks.computeIfAbsent(index, i -> new Block()), block);
            index++;
        }
    }

    private void count(JsonNode usage, boolean whole) {
        for (String field : whole ? List.of(INPUT, CACHE_READ, CACHE_WRITE, OUTPUT) : List.of(INPUT, CACHE_READ, CACHE_WRITE)) {
            ChatUsage.count(usage, field, notes).ifPresent(tokens -> counts.put(field, tokens));
        }
        if (whole) {
            ChatUsage.count(usage.path("output_tokens_details"), THINKING, notes).ifPresent(tokens -> counts.put(THINKING, tokens));
        }
    }

    @Override
    public void whole(String body) {
        over = true;
        try {
            JsonNode node = JSON.readTree(body);
            JsonNode error = node.path("error");
            if (error.isObject() || error.isString()) {
                problem = OpenAiChat.read(error, body);
                return;
            }
            message(node, true);
        } catch (JacksonException e) {
            malformed = "JSON that is not well-formed";
            return;
        }
        if (!answered) {
            malformed = "an answer without content";
        }
    }

    @Override
    public boolean over() {
        return over;
    }

    @Override
    public boolean answerBegun() {
        return blocks.values().stream().anyMatch(block -> !block.text.toString().isBlank());
    }

    @Override
    public Reply reply() {
        List<String> remarks = new ArrayList<>(notes);
        Optional<StopReason> why = Optional.ofNullable(stop).map(reason -> reason(reason, remarks));
        return new Reply(joined(Block::text, "").orElse(""), reasoning(), why, usage(), Optional.ofNullable(model), Optional.ofNullable(problem),
            Optional.ofNullable(malformed), answered, remarks);
    }

    private Optional<String> joined(Function<Block, StringBuilder> part, String between) {
        return Optional.of(String.join(between, blocks.values().stream().map(part).filter(piece -> !piece.isEmpty()).toList())).filter(
            all -> !all.isEmpty());
    }

    private Reasoning reasoning() {
        Optional<String> thought = joined(Block::thought, "\n\n").filter(text -> !text.isBlank());
        Optional<String> blob = joined(Block::redacted, "\n\n").or(() -> thought.isPresent() ? Optional.empty() : joined(Block::signature, "\n\n"));
        boolean full = model != null && ModelCatalogue.traits(model).fullThought();
        return Reasoning.of(full ? thought : Optional.empty(), full ? Optional.empty() : thought, blob, thinking());
    }

    private Usage usage() {
        if (counts.isEmpty()) {
            return Usage.unknown();
        }
        return new Usage(counted(INPUT), counted(CACHE_READ), counted(CACHE_WRITE), counted(OUTPUT), thinking(), Usage.Origin.REPORTED);
    }

    /// The tokens of the thought, which only some models tell apart; a count above that of the whole output is no such count.
    private Optional<Long> thinking() {
        return counted(THINKING).filter(tokens -> tokens <= counted(OUTPUT).orElse(0L));
    }

    private Optional<Long> counted(String field) {
        return Optional.ofNullable(counts.get(field));
    }

    private StopReason reason(String word, List<String> remarks) {
        return switch (word) {
            case "end_turn", "stop_sequence" -> StopReason.NATURAL;
            case "max_tokens", "model_context_window_exceeded" -> StopReason.LENGTH;
            case "refusal" -> {
                remarks.add("The provider says that the model refused" + Optional.ofNullable(refusal).map(text -> ": " + text.strip()).orElse("."));
                yield StopReason.REFUSED;
            }
            default -> {
                remarks.add("The provider gave an unknown reason for stopping: " + word + ".");
                yield StopReason.UNKNOWN;
            }
        };
    }
}
