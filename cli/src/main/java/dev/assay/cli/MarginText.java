package dev.assay.cli;

import dev.assay.reports.gate.Margin;
import dev.assay.reports.gate.Margin.Unit;
import java.math.BigDecimal;

/// Reads the bound of a gate rule, with its unit: `2pp`, `20%` or `2/3`.
final class MarginText {

    private MarginText() {
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
