package dev.assay.runners.model;

import dev.assay.core.model.ModelRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The languages in which a model can be asked over HTTP. A provider that speaks one of them is a row in [Providers], not a class.
public enum DialectKind {
    /// OpenAI's chat completions, and the many servers that follow them.
    OPENAI_CHAT("openai-chat"),
    /// OpenAI's Responses.
    OPENAI_RESPONSES("openai-responses"),
    /// Anthropic's Messages.
    ANTHROPIC_MESSAGES("anthropic-messages"),
    /// Gemini's generateContent.
    GEMINI("gemini");

    private static final List<String> SUMMARIES = List.of("auto", "concise", "detailed", "none");
    private static final Set<String> TEMPLATE_SERVERS = Set.of("vllm", "sglang", "llamacpp");

    private final String shown;

    DialectKind(String shown) {
        this.shown = shown;
    }

    /// Its name, for people and for the record of a run.
    public String shown() {
        return shown;
    }

    /// The options of a model reference that mean something in this dialect alone.
    List<String> options() {
        return switch (this) {
            case OPENAI_CHAT -> List.of("thinking");
            case OPENAI_RESPONSES -> List.of("summary", "encrypted");
            case ANTHROPIC_MESSAGES, GEMINI -> List.of();
        };
    }

    /// The dialect as this provider speaks it to this model.
    ///
    /// @throws IllegalArgumentException if an option of the reference has no reading
    Dialect of(Preset preset, ModelRef ref) {
        return switch (this) {
            case OPENAI_CHAT -> new OpenAiChat(habits(preset, ref));
            case OPENAI_RESPONSES -> new OpenAiResponses(summary(ref), switched(ref, "encrypted").orElse(false));
            case ANTHROPIC_MESSAGES -> new AnthropicMessages();
            case GEMINI -> new Gemini();
        };
    }

    private static OpenAiChat.Habits habits(Preset preset, ModelRef ref) {
        boolean template = TEMPLATE_SERVERS.contains(preset.name());
        Optional<Boolean> thinking = switched(ref, "thinking");
        if (thinking.isPresent() && !template) {
            throw new IllegalArgumentException("The option thinking of " + ref.shortName() + " is for the servers " + String.join(", ", new TreeSet<>(
                TEMPLATE_SERVERS)) + ", which tell the chat template; elsewhere ask for reasoningEffort=none.");
        }
        return new OpenAiChat.Habits(preset.seedParameter(), template, preset.name().equals("openrouter"), thinking);
    }

    private static Optional<String> summary(ModelRef ref) {
        String word = ref.options().getOrDefault("summary", "auto");
        if (!SUMMARIES.contains(word)) {
            throw new IllegalArgumentException("The option summary of " + ref.shortName() + " is one of " + String.join(", ", SUMMARIES) + ", not \"" + word
                + "\".");
        }
        return Optional.of(word).filter(kind -> !kind.equals("none"));
    }

    private static Optional<Boolean> switched(ModelRef ref, String option) {
        return Optional.ofNullable(ref.options().get(option)).map(word -> switch (word) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("The option " + option + " of " + ref.shortName() + " is on or off, not \"" + word + "\".");
        });
    }
}
