package dev.assay.runners.fake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes answers as the chat dialect writes them, in the manner of the imitated server.
///
/// Pieces of equal answers are written once and shared. Not safe for use by many threads: the server's own thread uses it alone.
final class ChatText {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int REMEMBERED = 256;
    private static final String LINE_END = "\r\n";

    private final Imitated imitated;
    private final Thinking thinking;
    private final int events;
    private final long created;
    private final Map<Shared, List<byte[]>> written = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Shared, List<byte[]>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// What the pieces of an answer depend on.
    private record Shared(String model, String thought, String text) {
    }

    /// @param created the seconds that answers name as the time of their making
    ChatText(Imitated imitated, Thinking thinking, int events, long created) {
        this.imitated = imitated;
        this.thinking = thinking;
        this.events = events;
        this.created = created;
    }

    /// The body of a whole answer.
    byte[] whole(ChatRequest request, Said said) {
        ObjectNode body = base(request.model(), "chat.completion");
        ObjectNode choice = body.putArray("choices").addObject();
        choice.put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant").put("content", content(said));
        String field = field(said);
        if (!field.isEmpty()) {
            message.put(field, said.thought());
        }
        choice.put("finish_reason", said.stopWord());
        usage(body.putObject("usage"), said);
        return Reply.bytes(body.toString());
    }

    /// The pieces of a streamed answer, each framed as a chunk of the body.
    List<byte[]> pieces(ChatRequest request, Said said) {
        return written.computeIfAbsent(new Shared(request.model(), said.thought(), said.text()), shared -> write(request, said));
    }

    private List<byte[]> write(ChatRequest request, Said said) {
        List<byte[]> pieces = new ArrayList<>();
        String field = field(said);
        String content = content(said);
        int length = content.length() + (field.isEmpty() ? 0 : said.thought().length());
        int forThought = field.isEmpty() ? 0 : Math.clamp(Math.round((double) events * said.thought().length() / Math.max(1, length)), 1, events);
        for (String part : parts(field.isEmpty() ? "" : said.thought(), forThought)) {
            pieces.add(piece(request.model(), field, part, pieces.isEmpty()));
        }
        for (String part : parts(content, Math.max(1, events - forThought))) {
            pieces.add(piece(request.model(), "content", part, pieces.isEmpty()));
        }
        if (pieces.isEmpty()) {
            pieces.add(piece(request.model(), "content", "", true));
        }
        return List.copyOf(pieces);
    }

    private byte[] piece(String model, String field, String text, boolean first) {
        ObjectNode body = base(model, "chat.completion.chunk");
        ObjectNode choice = body.putArray("choices").addObject();
        choice.put("index", 0);
        ObjectNode delta = choice.putObject("delta");
        if (first) {
            delta.put("role", "assistant");
        }
        delta.put(field, text);
        choice.putNull("finish_reason");
        return chunk(event(body.toString()));
    }

    /// What a stream ends with: the reason for stopping, the count if it was asked for, the mark of the end, and the end of the body.
    byte[] tail(ChatRequest request, Said said) {
        ObjectNode last = base(request.model(), "chat.completion.chunk");
        ObjectNode choice = last.putArray("choices").addObject();
        choice.put("index", 0).putObject("delta");
        choice.put("finish_reason", said.stopWord());
        StringBuilder text = new StringBuilder(event(last.toString()));
        if (request.usage()) {
            ObjectNode counted = base(request.model(), "chat.completion.chunk");
            counted.putArray("choices");
            usage(counted.putObject("usage"), said);
            text.append(event(counted.toString()));
        }
        text.append(event("[DONE]"));
        return join(chunk(text.toString()), Reply.bytes("0" + LINE_END + LINE_END));
    }

    /// The body of an error.
    byte[] error(String message, String type, String code) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("error").put("message", message).put("type", type).putNull("param").put("code", code);
        return Reply.bytes(body.toString());
    }

    /// The list of models.
    byte[] models() {
        ObjectNode body = JSON.createObjectNode().put("object", "list");
        var data = body.putArray("data");
        imitated.models().forEach(
            model -> data.addObject().put("id", model).put("object", "model").put("created", created).put("owned_by", imitated.owner()));
        return Reply.bytes(body.toString());
    }

    private ObjectNode base(String model, String object) {
        return JSON.createObjectNode().put("id", "chatcmpl-fake").put("object", object).put("created", created).put("model", model);
    }

    private static void usage(ObjectNode usage, Said said) {
        usage.put("prompt_tokens", said.input()).put("completion_tokens", said.output()).put("total_tokens", said.input() + said.output());
        usage.putObject("completion_tokens_details").put("reasoning_tokens", said.reasoning());
    }

    private String content(Said said) {
        if (said.thought().isEmpty()) {
            return said.text();
        }
        // A thought that was cut is not closed: that is what truncation looks like.
        String closing = said.text().isEmpty() ? "" : "</think>" + "\n\n";
        return switch (thinking) {
            case FIELD, NONE -> said.text();
            case INLINE -> "<think>\n" + said.thought() + "\n" + closing + said.text();
            case INLINE_OPEN -> said.thought() + "\n" + closing + said.text();
        };
    }

    /// The field in which the thought comes; empty if it comes in none.
    private String field(Said said) {
        return thinking == Thinking.FIELD && !said.thought().isEmpty() ? imitated.thoughtField() : "";
    }

    private static String event(String data) {
        return "data: " + data + "\n\n";
    }

    private static byte[] chunk(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return join(Reply.bytes(Integer.toHexString(bytes.length) + LINE_END), join(bytes, Reply.bytes(LINE_END)));
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = new byte[one.length + other.length];
        System.arraycopy(one, 0, both, 0, one.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /// A text in so many parts of about the same length, or in as many as it has characters. No character is cut.
    static List<String> parts(String text, int count) {
        List<String> parts = new ArrayList<>();
        int characters = text.codePointCount(0, text.length());
        int wanted = Math.min(count, characters);
        int from = 0;
        for (int i = 1; i <= wanted; i++) {
            int to = i == wanted ? text.length() : text.offsetByCodePoints(from, characters * i / wanted - characters * (i - 1) / wanted);
            parts.add(text.substring(from, to));
            from = to;
        }
        return parts;
    }
}
