package dev.assay.reports.format;

import dev.assay.reports.board.Figures;
import dev.assay.reports.board.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// An accuracy with its interval, drawn in a cell: 0 to 1 on 150 units, with 4 to spare at either side.
///
/// @param value the estimate in words; empty if there is none
/// @param interval the interval in words; empty if there is none
/// @param point where the estimate lies
/// @param from where the interval begins
/// @param to where the interval ends
/// @param truth where the true ability lies
/// @param title the finding, in one sentence
public record IntervalPlot(String value, String interval, Optional<Double> point, Optional<Double> from, Optional<Double> to, Optional<Double> truth,
    String title) {

    /// The plot of a row.
    public static IntervalPlot of(Row row) {
        String value = row.accuracy().value().map(Figures::percent).orElse("");
        String interval = row.accuracy().interval().map(Figures::interval).orElse("");
        String title = value + row.accuracy().interval().map(_ -> ", interval " + interval).orElse(", no interval")
            + row.ability().map(ability -> ", true ability " + Figures.ability(ability)).orElse("");
        return new IntervalPlot(value, interval, row.accuracy().value(), row.accuracy().interval().map(i -> i.low()),
            row.accuracy().interval().map(i -> i.high()),
            row.ability(), title);
    }

    /// Whether there is anything to draw.
    public boolean drawn() {
        return point.isPresent();
    }

    /// Whether there is an interval.
    public boolean spanned() {
        return from.isPresent();
    }

    /// Whether the true ability is known.
    public boolean hasTruth() {
        return truth.isPresent();
    }

    /// The estimate's place.
    public String at() {
        return place(point);
    }

    /// The interval's lower end.
    public String low() {
        return place(from);
    }

    /// The interval's upper end.
    public String high() {
        return place(to);
    }

    /// The strokes at the ends of the interval, as a path.
    public String ends() {
        return "M" + low() + " 5.5V14.5M" + high() + " 5.5V14.5";
    }

    /// The mark of the true ability, as a path.
    public String diamond() {
        return "M" + place(truth) + " 3.5l5 6.5l-5 6.5l-5 -6.5z";
    }

    private static String place(Optional<Double> share) {
        return share.map(s -> BigDecimal.valueOf(4 + 150 * s).setScale(2, RoundingMode.HALF_UP).toPlainString()).orElse("");
    }
}
