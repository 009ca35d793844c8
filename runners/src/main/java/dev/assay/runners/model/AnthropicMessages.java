package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ReasoningEffort;
import dev.assay.runners.model.ModelCatalogue.Range;
import dev.assay.runners.model.ModelCatalogue.Setting;
import dev.assay.runners.model.ModelCatalogue.Steering;
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

/// The dialect of Anthropic's Messages interface.
///
/// A ceiling of tokens is mandatory there. Models up to 4.5 think where they are given a ceiling for the thought, of at least 1,024 tokens and below the
/// other; later ones decide by themselves and are guided by an effort. While a model thinks, it takes no temperature.
///
/// Format: [Messages](https://docs.anthropic.com/en/api/messages).
final class AnthropicMessages implements Dialect {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String VERSION = "2023-06-01";
    private static final Set<Setting> FOREIGN = EnumSet.of(Setting.SEED, Setting.PENALTIES, Setting.LOGPROBS);
    private static final Range ANY = new Range(1_024, Integer.MAX_VALUE);

    @Override
    public String path(String model, Form form) {
        return "/messages";
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("anthropic-version", VERSION);
    }

    @Override
    public ParameterRules rules(String model) {
        return new ParameterRules(model, ModelCatalogue.traits(model), FOREIGN);
    }

    @Override
    public Map<Setting, String> names(String model) {
        Map<Setting, String> names = new EnumMap<>(Map.of(Setting.STOP, "stop_sequences", Setting.REASONING_TOKENS, "thinking.budget_tokens"));
        switch (ModelCatalogue.traits(model).steering()) {
            case ADAPTIVE -> names.put(Setting.REASONING_EFFORT, "output_config.effort");
            case BUDGET, EFFORT -> names.put(Setting.REASONING_EFFORT, "thinking.budget_tokens");
            case NONE, LEVEL, TEMPLATE -> {
            }
        }
        return names;
    }

    @Override
    public List<String> refusals(String model, GenerateConfig config) {
        List<String> sentences = new ArrayList<>(rules(model).refusals(config));
        Range range = range(ModelCatalogue.traits(model));
        ThoughtBudget.refusal(model, config, range).ifPresent(sentences::add);
        int most = config.maxTokens().orElse(GenerateConfig.DEFAULT_MAX_TOKENS);
        config.reasoningTokens().filter(budget -> budget >= most).ifPresent(budget -> sentences.add("The ceiling of the thought, " + budget
            + " tokens, must be below the one of thought and answer together, " + most + "; raise maxTokens."));
        boolean asked = config.reasoningTokens().isPresent() || config.reasoningEffort().filter(effort -> effort != ReasoningEffort.NONE).isPresent();
        boolean refusesAnyway = ModelCatalogue.traits(model).refused().contains(Setting.TEMPERATURE);
        if (asked && !refusesAnyway && config.temperature().filter(t -> t != 1).isPresent()) {
            sentences.add("The model " + model + " takes no temperature but 1 while it thinks; leave it out.");
        }
        return sentences;
    }

    private static Range range(Traits traits) {
        return traits.budget().orElse(ANY);
    }

    @Override
    public Request request(String model, List<Message> messages, GenerateConfig config, Form form) {
        List<String> refusals = refusals(model, config);
        if (!refusals.isEmpty()) {
            throw new IllegalArgumentException(String.join(" ", refusals));
        }
        List<String> notes = new ArrayList<>();
        GenerateConfig sent = rules(model).sent(config, notes);
        ObjectNode body = JSON.createObjectNode();
        body.put("model", model);
        int most = sent.maxTokens().orElse(GenerateConfig.DEFAULT_MAX_TOKENS);
        body.put("max_tokens", most);
        if (form != Form.WHOLE) {
            body.put("stream", true);
        }
        writeMessages(body, messages);
        sent.temperature().ifPresent(t -> body.put("temperature", t));
        sent.topP().ifPresent(p -> body.put("top_p", p));
        if (!sent.stop().isEmpty()) {
            ArrayNode stop = body.putArray("stop_sequences");
            sent.stop().forEach(stop::add);
        }
        writeThinking(body, model, sent, most, notes);
        return new Request(body.toString(), notes);
    }

    private static void writeMessages(ObjectNode body, List<Message> messages) {
        String system = String.join("\n\n", messages.stream().filter(Message.System.class::isInstance).map(Message::text).toList());
        if (!system.isEmpty()) {
            body.put("system", system);
        }
        ArrayNode array = body.putArray("messages");
        for (Message message : messages) {
            switch (message) {
                case Message.System _ -> {
                    // Stands outside the list.
                }
                case Message.User(String text) -> array.addObject().put("role", "user").put("content", text);
                case Message.Assistant assistant -> array.addObject().put("role", "assistant").put("content", assistant.text());
                case Message.Tool(String callId, String text) -> array.addObject().put("role", "user").putArray("content").addObject().put("type",
                    "tool_result").put("tool_use_id", callId).put("content", text);
            }
        }
    }

    private static void writeThinking(ObjectNode body, String model, GenerateConfig config, int most, List<String> notes) {
        Traits traits = ModelCatalogue.traits(model);
        if (traits.steering() == Steering.ADAPTIVE) {
            body.putObject("thinking").put("type", "adaptive");
            config.reasoningEffort().ifPresent(effort -> body.putObject("output_config").put("effort", ParameterRules.word(effort)));
            return;
        }
        Optional<Integer> budget = ThoughtBudget.of(config, range(traits), most - 1, notes);
        budget.filter(tokens -> tokens > 0).ifPresent(tokens -> body.putObject("thinking").put("type", "enabled").put("budget_tokens", tokens));
    }

    @Override
    public Pieces pieces() {
        return new AnthropicPieces();
    }

    @Override
    public Problem problem(String body) {
        return OpenAiChat.problemIn(body);
    }
}
