package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.runners.model.ModelCatalogue.Range;
import dev.assay.runners.model.ModelCatalogue.Setting;
import dev.assay.runners.model.ModelCatalogue.Steering;
import dev.assay.runners.model.ModelCatalogue.Traits;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The dialect of Google's Gemini interface.
///
/// The model's name is part of the address, the key never is. Models of the 2.5 generation are steered by a ceiling of tokens for the thought, later ones
/// by a level; a summary of the thought is always asked for.
///
/// Format: [generateContent](https://ai.google.dev/api/generate-content).
final class Gemini implements Dialect {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<Setting> FOREIGN = EnumSet.of(Setting.PENALTIES, Setting.LOGPROBS);
    private static final Range ANY = new Range(0, Integer.MAX_VALUE);

    @Override
    public String path(String model, Form form) {
        String name = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
        return "/models/" + name + (form == Form.WHOLE ? ":generateContent" : ":streamGenerateContent?alt=sse");
    }

    @Override
    public ParameterRules rules(String model) {
        return new ParameterRules(model, ModelCatalogue.traits(model), FOREIGN);
    }

    @Override
    public Map<Setting, String> names(String model) {
        Map<Setting, String> names = new EnumMap<>(Map.of(Setting.TOP_P, "topP", Setting.TOP_K, "topK", Setting.STOP, "stopSequences", Setting.MAX_TOKENS,
            "maxOutputTokens", Setting.REASONING_TOKENS, "thinkingConfig.thinkingBudget"));
        switch (ModelCatalogue.traits(model).steering()) {
            case LEVEL -> names.put(Setting.REASONING_EFFORT, "thinkingConfig.thinkingLevel");
            case BUDGET, EFFORT -> names.put(Setting.REASONING_EFFORT, "thinkingConfig.thinkingBudget");
            case NONE, ADAPTIVE, TEMPLATE -> {
            }
        }
        return names;
    }

    @Override
    public List<String> refusals(String model, GenerateConfig config) {
        List<String> sentences = new ArrayList<>(rules(model).refusals(config));
        ThoughtBudget.refusal(model, config, ModelCatalogue.traits(model).budget().orElse(ANY)).ifPresent(sentences::add);
        return sentences;
    }

    @Override
    public Request request(String model, List<Message> messages, GenerateConfig config, Form form) {
        List<String> refusals = refusals(model, config);
        if (!refusals.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", refusals));
        }
        Traits traits = ModelCatalogue.traits(model);
        List<String> notes = new ArrayList<>();
        ObjectNode body = JSON.createObjectNode();
        writeMessages(body, OpenAiChat.folded(messages, traits, notes));
        writeSettings(body.putObject("generationConfig"), rules(model).sent(config, notes), traits, notes);
        return new Request(body.toString(), notes);
    }

    private static void writeMessages(ObjectNode body, List<Message> messages) {
        String system = String.join("\n\n", messages.stream().filter(Message.System.class::isInstance).map(Message::text).toList());
        if (!system.isEmpty()) {
            body.putObject("systemInstruction").putArray("parts").addObject().put("text", system);
        }
        ArrayNode contents = body.putArray("contents");
        for (Message message : messages) {
            switch (message) {
                case Message.System _ -> {
                    // Stands outside the list.
                }
                case Message.User(String text) -> write(contents, "user", text);
                case Message.Assistant assistant -> write(contents, "model", assistant.text());
                case Message.Tool(String callId, String text) -> contents.addObject().put("role", "user").putArray("parts").addObject()
                    .putObject("functionResponse").put("name", callId).putObject("response").put("result", text);
            }
        }
    }

    private static void write(ArrayNode contents, String role, String text) {
        contents.addObject().put("role", role).putArray("parts").addObject().put("text", text);
    }

    private static void writeSettings(ObjectNode target, GenerateConfig config, Traits traits, List<String> notes) {
        config.temperature().ifPresent(t -> target.put("temperature", t));
        config.topP().ifPresent(p -> target.put("topP", p));
        config.maxTokens().ifPresent(n -> target.put("maxOutputTokens", n));
        config.seed().ifPresent(seed -> target.put("seed", (int) (long) seed));
        if (!config.stop().isEmpty()) {
            ArrayNode stop = target.putArray("stopSequences");
            config.stop().forEach(stop::add);
        }
        if (traits.steering() != Steering.NONE) {
            writeThinking(target.putObject("thinkingConfig"), config, traits, notes);
        }
    }

    private static void writeThinking(ObjectNode target, GenerateConfig config, Traits traits, List<String> notes) {
        target.put("includeThoughts", true);
        if (traits.steering() == Steering.LEVEL) {
            config.reasoningEffort().ifPresent(effort -> target.put("thinkingLevel", ParameterRules.word(effort)));
            return;
        }
        int most = config.maxTokens().orElse(GenerateConfig.DEFAULT_MAX_TOKENS);
        Range range = traits.budget().orElse(ANY);
        ThoughtBudget.of(config, traits.alwaysThinks() ? range : new Range(0, range.most()), most, notes).ifPresent(budget -> target.put("thinkingBudget",
            traits.alwaysThinks() ? Math.max(budget, range.least()) : budget));
    }

    @Override
    public Pieces pieces() {
        return new GeminiPieces();
    }

    @Override
    public Problem problem(String body) {
        return OpenAiChat.problemIn(body);
    }
}
