package dev.assay.runners.model;

import dev.assay.core.model.Reasoning;
import dev.assay.core.model.StopReason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Puts an answer of generateContent together.
///
/// Each event of a stream is an answer in itself, with the next parts of the text and the counts so far. A stream ends with its body, so no
/// event says that it is over; it was whole if a reason for stopping has come. Parts that are marked as thought never join the answer.
///
/// Not safe for use by many threads.
final class GeminiPieces implements Dialect.Pieces {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thought = new StringBuilder();
    private final Set<String> notes = new LinkedHashSet<>();
    private JsonNode usage = MissingNode.getInstance();
    private @Nullable String signature;
    private @Nullable String stop;
    private @Nullable String explanation;
    private @Nullable String blocked;
    private @Nullable String model;
    private @Nullable Problem problem;
    private @Nullable String malformed;
    private boolean over;
    private boolean answered;
    private boolean answerBegun;

    @Override
    public void event(String name, String data) {
        if (over || data.isBlank()) {
            return;
        }
        try {
            piece(JSON.readTree(data), data);
        } catch (JacksonException e) {
            malformed = "JSON that is not well-formed";
        }
    }

    private void piece(JsonNode node, String data) {
        if (node.path("error").isObject()) {
            problem = Gemini.read(node.path("error"), data);
            over = true;
            return;
        }
        OpenAiChat.string(node.path("modelVersion")).filter(version -> !version.isBlank()).ifPresent(version -> model = version);
        if (node.path("usageMetadata").isObject()) {
            usage = node.path("usageMetadata");
        }
        JsonNode feedback = node.path("promptFeedback");
        OpenAiChat.string(feedback.path("blockReason")).ifPresent(reason -> {
            blocked = reason;
            answered = true;
            OpenAiChat.string(feedback.path("blockReasonMessage")).ifPresent(message -> explanation = message);
        });
        if (node.path("candidates").path(0).isObject()) {
            candidate(node.path("candidates").path(0));
        }
    }

    private void candidate(JsonNode candidate) {
        answered = true;
        for (JsonNode part : candidate.path("content").path("parts").values()) {
            part(part);
        }
        OpenAiChat.string(candidate.path("finishReason")).ifPresent(reason -> stop = reason);
        OpenAiChat.string(candidate.path("finishMessage")).filter(message -> !message.isBlank()).ifPresent(message -> explanation = message);
    }

    private void part(JsonNode part) {
        OpenAiChat.string(part.path("thoughtSignature")).filter(blob -> !blob.isBlank()).ifPresent(blob -> signature = blob);
        Optional<String> piece = OpenAiChat.string(part.path("text"));
        if (piece.isEmpty()) {
            part.propertyNames().stream().filter(field -> !field.startsWith("thought")).findFirst().ifPresent(field -> notes.add(
                "A part of the answer of unknown type was skipped: " + field + "."));
            return;
        }
        if (part.path("thought").asBoolean(false)) {
            thought.append(piece.get());
        } else {
            text.append(piece.get());
            answerBegun |= !piece.get().isBlank();
        }
    }

    /// Takes the body of an answer that came whole: one answer, or a list of the pieces of one.
    @Override
    public void whole(String body) {
        over = true;
        try {
            JsonNode node = JSON.readTree(body);
            if (node.isArray()) {
                node.values().forEach(piece -> piece(piece, body));
            } else {
                piece(node, body);
            }
            if (problem == null && !answered) {
                malformed = "an answer without candidates";
            } else if (problem == null && node.isArray() && stop == null && blocked == null) {
                malformed = "a list of pieces without a reason for stopping";
            }
        } catch (JacksonException e) {
            malformed = "JSON that is not well-formed";
        }
    }

    @Override
    public boolean over() {
        return over;
    }

    @Override
    public boolean answerBegun() {
        return answerBegun;
    }

    @Override
    public Reply reply() {
        List<String> remarks = new ArrayList<>(notes);
        Optional<StopReason> why = stop(remarks);
        ChatUsage counted = GeminiUsage.of(usage);
        remarks.addAll(counted.notes());
        Optional<String> summary = Optional.of(thought.toString());
        Optional<String> blob = thought.toString().isBlank() ? Optional.ofNullable(signature) : Optional.empty();
        return new Reply(text.toString(), Reasoning.of(Optional.empty(), summary, blob, counted.usage().reasoning()), why, counted.usage(),
            Optional.ofNullable(model), Optional.ofNullable(problem), Optional.ofNullable(malformed), answered, remarks);
    }

    private Optional<StopReason> stop(List<String> remarks) {
        if (blocked != null) {
            remarks.add("The provider blocked the prompt (" + blocked + ")" + explained());
            return Optional.of(StopReason.REFUSED);
        }
        return Optional.ofNullable(stop).map(reason -> switch (reason) {
            case "STOP" -> StopReason.NATURAL;
            case "MAX_TOKENS" -> StopReason.LENGTH;
            case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII" -> {
                remarks.add("The provider's filter stopped the answer (" + reason + ")" + explained());
                yield StopReason.REFUSED;
            }
            default -> {
                remarks.add("The provider gave an unknown reason for stopping (" + reason + ")" + explained());
                yield StopReason.UNKNOWN;
            }
        });
    }

    private String explained() {
        return Optional.ofNullable(explanation).map(words -> ": " + words.strip()).orElse(".");
    }
}
