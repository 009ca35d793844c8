package dev.assay.suites.answer.judge;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A judge that says what it was told to say, one text after the other and then the last again, and keeps what it was asked. A text that begins with `!` is an
/// outage; one that begins with `…` broke off; one that begins with `#` is a refusal.
final class SaidModel implements Model {

    private final List<String> texts;
    private final List<String> prompts = new ArrayList<>();
    private final List<GenerateConfig> configs = new ArrayList<>();

    SaidModel(String... texts) {
        this.texts = List.of(texts);
    }

    List<String> prompts() {
        return prompts;
    }

    List<GenerateConfig> configs() {
        return configs;
    }

    @Override
    public ModelRef ref() {
        return ModelRef.of("openai", "gpt-5-mini");
    }

    @Override
    public ModelOutput generate(List<Message> messages, GenerateConfig config) throws ModelException {
        String text = texts.get(Math.min(prompts.size(), texts.size() - 1));
        prompts.add(messages.stream().map(Message::text).reduce("", (a, b) -> a + "\n" + b));
        configs.add(config);
        Attempt attempt = new Attempt(1, Attempt.OK, Optional.empty(), Optional.of(200), Instant.EPOCH, Duration.ZERO, Timing.of(Duration.ZERO),
            Optional.empty(), Optional.empty(), Usage.unknown(), Optional.empty(), Optional.empty());
        if (text.startsWith("!")) {
            throw new ModelException.Transient(ModelException.Trouble.OVERLOAD, "no capacity", Optional.empty(), List.of(attempt));
        }
        StopReason stop = text.startsWith("…") ? StopReason.LENGTH : text.startsWith("#") ? StopReason.REFUSED : StopReason.NATURAL;
        return new ModelOutput(Message.Assistant.of(text), stop, Usage.reported(100, 7, Optional.empty()), Timing.of(Duration.ZERO), ReasoningProfile.AUTO,
            Optional.of("gpt-5-mini-2025-08-07"), List.of(attempt), List.of());
    }
}
