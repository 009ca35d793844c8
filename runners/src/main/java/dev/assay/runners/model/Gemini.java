package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ReasoningEffort;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.runners.model.ModelCatalogue.Range;
import dev.assay.runners.model.ModelCatalogue.Setting;
import dev.assay.runners.model.ModelCatalogue.Steering;
import dev.assay.runners.model.ModelCatalogue.Traits;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The dialect of Google's generateContent.
///
/// Models of generation 2.5 are asked for thought by a ceiling of tokens, those of generation 3 by a level. A summary of the thought is
/// always asked for where the model thinks; a server that refuses that is asked without from then on.
///
/// Format: [generateContent](https://ai.google.dev/api/generate-content), and [thinking](https://ai.google.dev/gemini-api/docs/thinking).
final class Gemini implements Dialect {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String THOUGHTS = "thinkingConfig.includeThoughts";
    private static final Range ANY_BUDGET = new Range(1, Integer.MAX_VALUE);
    private static final int MOST_STOPS = 5;
    private static final double MOST_TEMPERATURE = 2;

    @Override
    public String path(String model, Form form) {
        String name = model.startsWith("models/") || model.startsWith("tunedModels/") ? model : "models/" + model;
        String encoded = Arrays.stream(name.split("/")).map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20")).collect(Collectors
            .joining("/"));
        return "/v1beta/" + encoded + (form == Form.WHOLE ? ":generateContent" : ":streamGenerateContent?alt=sse");
    }

    @Override
    public ParameterRules rules(String model) {
        Traits traits = ModelCatalogue.traits(model);
        Set<Setting> foreign = switch (traits.steering()) {
            case NONE -> EnumSet.of(Setting.REASONING_EFFORT, Setting.REASONING_TOKENS);
            case LEVEL -> EnumSet.of(Setting.REASONING_TOKENS);
            case BUDGET, EFFORT, ADAPTIVE, TEMPLATE -> Set.of();
        };
        return new ParameterRules(model, traits, foreign);
    }

    @Override
    public Map<Setting, String> names(String model) {
        return new EnumMap<>(Map.of(Setting.TOP_P, "topP", Setting.MAX_TOKENS, "maxOutputTokens", Setting.STOP, "stopSequences",
            Setting.REASONING_TOKENS, "thinkingConfig.thinkingBudget", Setting.REASONING_EFFORT,
            ModelCatalogue.traits(model).steering() == Steering.BUDGET
                ? "thinkingConfig.thinkingBudget, as tokens by the effort"
                : "thinkingConfig.thinkingLevel"));
    }

    @Override
    public List<String> refusals(String model, GenerateConfig config) {
        List<String> sentences = new ArrayList<>(rules(model).refusals(config));
        config.temperature().filter(t -> t > MOST_TEMPERATURE).ifPresent(t -> sentences.add("The model " + model + " takes a temperature from 0 to 2, not "
            + ParameterRules.plain(t) + "."));
        if (config.stop().size() > MOST_STOPS) {
            sentences.add("The model " + model + " takes at most " + MOST_STOPS + " stop texts, not " + config.stop().size() + ".");
        }
        if (config.reasoningEffort().isPresent() && config.reasoningTokens().isPresent()) {
            sentences.add("Thought is asked of " + model + " by an effort or by a ceiling of tokens, not by both; leave one out.");
        }
        Range range = ModelCatalogue.traits(model).budget().orElse(ANY_BUDGET);
        config.reasoningTokens().filter(tokens -> tokens < range.least() || tokens > range.most()).ifPresent(tokens -> sentences.add("The model " + model
            + " takes a ceiling of thought from " + range.least() + " to " + range.most() + " tokens, not " + tokens + "."));
        return sentences;
    }

    @Override
    public Request request(String model, List<Message> messages, GenerateConfig config, Form form, Set<String> without) {
        requireTaken(model, config);
        Traits traits = ModelCatalogue.traits(model);
        List<String> notes = new ArrayList<>();
        ObjectNode body = JSON.createObjectNode();
        writeMessages(body, OpenAiChat.folded(messages, traits, notes));
        ObjectNode settings = JSON.createObjectNode();
        GenerateConfig sent = rules(model).sent(config, notes);
        writeSettings(settings, sent, notes);
        ObjectNode thinking = thinking(sent, traits, notes);
        if (thinks(traits) && without.contains(THOUGHTS)) {
            notes.add("The server refuses a summary of the thought; it was left out.");
        } else if (thinks(traits) && !isOff(thinking)) {
            thinking.put("includeThoughts", true);
        }
        if (!thinking.isEmpty()) {
            settings.set("thinkingConfig", thinking);
        }
        if (!settings.isEmpty()) {
            body.set("generationConfig", settings);
        }
        return new Request(body.toString(), notes);
    }

    /// Whether the model is known to think where it is not told otherwise.
    private static boolean thinks(Traits traits) {
        return traits.profile() == ReasoningProfile.SEPARATE;
    }

    private static boolean isOff(ObjectNode thinking) {
        return thinking.path("thinkingBudget").asInt(1) == 0;
    }

    private static void writeSettings(ObjectNode settings, GenerateConfig config, List<String> notes) {
        config.temperature().ifPresent(t -> settings.put("temperature", t));
        config.topP().ifPresent(p -> settings.put("topP", p));
        config.maxTokens().ifPresent(n -> settings.put("maxOutputTokens", n));
        config.seed().ifPresent(seed -> settings.put("seed", narrow(seed, notes)));
        if (!config.stop().isEmpty()) {
            config.stop().forEach(settings.putArray("stopSequences")::add);
        }
    }

    /// A seed as this provider takes it, a whole number of 32 bits; equal seeds stay equal.
    private static int narrow(long seed, List<String> notes) {
        int folded = seed == (int) seed ? (int) seed : Long.hashCode(seed) & Integer.MAX_VALUE;
        if (folded != seed) {
            notes.add("The seed " + seed + " was sent as " + folded + ", because this provider takes 32 bits only.");
        }
        return folded;
    }

    private static ObjectNode thinking(GenerateConfig config, Traits traits, List<String> notes) {
        ObjectNode thinking = JSON.createObjectNode();
        config.reasoningTokens().ifPresent(tokens -> thinking.put("thinkingBudget", tokens));
        config.reasoningEffort().ifPresent(effort -> {
            if (traits.steering() == Steering.BUDGET) {
                int tokens = EffortBudget.tokens(effort, traits.budget().orElse(ANY_BUDGET), config.maxTokens().orElse(Integer.MAX_VALUE));
                thinking.put("thinkingBudget", tokens);
                notes.add(EffortBudget.note(effort, tokens));
            } else if (effort == ReasoningEffort.NONE) {
                thinking.put("thinkingBudget", 0);
            } else {
                thinking.put("thinkingLevel", ParameterRules.word(effort));
            }
        });
        return thinking;
    }

    private static void writeMessages(ObjectNode body, List<Message> messages) {
        String system = messages.stream().filter(Message.System.class::isInstance).map(Message::text).collect(Collectors.joining("\n\n"));
        if (!system.isBlank()) {
            body.putObject("systemInstruction").putArray("parts").addObject().put("text", system);
        }
        ArrayNode contents = body.putArray("contents");
        messages.stream().filter(message -> !(message instanceof Message.System)).forEach(message -> write(contents.addObject(), message));
    }

    private static void write(ObjectNode target, Message message) {
        target.put("role", message instanceof Message.Assistant ? "model" : "user");
        ObjectNode part = target.putArray("parts").addObject();
        if (message instanceof Message.Tool(String callId, String text)) {
            part.putObject("functionResponse").put("name", callId).putObject("response").put("result", text);
        } else {
            part.put("text", message.text());
        }
    }

    @Override
    public Optional<String> expendable(Problem problem) {
        String named = (problem.parameter().orElse("") + " " + problem.message()).toLowerCase(Locale.ROOT).replace("_", "");
        return named.contains("includethoughts") ? Optional.of(THOUGHTS) : Optional.empty();
    }

    @Override
    public Pieces pieces() {
        return new GeminiPieces();
    }

    @Override
    public Problem problem(String body) {
        Problem problem = OpenAiChat.problemIn(body);
        try {
            JsonNode node = JSON.readTree(body);
            return detailed(problem, (node.isArray() ? node.path(0) : node).path("error"));
        } catch (JacksonException e) {
            return problem;
        }
    }

    /// Reads an error object, wherever it stood.
    static Problem read(JsonNode error, String otherwise) {
        return detailed(OpenAiChat.read(error, otherwise), error);
    }

    /// The problem with the reason and the field that stand in its details.
    private static Problem detailed(Problem problem, JsonNode error) {
        Optional<String> reason = details(error, detail -> detail.path("reason")).map(word -> word.toLowerCase(Locale.ROOT));
        Optional<String> field = details(error, detail -> detail.path("fieldViolations").path(0).path("field"));
        return new Problem(problem.message(), problem.code().or(() -> reason), problem.kind(), problem.parameter().or(() -> field), problem.status(), problem
            .retryAfter());
    }

    private static Optional<String> details(JsonNode error, UnaryOperator<JsonNode> where) {
        return error.path("details").values().stream().map(where).flatMap(node -> OpenAiChat.string(node).stream()).findFirst();
    }
}
