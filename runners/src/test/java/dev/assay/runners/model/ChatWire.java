package dev.assay.runners.model;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Answers of the chat dialect as a server would write them, for tests.
final class ChatWire {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ChatWire() {
    }

    /// A whole answer.
    static String whole(String model, String thought, String text, String finish, long input, long output) {
        ObjectNode body = head(model, "chat.completion");
        ObjectNode choice = body.putArray("choices").addObject();
        ObjectNode message = choice.put("index", 0).putObject("message").put("role", "assistant").put("content", text).putNull("refusal");
        if (!thought.isEmpty()) {
            message.put("reasoning_content", thought);
        }
        choice.put("finish_reason", finish).putNull("logprobs");
        usage(body, input, output);
        return body.toString();
    }

    /// The events of a streamed answer, a few characters each.
    static List<String> streamed(String model, String thought, String text, String finish, long input, long output) {
        List<String> events = new ArrayList<>(unfinished(model, thought, text));
        events.add(chunk(model, "content", "", finish));
        ObjectNode last = head(model, "chat.completion.chunk");
        last.putArray("choices");
        usage(last, input, output);
        events.add(last.toString());
        events.add("[DONE]");
        return events;
    }

    /// The events of an answer that has not said why it stopped.
    static List<String> unfinished(String model, String thought, String text) {
        List<String> events = new ArrayList<>();
        pieces(thought).forEach(piece -> events.add(chunk(model, "reasoning_content", piece, "")));
        pieces(text).forEach(piece -> events.add(chunk(model, "content", piece, "")));
        return events;
    }

    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i += 3) {
            pieces.add(new String(points, i, Math.min(3, points.length - i)));
        }
        return pieces;
    }

    private static String chunk(String model, String field, String piece, String finish) {
        ObjectNode body = head(model, "chat.completion.chunk");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        ObjectNode delta = choice.putObject("delta");
        if (!piece.isEmpty()) {
            delta.put("role", "assistant").put(field, piece);
        }
        if (finish.isEmpty()) {
            choice.putNull("finish_reason");
        } else {
            choice.put("finish_reason", finish);
        }
        return body.toString();
    }

    private static ObjectNode head(String model, String object) {
        return JSON.createObjectNode().put("id", "chatcmpl-1").put("object", object).put("created", 1_700_000_000).put("model", model);
    }

    private static void usage(ObjectNode body, long input, long output) {
        body.putObject("usage").put("prompt_tokens", input).put("completion_tokens", output).put("total_tokens", input + output);
    }
}
