package dev.assay.runners.model;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers of the Responses dialect as OpenAI would write them, for tests.
final class ResponsesWire {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ResponsesWire() {
    }

    /// A whole answer.
    ///
    /// @param output its items
    /// @param status such as `completed`
    /// @param incomplete why it is not complete; empty if it is
    /// @param usage its token counts; empty if there are none
    static String whole(String model, List<ObjectNode> output, String status, String incomplete, String usage) {
        return body(model, output, status, incomplete, usage).toString();
    }

    /// The whole answer with a summary of a thought and a text.
    static String whole(String model, String thought, String text) {
        return whole(model, items(thought, text), "completed", "", usage(10, 0, 20, 0, 30));
    }

    private static ObjectNode body(String model, List<ObjectNode> output, String status, String incomplete, String usage) {
        ObjectNode body = JSON.createObjectNode().put("id", "resp_1").put("object", "response").put("created_at", 1_700_000_000).put("status", status);
        body.putNull("error");
        if (incomplete.isEmpty()) {
            body.putNull("incomplete_details");
        } else {
            body.putObject("incomplete_details").put("reason", incomplete);
        }
        body.putNull("instructions").putNull("metadata").put("model", model);
        ArrayNode items = body.putArray("output");
        output.forEach(items::add);
        body.put("parallel_tool_calls", true).putNull("temperature").put("tool_choice", "auto").putArray("tools");
        body.putNull("top_p");
        if (!usage.isEmpty()) {
            body.set("usage", JSON.readTree(usage));
        }
        return body;
    }

    /// Token counts.
    static String usage(long input, long cached, long output, long reasoning, long total) {
        return "{\"input_tokens\":" + input + ",\"input_tokens_details\":{\"cached_tokens\":" + cached + ",\"cache_write_tokens\":0},\"output_tokens\":"
            + output
            + ",\"output_tokens_details\":{\"reasoning_tokens\":" + reasoning + "},\"total_tokens\":" + total + "}";
    }

    /// The items of an answer; what is empty is left out.
    static List<ObjectNode> items(String thought, String text) {
        List<ObjectNode> items = new ArrayList<>();
        if (!thought.isEmpty()) {
            items.add(thought(List.of(thought), List.of(), ""));
        }
        items.add(message("output_text", text));
        return items;
    }

    /// A thought with the parts of its summary, its own parts and its blob.
    static ObjectNode thought(List<String> summary, List<String> content, String encrypted) {
        ObjectNode item = JSON.createObjectNode().put("id", "rs_1").put("type", "reasoning");
        ArrayNode parts = item.putArray("summary");
        summary.forEach(text -> parts.addObject().put("type", "summary_text").put("text", text));
        if (!content.isEmpty()) {
            ArrayNode own = item.putArray("content");
            content.forEach(text -> own.addObject().put("type", "reasoning_text").put("text", text));
        }
        if (!encrypted.isEmpty()) {
            item.put("encrypted_content", encrypted);
        }
        return item;
    }

    /// A message with one part, an `output_text` or a `refusal`.
    static ObjectNode message(String type, String text) {
        ObjectNode item = JSON.createObjectNode().put("id", "msg_1").put("type", "message").put("status", "completed").put("role", "assistant");
        ObjectNode part = item.putArray("content").addObject().put("type", type);
        if (type.equals("refusal")) {
            part.put("refusal", text);
        } else {
            part.put("text", text).putArray("annotations");
            part.putArray("logprobs");
        }
        return item;
    }

    /// The events of a streamed answer, a few characters each.
    static List<String> streamed(String model, List<ObjectNode> output, String status, String incomplete, String usage) {
        List<String> events = new ArrayList<>(pieces(model, output, true));
        ObjectNode last = event("response." + status, events.size());
        last.set("response", body(model, output, status, incomplete, usage));
        events.add(last.toString());
        return events;
    }

    /// The events of an answer that has not ended; no item is closed but, if asked for, all are.
    static List<String> pieces(String model, List<ObjectNode> output, boolean closed) {
        List<String> events = new ArrayList<>();
        ObjectNode first = event("response.created", 0);
        first.set("response", body(model, List.of(), "in_progress", "", ""));
        events.add(first.toString());
        for (int index = 0; index < output.size(); index++) {
            item(events, output.get(index), index, closed);
        }
        return events;
    }

    private static void item(List<String> events, ObjectNode item, int index, boolean closed) {
        ObjectNode added = event("response.output_item.added", events.size()).put("output_index", index);
        ObjectNode empty = item.deepCopy();
        empty.remove("encrypted_content");
        List.of("summary", "content").stream().filter(item::has).forEach(empty::putArray);
        added.set("item", empty);
        events.add(added.toString());
        parts(events, item, index, item.path("summary"), "summary_index");
        parts(events, item, index, item.path("content"), "content_index");
        if (closed) {
            ObjectNode done = event("response.output_item.done", events.size()).put("output_index", index);
            done.set("item", item);
            events.add(done.toString());
        }
    }

    private static void parts(List<String> events, ObjectNode item, int index, JsonNode parts, String place) {
        int at = 0;
        for (JsonNode part : parts.values()) {
            String text = part.path("text").asString(part.path("refusal").asString(""));
            for (String piece : split(text)) {
                ObjectNode delta = event(delta(part.path("type").asString()), events.size()).put("item_id", item.path("id").asString())
                    .put("output_index", index).put(place, at).put("delta", piece);
                if (part.path("type").asString().equals("output_text")) {
                    delta.putArray("logprobs");
                }
                events.add(delta.toString());
            }
            at++;
        }
    }

    private static String delta(String part) {
        return switch (part) {
            case "summary_text" -> "response.reasoning_summary_text.delta";
            case "reasoning_text" -> "response.reasoning_text.delta";
            case "refusal" -> "response.refusal.delta";
            default -> "response.output_text.delta";
        };
    }

    private static List<String> split(String text) {
        List<String> pieces = new ArrayList<>();
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i += 3) {
            pieces.add(new String(points, i, Math.min(3, points.length - i)));
        }
        return pieces;
    }

    private static ObjectNode event(String type, int number) {
        return JSON.createObjectNode().put("type", type).put("sequence_number", number);
    }

    /// The event of an error.
    static String error(String code, String message) {
        return event("error", 1).put("code", code).put("message", message).putNull("param").toString();
    }
}
