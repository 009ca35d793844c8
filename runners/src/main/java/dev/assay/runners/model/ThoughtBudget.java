package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ReasoningEffort;
import dev.assay.runners.model.ModelCatalogue.Range;
import java.util.List;
import java.util.Optional;

/// The ceiling of a thought in tokens, for models that are steered by one.
///
/// A ceiling that was asked for is sent as it is. Where an effort was asked for, it is sent as a ceiling of ours and that is noted: low is 4,096 tokens,
/// medium 8,192, high 16,384, xhigh 24,576, and the two ends of the scale are the least and the most that the model takes.
final class ThoughtBudget {

    private ThoughtBudget() {
    }

    /// The ceiling that is sent; absent if nothing was asked for.
    ///
    /// @param range what the model takes
    /// @param most what the ceiling of thought plus answer leaves room for
    static Optional<Integer> of(GenerateConfig config, Range range, int most, List<String> notes) {
        if (config.reasoningTokens().isPresent()) {
            return config.reasoningTokens();
        }
        return config.reasoningEffort().map(effort -> ofEffort(effort, range, most, notes));
    }

    private static int ofEffort(ReasoningEffort effort, Range range, int most, List<String> notes) {
        int wanted = switch (effort) {
            case NONE -> 0;
            case MINIMAL -> range.least();
            case LOW -> 4_096;
            case MEDIUM -> 8_192;
            case HIGH -> 16_384;
            case XHIGH -> 24_576;
            case MAX -> range.most();
        };
        int sent = effort == ReasoningEffort.NONE ? 0 : Math.clamp(Math.min(wanted, most), range.least(), range.most());
        notes.add("Reasoning effort " + ParameterRules.word(effort) + " was sent as a ceiling of " + sent
            + " tokens of thought, because this model knows no efforts.");
        return sent;
    }

    /// What is wrong with a ceiling that was asked for, if anything is.
    static Optional<String> refusal(String model, GenerateConfig config, Range range) {
        return config.reasoningTokens().filter(asked -> asked < range.least() || asked > range.most()).map(asked -> "The model " + model
            + " takes a ceiling of thought between " + range.least() + " and " + range.most() + " tokens, not " + asked + ".");
    }
}
