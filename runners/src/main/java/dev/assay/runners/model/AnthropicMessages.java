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
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The dialect of Anthropic's Messages interface.
///
/// Thought is asked for in one of two ways, by generation: a ceiling of tokens, or an effort by which the model decides for itself. A model
/// of which nothing is known is asked in the way that the setting names. While a model thinks it takes hardly any sampling setting.
///
/// Format: [Messages](https://docs.claude.com/en/api/messages), and
/// [extended thinking](https://docs.claude.com/en/docs/build-with-claude/extended-thinking).
final class AnthropicMessages implements Dialect {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String DISPLAY = "thinking.display";
    private static final double LEAST_TOP_P_IN_THOUGHT = 0.95;
    private static final Range ANY_BUDGET = new Range(1024, Integer.MAX_VALUE);

    /// How a request asks for thought.
    private sealed interface Thought {
        /// Not at all; what the model does then is its own.
        record Unasked() implements Thought {
        }

        /// It says that there shall be none.
        record Off() implements Thought {
        }

        /// The model decides, guided by an effort where one is asked for.
        record Adaptive(Optional<ReasoningEffort> effort) implements Thought {
        }

        /// Up to so many tokens.
        record Budget(int tokens, Optional<ReasoningEffort> effort) implements Thought {
        }
    }

    @Override
    public String path(String model, Form form) {
        return "/v1/messages";
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("anthropic-version", "2023-06-01");
    }

    @Override
    public ParameterRules rules(String model) {
        Traits traits = ModelCatalogue.traits(model);
        Set<Setting> foreign = EnumSet.of(Setting.SEED, Setting.PENALTIES, Setting.LOGPROBS);
        if (traits.steering() == Steering.NONE) {
            foreign.addAll(EnumSet.of(Setting.REASONING_EFFORT, Setting.REASONING_TOKENS));
        }
        return new ParameterRules(model, traits, foreign);
    }

    @Override
    public Map<Setting, String> names(String model) {
        Map<Setting, String> names = new EnumMap<>(Setting.class);
        names.put(Setting.STOP, "stop_sequences");
        names.put(Setting.REASONING_TOKENS, "thinking.budget_tokens");
        names.put(Setting.REASONING_EFFORT, ModelCatalogue.traits(model).steering() == Steering.BUDGET
            ? "thinking.budget_tokens, as tokens by the effort"
            : "output_config.effort");
        return names;
    }

    @Override
    public List<String> refusals(String model, GenerateConfig config) {
        Traits traits = ModelCatalogue.traits(model);
        List<String> sentences = new ArrayList<>(rules(model).refusals(config));
        if (config.stop().stream().anyMatch(String::isBlank)) {
            sentences.add("A stop text for " + model + " holds more than white space; leave the blank one out.");
        }
        config.temperature().filter(t -> t > 1).ifPresent(t -> sentences.add("The model " + model + " takes a temperature from 0 to 1, not "
            + ParameterRules.plain(t) + "."));
        if (traits.oneSampling() && config.temperature().isPresent() && config.topP().isPresent()) {
            sentences.add("The model " + model + " takes temperature or top_p, not both; leave one out.");
        }
        if (sentences.isEmpty()) {
            thoughtRefusals(model, traits, rules(model).sent(config, new ArrayList<>()), sentences);
        }
        return sentences;
    }

    private static void thoughtRefusals(String model, Traits traits, GenerateConfig config, List<String> sentences) {
        if (config.reasoningEffort().isPresent() && config.reasoningTokens().isPresent()) {
            sentences.add("Thought is asked of " + model + " by an effort or by a ceiling of tokens, not by both; leave one out.");
            return;
        }
        Thought thought = thought(traits, config);
        if (thought instanceof Thought.Budget(int tokens, Optional<ReasoningEffort> effort)) {
            budgetRefusal(model, traits, tokens, ceiling(traits, config), effort).ifPresent(sentences::add);
        }
        if (thought instanceof Thought.Unasked || thought instanceof Thought.Off) {
            return;
        }
        config.temperature().filter(t -> t != 1).ifPresent(t -> sentences.add("The model " + model
            + " takes no temperature while it thinks; leave it out, or ask for no thought."));
        config.topP().filter(p -> p < LEAST_TOP_P_IN_THOUGHT).ifPresent(p -> sentences.add("The model " + model + " takes a top_p from "
            + LEAST_TOP_P_IN_THOUGHT + " to 1 while it thinks, not " + p + "; leave it out, or ask for no thought."));
    }

    private static Optional<String> budgetRefusal(String model, Traits traits, int tokens, int ceiling, Optional<ReasoningEffort> effort) {
        Range range = traits.budget().orElse(ANY_BUDGET);
        if (tokens < range.least() || tokens > range.most()) {
            return Optional.of("The model " + model + " takes a ceiling of thought from " + range.least()
                + (range.most() == Integer.MAX_VALUE ? " tokens on" : " to " + range.most() + " tokens") + ", not " + tokens
                + effort.map(asked -> ", which is all that effort " + ParameterRules.word(asked) + " leaves room for; raise maxTokens").orElse("") + ".");
        }
        return tokens < ceiling
            ? Optional.empty()
            : Optional.of("The ceiling of thought (" + tokens + " tokens) must lie below the ceiling of thought and answer together (" + ceiling + ") for "
                + model + "; raise maxTokens or lower reasoningTokens.");
    }

