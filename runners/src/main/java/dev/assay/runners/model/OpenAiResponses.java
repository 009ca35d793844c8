package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.runners.model.ModelCatalogue.Setting;
import dev.assay.runners.model.ModelCatalogue.SystemRole;
import dev.assay.runners.model.ModelCatalogue.Traits;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The dialect of OpenAI's Responses interface, in which reasoning models show a summary of their thought.
///
/// Nothing is stored at the provider. A summary is asked for; accounts that may not have one are refused it once, and then asked without.
///
/// Format: [Responses](https://platform.openai.com/docs/api-reference/responses).
final class OpenAiResponses implements Dialect {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SUMMARY = "reasoning.summary";
    private static final Set<Setting> FOREIGN = EnumSet.of(Setting.REASONING_TOKENS, Setting.SEED, Setting.STOP, Setting.PENALTIES);

    private final Optional<String> summary;
    private final boolean encrypted;

    /// The dialect with a summary of the usual kind and without encrypted thought.
    OpenAiResponses() {
        this(Optional.of("auto"), false);
    }

    /// The dialect.
    ///
    /// @param summary the kind of summary that is asked for, `auto`, `concise` or `detailed`; absent: none
    /// @param encrypted whether the thought is asked for as a blob that only the provider can read
    OpenAiResponses(Optional<String> summary, boolean encrypted) {
        this.summary = summary;
        this.encrypted = encrypted;
    }

    @Override
    public String path(String model, Form form) {
        return "/responses";
    }

    @Override
    public ParameterRules rules(String model) {
        return new ParameterRules(model, ModelCatalogue.traits(model), FOREIGN);
    }

    @Override
    public Map<Setting, String> names(String model) {
        return new EnumMap<>(Map.of(Setting.MAX_TOKENS, "max_output_tokens", Setting.REASONING_EFFORT, "reasoning.effort", Setting.LOGPROBS, "top_logprobs"));
    }

    @Override
    public Request request(String model, List<Message> messages, GenerateConfig config, Form form, Set<String> without) {
        requireTaken(model, config);
        Traits traits = ModelCatalogue.traits(model);
        List<String> notes = new ArrayList<>();
        ObjectNode body = JSON.createObjectNode();
        body.put("model", model);
        ArrayNode input = body.putArray("input");
        OpenAiChat.folded(messages, traits, notes).forEach(message -> write(input.addObject(), message, traits));
        if (form != Form.WHOLE) {
            body.put("stream", true);
        }
        body.put("store", false);
        writeSettings(body, rules(model).sent(config, notes), traits, without);
        if (without.contains(SUMMARY)) {
            notes.add("The server refuses a summary of the thought; it was left out.");
        }
        return new Request(body.toString(), notes);
    }

    private void writeSettings(ObjectNode body, GenerateConfig config, Traits traits, Set<String> without) {
        config.temperature().ifPresent(t -> body.put("temperature", t));
        config.topP().ifPresent(p -> body.put("top_p", p));
        config.maxTokens().ifPresent(n -> body.put("max_output_tokens", n));
        boolean thinks = traits.profile() != ReasoningProfile.NONE;
        ObjectNode reasoning = JSON.createObjectNode();
        config.reasoningEffort().ifPresent(effort -> reasoning.put("effort", ParameterRules.word(effort)));
        summary.filter(kind -> thinks && !without.contains(SUMMARY)).ifPresent(kind -> reasoning.put("summary", kind));
        if (!reasoning.isEmpty()) {
            body.set("reasoning", reasoning);
        }
        if (encrypted && thinks) {
            body.putArray("include").add("reasoning.encrypted_content");
        }
    }

    private static void write(ObjectNode target, Message message, Traits traits) {
        switch (message) {
            case Message.System(String text) -> target.put("role", traits.systemRole() == SystemRole.DEVELOPER ? "developer" : "system").put("content", text);
            case Message.User(String text) -> target.put("role", "user").put("content", text);
            case Message.Assistant assistant -> target.put("role", "assistant").put("content", assistant.text());
            case Message.Tool(String callId, String text) ->
                target.put("type", "function_call_output").put("call_id", callId).put("output", text);
        }
    }

    @Override
    public Optional<String> expendable(Problem problem) {
        boolean named = problem.parameter().filter(parameter -> parameter.startsWith(SUMMARY)).isPresent();
        boolean unsupported = problem.parameter().isEmpty() && problem.message().contains(SUMMARY);
        return named || unsupported ? Optional.of(SUMMARY) : Optional.empty();
    }

    @Override
    public Pieces pieces() {
        return new ResponsesPieces();
    }

    @Override
    public Problem problem(String body) {
        return OpenAiChat.problemIn(body);
    }
}
