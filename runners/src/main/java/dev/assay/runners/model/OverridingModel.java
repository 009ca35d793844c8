package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.ReasoningEffort;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Asks one model as its own reference says, where that differs from how the run asks all others.
///
/// `vllm/r1?temperature=0.6&topP=0.95` is asked with these two, whatever the run says. As they are part of the reference, they are part of
/// what the run wants, and stand in its log and in every table. Safe for use by many threads: it has no state.
final class OverridingModel implements Model {

    /// The options that are read here.
    static final List<String> OPTIONS = List.of("temperature", "topP", "maxTokens", "reasoningEffort", "reasoningTokens");

    private final Model source;

    private OverridingModel(Model source) {
        this.source = source;
    }

    /// The model itself where its reference sets none of the options, else the model asked by them.
    ///
    /// @throws IllegalArgumentException if an option has no reading
    static Model of(Model source) {
        applied(source.ref(), GenerateConfig.defaults());
        boolean plain = source.ref().options().keySet().stream().noneMatch(OPTIONS::contains);
        return plain ? source : new OverridingModel(source);
    }

    /// How a run asks this model.
    ///
    /// @throws IllegalArgumentException if an option has no reading
    static GenerateConfig applied(ModelRef ref, GenerateConfig config) {
        try {
            return new GenerateConfig(decimal(ref, "temperature").or(config::temperature), decimal(ref, "topP").or(config::topP),
                whole(ref, "maxTokens").or(config::maxTokens), effort(ref).or(config::reasoningEffort),
                whole(ref, "reasoningTokens").or(config::reasoningTokens), config.seed(), config.stop(), config.timeout(), config.label());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Model \"" + ref + "\" cannot be asked so: " + e.getMessage(), e);
        }
    }

    private static Optional<Double> decimal(ModelRef ref, String option) {
        Optional<String> text = Optional.ofNullable(ref.options().get(option));
        return text.map(t -> Double.valueOf(shaped(option, t, "[0-9]{1,9}(\\.[0-9]{1,17})?", "a number, such as 0.6")));
    }

    private static Optional<Integer> whole(ModelRef ref, String option) {
        Optional<String> text = Optional.ofNullable(ref.options().get(option));
        return text.map(t -> Integer.valueOf(shaped(option, t, "[0-9]{1,9}", "a whole number, such as 32768")));
    }

    private static String shaped(String option, String text, String shape, String what) {
        if (!text.matches(shape)) {
            throw new IllegalArgumentException("the option " + option + " is " + what + ", not \"" + text + "\".");
        }
        return text;
    }

    private static Optional<ReasoningEffort> effort(ModelRef ref) {
        return Optional.ofNullable(ref.options().get("reasoningEffort")).map(OverridingModel::effort);
    }

    private static ReasoningEffort effort(String word) {
        return Arrays.stream(ReasoningEffort.values()).filter(effort -> spelled(effort).equals(word)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("the option reasoningEffort is one of "
                + Arrays.stream(ReasoningEffort.values()).map(OverridingModel::spelled).collect(Collectors.joining(", ")) + ", not \"" + word + "\"."));
    }

    private static String spelled(ReasoningEffort effort) {
        return effort.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public ModelRef ref() {
        return source.ref();
    }

    @Override
    public ModelOutput generate(List<Message> messages, GenerateConfig config) throws ModelException {
        return source.generate(messages, applied(ref(), config));
    }
}
