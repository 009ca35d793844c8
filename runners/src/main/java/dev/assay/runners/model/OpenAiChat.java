package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ReasoningEffort;
import dev.assay.runners.model.ModelCatalogue.Setting;
import dev.assay.runners.model.ModelCatalogue.SystemRole;
import dev.assay.runners.model.ModelCatalogue.Traits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The dialect of OpenAI's chat completions, as OpenAI and the many servers that follow it speak it.
///
/// Format: [chat completions](https://platform.openai.com/docs/api-reference/chat).
final class OpenAiChat implements Dialect {

    private static final JsonMapper JSON = JsonMapper.shared();

    /// What servers of this dialect do in ways of their own.
    ///
    /// @param seed what they call the sampling seed
    /// @param template whether they hand switches on to the chat template, as `chat_template_kwargs`
    /// @param budget whether they take a ceiling of tokens for the thought, as `reasoning.max_tokens`
    /// @param thinking whether the chat template is told to think, where the user says so
    record Habits(String seed, boolean template, boolean budget, Optional<Boolean> thinking) {

        /// OpenAI's own.
        static Habits usual() {
            return new Habits("seed", false, false, Optional.empty());
        }
    }

    private final Habits habits;

    /// The dialect as OpenAI speaks it.
    OpenAiChat() {
        this(Habits.usual());
    }

    /// The dialect as another server speaks it.
    OpenAiChat(Habits habits) {
        this.habits = habits;
    }

    @Override
    public String path(String model, Form form) {
        return "/chat/completions";
    }

    @Override
    public Map<Setting, String> names(String model) {
        Map<Setting, String> names = new EnumMap<>(Setting.class);
        if (ModelCatalogue.traits(model).completionTokens()) {
            names.put(Setting.MAX_TOKENS, "max_completion_tokens");
        }
        if (!habits.seed.equals(Setting.SEED.parameter())) {
            names.put(Setting.SEED, habits.seed);
        }
        if (habits.budget) {
            names.put(Setting.REASONING_TOKENS, "reasoning.max_tokens");
        }
        if (template(ModelCatalogue.traits(model)).isPresent()) {
            names.put(Setting.REASONING_EFFORT, "chat_template_kwargs." + template(ModelCatalogue.traits(model)).get());
        }
        return names;
    }

    @Override
    public ParameterRules rules(String model) {
        return new ParameterRules(model, ModelCatalogue.traits(model), habits.budget ? Set.of() : Set.of(Setting.REASONING_TOKENS));
    }

    /// The switch of the chat template, where model and server both have one.
    private Optional<String> template(Traits traits) {
        return traits.template().filter(name -> habits.template);
    }

    @Override
    public Request request(String model, List<Message> messages, GenerateConfig config, Form form, Set<String> without) {
        requireTaken(model, config);
        Traits traits = ModelCatalogue.traits(model);
        List<String> notes = new ArrayList<>();
        ObjectNode body = JSON.createObjectNode();
        body.put("model", model);
        writeMessages(body.putArray("messages"), messages, traits, notes);
        writeForm(body, form);
        writeSettings(body, rules(model).sent(config, notes), traits, notes);
        return new Request(body.toString(), notes);
    }

    private static void writeForm(ObjectNode body, Form form) {
        switch (form) {
            case STREAM_WITH_USAGE -> {
                body.put("stream", true);
                body.putObject("stream_options").put("include_usage", true);
            }
            case STREAM -> body.put("stream", true);
            case WHOLE -> {
                // A request without the parameter is answered whole.
            }
        }
    }

    private void writeSettings(ObjectNode body, GenerateConfig config, Traits traits, List<String> notes) {
        config.temperature().ifPresent(t -> body.put("temperature", t));
        config.topP().ifPresent(p -> body.put("top_p", p));
        config.maxTokens().ifPresent(n -> body.put(traits.completionTokens() ? "max_completion_tokens" : "max_tokens", n));
        writeThought(body, config, traits, notes);
        config.seed().ifPresent(seed -> body.put(habits.seed, seed));
        if (!config.stop().isEmpty()) {
            ArrayNode stop = body.putArray("stop");
            config.stop().forEach(stop::add);
        }
    }

