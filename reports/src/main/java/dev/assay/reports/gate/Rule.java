package dev.assay.reports.gate;

import java.util.Optional;

/// One rule of the gate; each bound is a check of its own for every task and model that it meets.
///
/// @param suite a glob over task ids
/// @param metric what is measured
/// @param maxDrop how much worse is too much
/// @param maxIncrease how much more is too much
/// @param min the floor
/// @param max the ceiling
/// @param tag only tasks with a sample of this tag; for `itemPassRate` those samples alone
/// @param level how much the rule weighs
/// @param strict whether the floor must be shown, not only reached
/// @param place where the rule stands, such as `assay.yaml:14`; empty for one that is always there
public record Rule(String suite, String metric, Optional<Margin> maxDrop, Optional<Margin> maxIncrease, Optional<Margin> min, Optional<Margin> max,
    Optional<String> tag, Level level, boolean strict, String place) {

    /// How much a rule weighs.
    public enum Level {
        /// Decides about the run.
        FAIL,
        /// Is printed, and never changes the exit code.
        WARN,
        /// Stands in the table alone.
        INFO
    }
}
