package dev.assay.reports.gate;

/// A bound of a rule, with its unit: `2pp`, `20%` or `2/3`.
///
/// @param text the bound as written, in its shortest form
/// @param value `2pp` is 0.02, `20%` is 0.2; of `2/3` the nearest double
/// @param unit what the number means
public record Margin(String text, double value, Unit unit) {

    /// How much a score may drop, where a rule on scores names no bound.
    public static final Margin USUAL_DROP = new Margin("2pp", 0.02, Unit.POINTS);

    /// What the number of a bound means.
    public enum Unit {
        /// Absolute points of a measure between 0 and 1, written `pp`.
        POINTS,
        /// A share, or a relative change of a positive measure, written `%`.
        PERCENT,
        /// So many out of so many, written `2/3`.
        RATIO
    }
}
