package dev.assay.runners.model.llama;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a child was asked, as people read it in the raw record of a run.
final class LocalRequest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private LocalRequest() {
    }

    /// Who says a message, as chat templates call it. What a tool says is said by the user, since few templates know tools.
    static String role(Message message) {
        return switch (message) {
            case Message.System _ -> "system";
            case Message.User _,Message.Tool _ -> "user";
            case Message.Assistant _ -> "assistant";
        };
    }

    /// The messages and the settings.
    ///
    /// @param drawn the seed of the draws, as llama.cpp is told it; negative if any will do
    static String json(List<Message> messages, GenerateConfig config, int drawn) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode said = json.putArray("messages");
        messages.forEach(message -> said.addObject().put("role", role(message)).put("content", message.text()));
        config.maxTokens().ifPresent(tokens -> json.put("max_tokens", tokens));
        config.temperature().ifPresent(temperature -> json.put("temperature", temperature));
        config.topP().ifPresent(topP -> json.put("top_p", topP));
        if (drawn >= 0) {
            json.put("seed", drawn);
        }
        if (!config.stop().isEmpty()) {
            ArrayNode stop = json.putArray("stop");
            config.stop().forEach(stop::add);
        }
        return json.toString();
    }
}
