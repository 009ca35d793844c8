package dev.assay.reports.format;

import dev.assay.core.metric.Interval;
import dev.assay.reports.board.Figures;
import dev.assay.reports.board.ThoughtCurve;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// A curve of accuracy against tokens, drawn on 320 by 190 units: tokens by their logarithm, accuracy from 0 to 1.
///
/// @param line the estimates, as a path
/// @param band the intervals, as a path; empty if there are none
/// @param dots where the estimates lie
/// @param ticks the marks of the token axis
/// @param title the finding, in one sentence
public record CurvePlot(String line, String band, List<Dot> dots, List<Tick> ticks, String title) {

    private static final double LEFT = 40;
    private static final double RIGHT = 296;
    private static final double TOP = 10;
    private static final double BOTTOM = 150;

    /// A place of an estimate.
    ///
    /// @param x from the left
    /// @param y from above
    public record Dot(String x, String y) {
    }

    /// A mark of the token axis.
    ///
    /// @param x from the left
    /// @param text the tokens
    public record Tick(String x, String text) {
    }

    /// The plot of a curve.
    public static CurvePlot of(ThoughtCurve curve) {
        List<ThoughtCurve.Point> points = curve.points().stream().filter(point -> point.accuracy().value().isPresent()).toList();
        double from = Math.log((double) curve.points().getFirst().budget());
        double to = Math.log((double) curve.points().getLast().budget());
        List<Dot> dots = points.stream().map(point -> new Dot(number(x(point, from, to)), number(y(point.accuracy().value().orElseThrow())))).toList();
        StringBuilder line = new StringBuilder();
        dots.forEach(dot -> line.append(line.isEmpty() ? "M" : "L").append(dot.x).append(' ').append(dot.y));
        return new CurvePlot(line.toString(), band(points, from, to), dots, ticks(curve.points(), from, to), title(curve));
    }

    private static String band(List<ThoughtCurve.Point> points, double from, double to) {
        List<ThoughtCurve.Point> spanned = points.stream().filter(point -> point.accuracy().interval().isPresent()).toList();
        StringBuilder path = new StringBuilder();
        for (ThoughtCurve.Point point : spanned) {
            Interval interval = point.accuracy().interval().orElseThrow();
            path.append(path.isEmpty() ? "M" : "L").append(number(x(point, from, to))).append(' ').append(number(y(interval.high())));
        }
        for (ThoughtCurve.Point point : spanned.reversed()) {
            Interval interval = point.accuracy().interval().orElseThrow();
            path.append('L').append(number(x(point, from, to))).append(' ').append(number(y(interval.low())));
        }
        return path.isEmpty() ? "" : path.append('Z').toString();
    }

    /// The first, the last, and what stands well between.
    private static List<Tick> ticks(List<ThoughtCurve.Point> points, double from, double to) {
        List<Tick> ticks = new ArrayList<>();
        int step = Math.max(1, (points.size() - 1 + 2) / 4);
        for (int i = 0; i < points.size(); i++) {
            boolean last = i == points.size() - 1;
            if (last || (i % step == 0 && points.size() - 1 - i >= step)) {
                ticks.add(new Tick(number(x(points.get(i), from, to)), Figures.tokens((double) points.get(i).budget()).replace(".0", "")));
            }
        }
        return ticks;
    }

    private static String title(ThoughtCurve curve) {
        ThoughtCurve.Point last = curve.points().getLast();
        ThoughtCurve.Point middle = curve.points().get(curve.points().size() / 2);
        return "Accuracy " + Figures.estimate(middle.accuracy()) + " at " + Figures.count(middle.budget()) + " tokens, " + Figures.estimate(last.accuracy())
            + " at "
            + Figures.count(last.budget()) + ".";
    }

    private static double x(ThoughtCurve.Point point, double from, double to) {
        return to <= from ? (LEFT + RIGHT) / 2 : LEFT + (RIGHT - LEFT) * (Math.log((double) point.budget()) - from) / (to - from);
    }

    private static double y(double share) {
        return BOTTOM - (BOTTOM - TOP) * share;
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP).toPlainString();
    }
}
