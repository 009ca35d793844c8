package dev.assay.runners.model;

import dev.assay.core.model.Message;
import dev.assay.core.model.Reasoning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The texts of one sample of a log of Inspect, with what was taken out of them put back.
///
/// Long texts stand under `attachments` and are referred to as `attachment://HASH`; messages that recur stand in a pool and are referred to
/// by their number, or by a pair of numbers from and up to which they stand there.
///
/// @param sample the sample's page
record InspectTexts(JsonNode sample) {

    private static final String ATTACHMENT = "attachment://";
    private static final String AGAIN = "Get the log again from its source.";
    private static final int MOST_MESSAGES = 100_000;

    /// A text, or what it refers to; empty if it is none.
    ///
    /// @throws LineFault if it refers to what is not there
    String resolved(JsonNode value) throws LineFault {
        String text = value.isString() ? value.stringValue() : "";
        if (!text.startsWith(ATTACHMENT)) {
            return text;
        }
        JsonNode attachment = sample.path("attachments").path(text.substring(ATTACHMENT.length()));
        if (!attachment.isString()) {
            throw new LineFault("refers to an attachment that is not in the log.", AGAIN);
        }
        return attachment.stringValue();
    }

    /// What a message's content says, without its thought.
    String answer(JsonNode content) throws LineFault {
        return content.isArray() ? parts(content, "text", "text") : resolved(content);
    }

    /// The thought in a message's content, if it can be read.
    Optional<String> thought(JsonNode content) throws LineFault {
        return isRedacted(content) || !content.isArray() ? Optional.empty() : Optional.of(parts(content, "reasoning", "reasoning")).filter(t -> !t.isBlank());
    }

    /// Whether a thought stands there in a form that only its maker can read.
    boolean isRedacted(JsonNode content) {
        return content.isArray() && content.valueStream().anyMatch(part -> part.path("redacted").asBoolean(false));
    }

    private String parts(JsonNode content, String type, String key) throws LineFault {
        List<String> texts = new ArrayList<>();
        for (JsonNode part : content) {
            if (part.path("type").asString("").equals(type)) {
                texts.add(resolved(part.path(key)));
            }
        }
        return String.join("\n", texts);
    }

    /// A conversation: a text is one message of the user.
    List<Message> messages(JsonNode value) throws LineFault {
        if (value.isString()) {
            return List.of(new Message.User(resolved(value)));
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : pooled(value)) {
            message(message).ifPresent(messages::add);
        }
        return List.copyOf(messages);
    }

    /// The conversation up to the last thing the model said; empty if the log does not have it.
    List<Message> beforeTheAnswer() throws LineFault {
        List<Message> all = messages(sample.path("messages"));
        int last = -1;
        for (int i = 0; i < all.size(); i++) {
            last = all.get(i) instanceof Message.Assistant ? i : last;
        }
        return last < 0 ? all : all.subList(0, last);
    }

    private List<JsonNode> pooled(JsonNode value) throws LineFault {
        List<JsonNode> pool = sample.path("message_pool").isArray()
            ? sample.path("message_pool").valueStream().toList()
            : sample.path("events_data").path("messages").valueStream().toList();
        List<JsonNode> messages = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value.valueStream().toList() : List.<JsonNode>of()) {
            boolean number = one.isInt();
            boolean range = one.isArray() && one.size() == 2 && one.path(0).isInt() && one.path(1).isInt();
            if (!number && !range) {
                messages.add(one);
                continue;
            }
            int from = number ? one.intValue() : one.path(0).intValue();
            int to = number ? from + 1 : one.path(1).intValue();
            if (from < 0 || to < from || to > pool.size() || messages.size() + (to - from) > MOST_MESSAGES) {
                throw new LineFault("refers to a message that is not in the log.", AGAIN);
            }
            messages.addAll(pool.subList(from, to));
        }
        return messages;
    }

    private Optional<Message> message(JsonNode message) throws LineFault {
        String text = answer(message.path("content"));
        return switch (message.path("role").asString("")) {
            case "system", "developer" -> Optional.of(new Message.System(text));
            case "user" -> Optional.of(new Message.User(text));
            case "assistant" -> Optional.of(new Message.Assistant(text,
                Reasoning.of(thought(message.path("content")), Optional.empty(), Optional.empty(), Optional.empty())));
            case "tool" -> Optional.of(new Message.Tool(message.path("tool_call_id").asString(""), text));
            default -> Optional.empty();
        };
    }
}