    private void writeThought(ObjectNode body, GenerateConfig config, Traits traits, List<String> notes) {
        Optional<String> template = template(traits);
        Optional<Boolean> asked = habits.thinking.or(() -> config.reasoningEffort().filter(effort -> template.isPresent()).map(
            effort -> effort != ReasoningEffort.NONE));
        if (asked.isPresent()) {
            String name = template.orElse("enable_thinking");
            body.putObject("chat_template_kwargs").put(name, asked.get().booleanValue());
            notes.add("The chat template was told " + name + "=" + asked.get()
                + config.reasoningEffort().map(effort -> " (asked for effort " + ParameterRules.word(effort) + ")").orElse("") + ".");
        } else {
            config.reasoningEffort().ifPresent(effort -> body.put("reasoning_effort", ParameterRules.word(effort)));
        }
        config.reasoningTokens().ifPresent(tokens -> body.putObject("reasoning").put("max_tokens", tokens));
    }

    private static void writeMessages(ArrayNode target, List<Message> messages, Traits traits, List<String> notes) {
        for (Message message : folded(messages, traits, notes)) {
            write(target.addObject(), message, traits);
        }
    }

    /// The messages as this model takes them: a system message opens the user's where there is no role for it.
    static List<Message> folded(List<Message> messages, Traits traits, List<String> notes) {
        if (traits.systemRole() != SystemRole.USER || messages.stream().noneMatch(Message.System.class::isInstance)) {
            return messages;
        }
        notes.add("The system message was sent as the beginning of the user message, because this model takes none.");
        return fold(messages);
    }

    private static List<Message> fold(List<Message> messages) {
        String system = messages.stream().filter(Message.System.class::isInstance).map(Message::text).collect(Collectors.joining("\n\n"));
        List<Message> rest = new ArrayList<>(messages.stream().filter(message -> !(message instanceof Message.System)).toList());
        if (!rest.isEmpty() && rest.getFirst() instanceof Message.User(String text)) {
            rest.set(0, new Message.User(system + "\n\n" + text));
            return rest;
        }
        rest.addFirst(new Message.User(system));
        return rest;
    }

    private static void write(ObjectNode target, Message message, Traits traits) {
        switch (message) {
            case Message.System(String text) -> target.put("role", traits.systemRole() == SystemRole.DEVELOPER ? "developer" : "system").put("content", text);
            case Message.User(String text) -> target.put("role", "user").put("content", text);
            case Message.Assistant assistant -> target.put("role", "assistant").put("content", assistant.text());
            case Message.Tool(String callId, String text) -> target.put("role", "tool").put("tool_call_id", callId).put("content", text);
        }
    }

    @Override
    public Pieces pieces() {
        return new ChatPieces();
    }

    @Override
    public Problem problem(String body) {
        return problemIn(body);
    }

    /// Reads the body of an error in any of the forms that servers use.
    static Problem problemIn(String body) {
        String text = body.strip();
        if (text.isEmpty()) {
            return Problem.of("an empty body");
        }
        if (text.startsWith("<")) {
            return Problem.of("an HTML page");
        }
        try {
            JsonNode node = JSON.readTree(text);
            return problem(node.isArray() ? node.path(0) : node, text);
        } catch (JacksonException e) {
            return Problem.of(text);
        }
    }

    private static Problem problem(JsonNode node, String body) {
        JsonNode error = node.path("error");
        return read(error.isObject() || error.isString() ? error : node, body);
    }

    /// Reads an error object, wherever it stood; what has no message is kept as `otherwise`.
    static Problem read(JsonNode error, String otherwise) {
        if (error.isString()) {
            return Problem.of(error.stringValue());
        }
        JsonNode code = error.path("code");
        String message = string(error.path("message")).or(() -> string(error.path("detail"))).or(() -> string(error.path("msg"))).orElse(otherwise);
        Optional<Integer> status = code.isInt() ? Optional.of(code.intValue()) : string(code).filter(c -> c.matches("\\d{3}")).map(Integer::valueOf);
        return new Problem(message, string(code).map(OpenAiChat::lower), string(error.path("type")).or(() -> string(error.path("status"))).map(
            OpenAiChat::lower), string(error.path("param")), status, retryDelay(error));
    }

    private static Optional<Duration> retryDelay(JsonNode error) {
        for (JsonNode detail : error.path("details").values()) {
            Optional<Duration> delay = string(detail.path("retryDelay")).flatMap(RetryAfter::duration);
            if (delay.isPresent()) {
                return delay;
            }
        }
        return Optional.empty();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /// The text of a node that is a text, empty or not.
    static Optional<String> string(JsonNode node) {
        return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }
}