    private static Thought thought(Traits traits, GenerateConfig config) {
        if (config.reasoningTokens().isPresent()) {
            return new Thought.Budget(config.reasoningTokens().get(), Optional.empty());
        }
        Optional<ReasoningEffort> effort = config.reasoningEffort();
        boolean budget = traits.steering() == Steering.BUDGET;
        if (effort.isEmpty()) {
            return !budget && (traits.alwaysThinks() || traits.thinksUnasked()) ? new Thought.Adaptive(effort) : new Thought.Unasked();
        }
        if (effort.get() == ReasoningEffort.NONE) {
            return new Thought.Off();
        }
        return budget
            ? new Thought.Budget(EffortBudget.tokens(effort.get(), traits.budget().orElse(ANY_BUDGET), ceiling(traits, config)), effort)
            : new Thought.Adaptive(effort);
    }

    /// The ceiling of thought and answer together, which this dialect cannot leave out.
    private static int ceiling(Traits traits, GenerateConfig config) {
        return config.maxTokens().orElse(Math.min(traits.output().orElse(GenerateConfig.DEFAULT_MAX_TOKENS), GenerateConfig.DEFAULT_MAX_TOKENS));
    }

    @Override
    public Request request(String model, List<Message> messages, GenerateConfig config, Form form, Set<String> without) {
        requireTaken(model, config);
        Traits traits = ModelCatalogue.traits(model);
        List<String> notes = new ArrayList<>();
        ObjectNode body = JSON.createObjectNode();
        body.put("model", model);
        writeMessages(body, OpenAiChat.folded(messages, traits, notes));
        if (form != Form.WHOLE) {
            body.put("stream", true);
        }
        GenerateConfig sent = rules(model).sent(config, notes);
        if (sent.maxTokens().isEmpty()) {
            notes.add("Max tokens " + ceiling(traits, sent) + ", because this provider takes no request without.");
        }
        body.put("max_tokens", ceiling(traits, sent));
        sent.temperature().ifPresent(t -> body.put("temperature", t));
        sent.topP().ifPresent(p -> body.put("top_p", p));
        if (!sent.stop().isEmpty()) {
            sent.stop().forEach(body.putArray("stop_sequences")::add);
        }
        writeThought(body, thought(traits, sent), traits, without, notes);
        return new Request(body.toString(), notes);
    }

    private static void writeThought(ObjectNode body, Thought thought, Traits traits, Set<String> without, List<String> notes) {
        switch (thought) {
            case Thought.Unasked() -> {
                // What nobody asked for is left to the model.
            }
            case Thought.Off() -> {
                if (traits.steering() != Steering.BUDGET) {
                    body.putObject("thinking").put("type", traits.template().orElse("disabled"));
                }
            }
            case Thought.Budget(int tokens, Optional<ReasoningEffort> effort) -> {
                body.putObject("thinking").put("type", "enabled").put("budget_tokens", tokens);
                effort.ifPresent(asked -> notes.add(EffortBudget.note(asked, tokens)));
            }
            case Thought.Adaptive(Optional<ReasoningEffort> effort) -> {
                ObjectNode thinking = body.putObject("thinking").put("type", "adaptive");
                if (without.contains(DISPLAY)) {
                    notes.add("The server refuses thinking.display; it was left out, and the thought may not be shown.");
                } else {
                    thinking.put("display", "summarized");
                }
                effort.ifPresent(asked -> body.putObject("output_config").put("effort", ParameterRules.word(asked)));
            }
        }
    }

    private static void writeMessages(ObjectNode body, List<Message> messages) {
        String system = messages.stream().filter(Message.System.class::isInstance).map(Message::text).collect(Collectors.joining("\n\n"));
        if (!system.isBlank()) {
            body.put("system", system);
        }
        ArrayNode target = body.putArray("messages");
        messages.stream().filter(message -> !(message instanceof Message.System)).forEach(message -> write(target.addObject(), message));
    }

    private static void write(ObjectNode target, Message message) {
        switch (message) {
            case Message.System(String text) -> target.put("role", "user").put("content", text);
            case Message.User(String text) -> target.put("role", "user").put("content", text);
            case Message.Assistant assistant -> target.put("role", "assistant").put("content", assistant.text());
            case Message.Tool(String callId, String text) -> target.put("role", "user").putArray("content").addObject().put("type", "tool_result")
                .put("tool_use_id", callId).put("content", text);
        }
    }

    @Override
    public Optional<String> expendable(Problem problem) {
        boolean display = problem.message().contains("thinking") && problem.message().contains("display");
        return display ? Optional.of(DISPLAY) : Optional.empty();
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
