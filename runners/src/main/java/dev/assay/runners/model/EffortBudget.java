package dev.assay.runners.model;

import dev.assay.core.model.ReasoningEffort;
import dev.assay.runners.model.ModelCatalogue.Range;

/// Turns an effort into a ceiling of tokens, for models whose thought is steered by tokens alone; it is always said that this was done.
///
/// The figures are those by which Google reads the efforts of OpenAI's dialect: 1,024 for minimal and low, 8,192 for medium, 24,576 for high.
/// What asks for more gets the most that the model takes. Three quarters of the ceiling of thought and answer together are never passed, so
/// that room is left for the answer.
///
/// Source: [OpenAI compatibility](https://ai.google.dev/gemini-api/docs/openai#thinking), 2026.
final class EffortBudget {

    private static final int LOW = 1024;
    private static final int MEDIUM = 8192;
    private static final int HIGH = 24_576;

    private EffortBudget() {
    }

    /// The ceiling of the thought, in tokens; below the least of the range only if the whole leaves no more room.
    ///
    /// @param range the ceilings that the model takes
    /// @param whole the ceiling of thought and answer together
    static int tokens(ReasoningEffort effort, Range range, int whole) {
        int wanted = switch (effort) {
            case NONE -> 0;
            case MINIMAL, LOW -> LOW;
            case MEDIUM -> MEDIUM;
            case HIGH -> HIGH;
            case XHIGH, MAX -> range.most();
        };
        int fitting = Math.clamp(wanted, range.least(), range.most());
        return effort == ReasoningEffort.NONE ? 0 : Math.min(fitting, (int) (whole * 3L / 4));
    }

    /// What a reader of the transcript is told of it.
    static String note(ReasoningEffort effort, int tokens) {
        return "Reasoning effort " + ParameterRules.word(effort) + " was asked as a ceiling of " + tokens + " tokens of thought.";
    }
}
