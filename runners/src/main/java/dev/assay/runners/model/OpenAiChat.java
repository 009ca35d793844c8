package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ReasoningEffort;
import dev.assay.runners.model.ModelCatalogue.Setting;
import dev.assay.runners.model.ModelCatalogue.SystemRole;
import dev.assay.runners.model.ModelCatalogue.Traits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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

    private final String seedParameter;

    /// The dialect as OpenAI speaks it.
    OpenAiChat() {
        this("seed");
    }

    /// The dialect of a server that calls the seed by this name.
    OpenAiChat(String seedParameter) {
        this.seedParameter = seedParameter;
    }

    @Override
    public String path(String model, Form form) {
        return "/chat/completions";
    }

    @Override
    public List<String> refusals(String model, GenerateConfig config) {
        List<String> sentences = new ArrayList<>();
        Set<Setting> refused = ModelCatalogue.traits(model).refused();
        for (Setting setting : asked(config)) {
            if (refused.contains(setting)) {
                sentences.add("The model " + model + " refuses " + setting.parameter() + "; leave it out.");
            }
        }
        if (config.reasoningTokens().isPresent()) {
            sentences.add("There is no way to ask " + model + " for a limit of reasoning tokens over chat completions; leave it out or ask for an effort.");
        }
        return sentences;
    }

    private static Set<Setting> asked(GenerateConfig config) {
        Set<Setting> asked = new LinkedHashSet<>();
        config.temperature().ifPresent(t -> asked.add(Setting.TEMPERATURE));
        config.topP().ifPresent(p -> asked.add(Setting.TOP_P));
        config.reasoningEffort().ifPresent(e -> asked.add(Setting.REASONING_EFFORT));
        if (!config.stop().isEmpty()) {
            asked.add(Setting.STOP);
        }
        return asked;
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
        body.put("model", model);
        writeMessages(body.putArray("messages"), messages, traits, notes);
        writeForm(body, form);
        writeSettings(body, config, traits, notes);
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
        config.reasoningEffort().ifPresent(effort -> body.put("reasoning_effort", effort(effort, traits, notes)));
        config.seed().ifPresent(seed -> body.put(seedParameter, seed));
        if (!config.stop().isEmpty()) {
            ArrayNode stop = body.putArray("stop");
            config.stop().forEach(stop::add);
        }
        for (Setting setting : asked(config)) {
            if (traits.ignored().contains(setting)) {
                notes.add("The provider ignores " + setting.parameter() + " for this model.");
            }
        }
    }

    private static String effort(ReasoningEffort asked, Traits traits, List<String> notes) {
        ReasoningEffort sent = traits.clamp(asked);
        if (sent != asked) {
            notes.add("Reasoning effort " + word(sent) + " (asked " + word(asked) + ").");
        }
        return word(sent);
    }

    private static String word(ReasoningEffort effort) {
        return effort.name().toLowerCase(Locale.ROOT);
    }

    private static void writeMessages(ArrayNode target, List<Message> messages, Traits traits, List<String> notes) {
        boolean folded = traits.systemRole() == SystemRole.USER && messages.stream().anyMatch(Message.System.class::isInstance);
        if (folded) {
            notes.add("The system message was sent as the beginning of the user message, because this model takes none.");
        }
        for (Message message : folded ? fold(messages) : messages) {
            write(target.addObject(), message, traits);
        }
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
