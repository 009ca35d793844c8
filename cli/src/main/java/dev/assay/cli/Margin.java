package dev.assay.cli;

import java.math.BigDecimal;

/// A bound of a gate rule, with its unit: `2pp`, `20%` or `2/3`.
///
/// @param text the bound as written, in its shortest form
/// @param value `2pp` is 0.02, `20%` is 0.2; of `2/3` the nearest double
/// @param unit what the number means
public record Margin(String text, double value, Unit unit) {

    /// What the number of a bound means.
    public enum Unit {
        /// Absolute points of a measure between 0 and 1, written `pp`.
        POINTS,
        /// A share, or a relative change of a positive measure, written `%`.
        PERCENT,
        /// So many out of so many, written `2/3`.
        RATIO
    }

    /// Reads a bound.
    ///
    /// @throws IllegalArgumentException if the unit is missing or the text is no bound; the message says what to write
    static Margin parse(String written) {
        String text = written.trim();
        if (text.matches("[0-9]{1,6}(\\.[0-9]{1,9})?")) {
            throw new IllegalArgumentException(Quoted.of(written) + " has no unit.  Write " + text + "pp for points, or " + text + "% for a share.");
        }
        if (text.matches("[0-9]{1,6}(\\.[0-9]{1,9})?(pp|%)")) {
            boolean points = text.endsWith("pp");
            BigDecimal hundredfold = new BigDecimal(text.substring(0, text.length() - (points ? 2 : 1)));
            return new Margin(text, hundredfold.movePointLeft(2).doubleValue(), points ? Unit.POINTS : Unit.PERCENT);
        }
        if (text.matches("[0-9]{1,6}/[1-9][0-9]{0,5}")) {
            int slash = text.indexOf('/');
            return new Margin(text, Double.parseDouble(text.substring(0, slash)) / Integer.parseInt(text.substring(slash + 1)), Unit.RATIO);
        }
        throw new IllegalArgumentException(Quoted.of(written) + " is not a bound.  Write a number and its unit, such as 2pp or 20%.");
    }
}
