package dev.assay.runners.model;

import dev.assay.core.model.Reasoning;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Puts an answer of the Gemini dialect together; each event of a stream has the form of a whole answer.
///
/// Parts that are marked as thought hold a summary of it and are never joined to the answer. Cached tokens stand inside the input, those of the thought
/// outside the output.
///
/// Not safe for use by many threads.
final class GeminiPieces implements Dialect.Pieces {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> REFUSALS = Set.of("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE", "IMAGE_SAFETY");
    private static final long MOST = 1_000_000_000_000_000L;

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thought = new StringBuilder();
    private final StringBuilder signatures = new StringBuilder();
    private final List<String> notes = new ArrayList<>();
    private JsonNode usage = MissingNode.getInstance();
    private @Nullable String model;
    private @Nullable String stop;
    private @Nullable String blocked;
    private @Nullable Problem problem;
    private @Nullable String malformed;
    private boolean answered;
    private boolean over;

    @Override
    public void event(String name, String data) {
        if (over || data.isBlank()) {
            return;
        }
        read(data);
        over = (stop != null || blocked != null) && usage.isObject();
    }

    @Override
    public void whole(String body) {
        read(body);
        over = true;
        if (problem == null && malformed == null && stop == null && blocked == null) {
            malformed = answered ? "an answer that is not finished" : "an answer without candidates";
        }
    }

    private void read(String data) {
        try {
            JsonNode node = JSON.readTree(data);
            if (node.path("error").isObject()) {
                problem = OpenAiChat.read(node.path("error"), data);
                return;
            }
            take(node);
        } catch (JacksonException e) {
            malformed = "JSON that is not well-formed";
        }
    }

    private void take(JsonNode node) {
        OpenAiChat.string(node.path("modelVersion")).filter(version -> !version.isBlank()).ifPresent(version -> model = version);
        OpenAiChat.string(node.path("promptFeedback").path("blockReason")).ifPresent(reason -> blocked = reason);
        if (node.path("usageMetadata").isObject()) {
            usage = node.path("usageMetadata");
        }
        JsonNode candidate = node.path("candidates").path(0);
        answered |= candidate.isObject() || blocked != null;
        for (JsonNode part : candidate.path("content").path("parts").values()) {
            OpenAiChat.string(part.path("thoughtSignature")).ifPresent(signatures::append);
            StringBuilder target = part.path("thought").asBoolean(false) ? thought : text;
            OpenAiChat.string(part.path("text")).ifPresent(target::append);
        }
        OpenAiChat.string(candidate.path("finishReason")).filter(reason -> !reason.equals("FINISH_REASON_UNSPECIFIED")).ifPresent(reason -> stop = reason);
    }

    @Override
    public boolean over() {
        return over;
    }

    @Override
    public boolean answerBegun() {
        return !text.isEmpty();
    }

    @Override
    public Reply reply() {
        List<String> remarks = new ArrayList<>(notes);
        Usage counted = usage(remarks);
        Reasoning reasoning = Reasoning.of(Optional.empty(), Optional.of(thought.toString()), Optional.of(signatures.toString()), counted.reasoning());
        return new Reply(text.toString(), reasoning, stop(remarks), counted, Optional.ofNullable(model), Optional.ofNullable(problem), Optional.ofNullable(
            malformed), answered, remarks);
    }

    private Optional<StopReason> stop(List<String> remarks) {
        if (blocked != null) {
            remarks.add("The provider blocked the prompt: " + blocked + ".");
            return Optional.of(StopReason.REFUSED);
        }
        return Optional.ofNullable(stop).map(word -> reason(word, remarks));
    }

    private static StopReason reason(String word, List<String> remarks) {
        if (REFUSALS.contains(word)) {
            remarks.add("The provider refused: " + word + ".");
            return StopReason.REFUSED;
        }
        return switch (word) {
            case "STOP" -> StopReason.NATURAL;
            case "MAX_TOKENS" -> StopReason.LENGTH;
            default -> {
                remarks.add("The provider gave an unknown reason for stopping: " + word + ".");
                yield StopReason.UNKNOWN;
            }
        };
    }

    private Usage usage(List<String> remarks) {
        Optional<Long> prompt = count("promptTokenCount", remarks);
        Optional<Long> cached = count("cachedContentTokenCount", remarks);
        Optional<Long> candidates = count("candidatesTokenCount", remarks);
        Optional<Long> thoughts = count("thoughtsTokenCount", remarks);
        if (prompt.isEmpty() && candidates.isEmpty() && thoughts.isEmpty()) {
            return Usage.unknown();
        }
        boolean mixed = prompt.isPresent() && cached.isPresent() && cached.get() > prompt.get();
        if (mixed) {
            remarks.add("More input was reported as cached than as sent; how much was cached is unknown.");
        }
        Optional<Long> inCache = mixed ? Optional.empty() : cached;
        Optional<Long> output = candidates.or(() -> thoughts.map(_ -> 0L)).map(answer -> answer + thoughts.orElse(0L));
        return new Usage(prompt.map(all -> all - inCache.orElse(0L)), inCache, Optional.empty(), output, thoughts, Usage.Origin.REPORTED);
    }

    private Optional<Long> count(String field, List<String> remarks) {
        JsonNode value = usage.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0 && value.longValue() < MOST) {
            return Optional.of(value.longValue());
        }
        remarks.add("The provider's " + field + " is not a count of tokens and was not used.");
        return Optional.empty();
    }
}
