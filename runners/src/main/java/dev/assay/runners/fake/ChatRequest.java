package dev.assay.runners.fake;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a request for a chat completion asks, as far as it matters here.
///
/// @param model the model's name
/// @param prompt the texts of all messages, a line end between two
/// @param stream whether the answer is to come in pieces
/// @param usage whether the stream is to end with a count of tokens
/// @param maxTokens the ceiling of thought plus answer
record ChatRequest(String model, String prompt, boolean stream, boolean usage, Optional<Integer> maxTokens) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /// Reads a request.
    ///
    /// @throws IllegalArgumentException if it is none; the message says why
    static ChatRequest of(String body) {
        JsonNode node = tree(body);
        require(node.isObject(), "The body is no JSON object.");
        require(node.path("model").isString() && !node.path("model").stringValue().isBlank(), "The parameter model is missing.");
        JsonNode messages = node.path("messages");
        require(messages.isArray() && !messages.isEmpty(), "The parameter messages is missing or empty.");
        StringBuilder prompt = new StringBuilder();
        for (JsonNode message : messages.values()) {
            require(message.path("role").isString(), "A message has no role.");
            prompt.append(prompt.isEmpty() ? "" : "\n");
            content(message.path("content"), prompt);
        }
        return new ChatRequest(node.path("model").stringValue(), prompt.toString(), node.path("stream").asBoolean(false),
            node.path("stream_options").path("include_usage").asBoolean(false), ceiling(node));
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("The body is not well-formed JSON.", e);
        }
    }

    private static void content(JsonNode content, StringBuilder prompt) {
        if (content.isString()) {
            prompt.append(content.stringValue());
        }
        if (content.isArray()) {
            content.values().forEach(part -> prompt.append(part.path("text").asString("")));
        }
    }

    private static Optional<Integer> ceiling(JsonNode node) {
        for (String name : new String[]{"max_completion_tokens", "max_tokens"}) {
            JsonNode value = node.path(name);
            if (value.isMissingNode() || value.isNull()) {
                continue;
            }
            require(value.isInt() && value.intValue() >= 1, "The parameter " + name + " is not a number above 0.");
            return Optional.of(value.intValue());
        }
        return Optional.empty();
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
