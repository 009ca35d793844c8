package dev.assay.runners.model;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers of the Messages dialect as Anthropic would write them, for tests.
final class AnthropicWire {

    private static final JsonMapper JSON = JsonMapper.shared();

    private AnthropicWire() {
    }

    /// Token counts; a cached part below zero is left out.
    static String usage(long input, long cacheRead, long cacheWrite, long output) {
        ObjectNode usage = JSON.createObjectNode().put("input_tokens", input);
        if (cacheRead >= 0) {
            usage.put("cache_creation_input_tokens", cacheWrite).put("cache_read_input_tokens", cacheRead);
        }
        return usage.put("output_tokens", output).put("service_tier", "standard").toString();
    }

    /// Token counts in which the thought is told apart.
    static String usage(long input, long output, long thinking) {
        ObjectNode usage = JSON.createObjectNode().put("input_tokens", input).put("output_tokens", output);
        usage.putObject("output_tokens_details").put("thinking_tokens", thinking);
        return usage.toString();
    }

    /// A text block.
    static ObjectNode text(String text) {
        return JSON.createObjectNode().put("type", "text").put("text", text);
    }

    /// A thinking block.
    static ObjectNode thinking(String thought, String signature) {
        return JSON.createObjectNode().put("type", "thinking").put("thinking", thought).put("signature", signature);
    }

    /// A redacted thinking block.
    static ObjectNode redacted(String data) {
        return JSON.createObjectNode().put("type", "redacted_thinking").put("data", data);
    }

    /// The blocks of an answer; what is empty is left out.
    static List<ObjectNode> blocks(String thought, String text) {
        List<ObjectNode> blocks = new ArrayList<>();
        if (!thought.isEmpty()) {
            blocks.add(thinking(thought, "EqQBCgIYAhIM"));
        }
        if (!text.isEmpty()) {
            blocks.add(text(text));
        }
        return blocks;
    }

    /// A whole answer.
    ///
    /// @param stop why it stopped
    /// @param usage its token counts; empty if there are none
    static String whole(String model, List<ObjectNode> blocks, String stop, String usage) {
        return message(model, blocks, usage).put("stop_reason", stop).toString();
    }

    private static ObjectNode message(String model, List<ObjectNode> blocks, String usage) {
        ObjectNode body = JSON.createObjectNode().put("id", "msg_1").put("type", "message").put("role", "assistant").put("model", model);
        ArrayNode content = body.putArray("content");
        blocks.forEach(content::add);
        body.putNull("stop_reason").putNull("stop_sequence");
        if (!usage.isEmpty()) {
            body.set("usage", JSON.readTree(usage));
        }
        return body;
    }

    /// The events of a streamed answer, a few characters each.
    static List<String> streamed(String model, List<ObjectNode> blocks, String stop, String usage) {
        List<String> events = new ArrayList<>(finished(model, blocks, stop, usage));
        events.add("{\"type\":\"message_stop\"}");
        return events;
    }

    /// The events up to the reason for stopping.
    static List<String> finished(String model, List<ObjectNode> blocks, String stop, String usage) {
        List<String> events = new ArrayList<>(pieces(model, blocks, usage));
        ObjectNode last = event("message_delta");
        last.putObject("delta").put("stop_reason", stop).putNull("stop_sequence");
        if (!usage.isEmpty()) {
            last.set("usage", ((ObjectNode) JSON.readTree(usage)).remove(List.of("input_tokens", "service_tier")));
        }
        events.add(last.toString());
        return events;
    }

    /// The events of an answer that has not ended.
    static List<String> pieces(String model, List<ObjectNode> blocks, String usage) {
        List<String> events = new ArrayList<>();
        ObjectNode start = event("message_start");
        start.set("message", message(model, List.of(), usage.isEmpty() ? "" : beginning(usage)));
        events.add(start.toString());
        for (int index = 0; index < blocks.size(); index++) {
            block(events, blocks.get(index), index);
            if (index == 0) {
                events.add("{\"type\":\"ping\"}");
            }
        }
        return events;
    }

    private static String beginning(String usage) {
        return ((ObjectNode) JSON.readTree(usage)).without("output_tokens_details").put("output_tokens", 1).toString();
    }

    private static void block(List<String> events, ObjectNode block, int index) {
        ObjectNode start = event("content_block_start").put("index", index);
        ObjectNode empty = block.deepCopy();
        for (String field : List.of("text", "thinking", "signature")) {
            if (block.has(field)) {
                empty.put(field, "");
            }
        }
        start.set("content_block", empty);
        events.add(start.toString());
        deltas(events, block, index, "text", "text_delta");
        deltas(events, block, index, "thinking", "thinking_delta");
        if (block.has("signature")) {
            delta(events, index, "signature_delta", "signature", block.path("signature").stringValue());
        }
        events.add(event("content_block_stop").put("index", index).toString());
    }

    private static void deltas(List<String> events, ObjectNode block, int index, String field, String type) {
        if (block.has(field)) {
            split(block.path(field).stringValue()).forEach(piece -> delta(events, index, type, field, piece));
        }
    }

    private static void delta(List<String> events, int index, String type, String field, String piece) {
        ObjectNode delta = event("content_block_delta").put("index", index);
        delta.putObject("delta").put("type", type).put(field, piece);
        events.add(delta.toString());
    }

    /// The text in pieces of three code points.
    static List<String> split(String text) {
        List<String> pieces = new ArrayList<>();
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i += 3) {
            pieces.add(new String(points, i, Math.min(3, points.length - i)));
        }
        return pieces;
    }

    private static ObjectNode event(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    /// An error, as a body and as an event.
    static String error(String type, String message) {
        ObjectNode error = event("error");
        error.putObject("error").put("type", type).put("message", message);
        return error.put("request_id", "req_1").toString();
    }
}
