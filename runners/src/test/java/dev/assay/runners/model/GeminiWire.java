package dev.assay.runners.model;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers of generateContent as Google would write them, for tests.
final class GeminiWire {

    private static final JsonMapper JSON = JsonMapper.shared();

    private GeminiWire() {
    }

    /// Token counts; zeros are left out, as the provider does.
    static String usage(long prompt, long cached, long candidates, long thoughts, long total) {
        ObjectNode usage = JSON.createObjectNode().put("promptTokenCount", prompt);
        put(usage, "cachedContentTokenCount", cached);
        put(usage, "candidatesTokenCount", candidates);
        put(usage, "thoughtsTokenCount", thoughts);
        put(usage, "totalTokenCount", total);
        return usage.toString();
    }

    private static void put(ObjectNode usage, String field, long tokens) {
        if (tokens != 0) {
            usage.put(field, tokens);
        }
    }

    /// A part of the answer.
    static ObjectNode text(String text) {
        return JSON.createObjectNode().put("text", text);
    }

    /// A part of the thought.
    static ObjectNode thought(String text) {
        return text(text).put("thought", true);
    }

    /// A part of the answer that carries a blob of the thought.
    static ObjectNode signed(String text, String signature) {
        return text(text).put("thoughtSignature", signature);
    }

    /// The parts of an answer; what is empty is left out.
    static List<ObjectNode> parts(String thought, String text) {
        List<ObjectNode> parts = new ArrayList<>();
        if (!thought.isEmpty()) {
            parts.add(thought(thought));
        }
        if (!text.isEmpty()) {
            parts.add(text(text));
        }
        return parts;
    }

    /// A whole answer.
    ///
    /// @param finish why it stopped; empty if it has not
    /// @param usage its token counts; empty if there are none
    static String whole(String model, List<ObjectNode> parts, String finish, String usage) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode candidate = body.putArray("candidates").addObject();
        if (!parts.isEmpty()) {
            ObjectNode content = candidate.putObject("content");
            ArrayNode array = content.putArray("parts");
            parts.forEach(array::add);
            content.put("role", "model");
        }
        if (!finish.isEmpty()) {
            candidate.put("finishReason", finish);
        }
        return rest(body, candidate, model, usage);
    }

    private static String rest(ObjectNode body, ObjectNode candidate, String model, String usage) {
        candidate.put("index", 0);
        if (!usage.isEmpty()) {
            body.set("usageMetadata", JSON.readTree(usage));
        }
        return body.put("modelVersion", model).put("responseId", "r1").toString();
    }

    /// An answer to a prompt that was blocked.
    static String blocked(String model, String reason, String usage) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("promptFeedback").put("blockReason", reason);
        if (!usage.isEmpty()) {
            body.set("usageMetadata", JSON.readTree(usage));
        }
        return body.put("modelVersion", model).toString();
    }

    /// The events of a streamed answer, a few characters each.
    static List<String> streamed(String model, List<ObjectNode> parts, String finish, String usage) {
        List<String> events = new ArrayList<>(pieces(model, parts));
        if (!events.isEmpty() && !parts.getLast().has("thought")) {
            events.removeLast();
            events.add(whole(model, List.of(lastPiece(parts.getLast())), finish, usage));
        } else {
            events.add(whole(model, List.of(), finish, usage));
        }
        return events;
    }

    private static ObjectNode lastPiece(ObjectNode part) {
        return part.deepCopy().put("text", AnthropicWire.split(part.path("text").stringValue()).getLast());
    }

    /// The events of an answer that has not ended.
    static List<String> pieces(String model, List<ObjectNode> parts) {
        List<String> events = new ArrayList<>();
        for (ObjectNode part : parts) {
            for (String piece : AnthropicWire.split(part.path("text").stringValue())) {
                ObjectNode small = part.deepCopy().put("text", piece);
                small.remove("thoughtSignature");
                events.add(whole(model, List.of(small), "", ""));
            }
        }
        return events;
    }

    /// An error, as a body and as an event.
    static String error(int code, String status, String message) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode error = body.putObject("error");
        if (code > 0) {
            error.put("code", code);
        }
        error.put("message", message).put("status", status);
        return body.toString();
    }
}
