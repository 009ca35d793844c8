package dev.assay.reports.format;

import dev.assay.core.metric.Interval;
import dev.assay.reports.board.Figures;
import dev.assay.reports.gate.Check.Bound;
import dev.assay.reports.gate.CheckResult;
import dev.assay.reports.gate.CheckResult.Tested;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.stream.DoubleStream;

/// A difference with its interval, its margin and zero, drawn in a cell: worse to the left, 150 units with 4 to spare at either side.
///
/// The scale reaches as far as the furthest of what is drawn, alike to both sides of zero. What goes up when it gets worse is turned round.
///
/// @param drawn whether there is anything to draw
/// @param title the finding, in one sentence
/// @param point where the difference lies
/// @param low the left end of the interval
/// @param high the right end of the interval
/// @param margin where the margin lies
public record EffectPlot(boolean drawn, String title, Optional<String> point, Optional<String> low, Optional<String> high, Optional<String> margin) {

    private static final double MIDDLE = 79;
    private static final double REACH = 75;
    private static final EffectPlot NONE = new EffectPlot(false, "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// The plot of a check; of one without a difference, nothing.
    static EffectPlot of(CheckResult result) {
        Bound bound = result.check().bound();
        boolean turned = bound == Bound.MAX_INCREASE;
        if (result.tested().isEmpty() || !(turned || bound == Bound.MAX_DROP)) {
            return NONE;
        }
        Tested tested = result.tested().get();
        double side = turned ? -1 : 1;
        double margin = -result.check().margin().value();
        double effect = side * tested.effect();
        Optional<Interval> interval = tested.interval().map(i -> turned ? new Interval(-i.high(), -i.low()) : i);
        double widest = DoubleStream.concat(DoubleStream.of(margin, effect), interval.stream().flatMapToDouble(i -> DoubleStream.of(i.low(), i.high())))
            .map(Math::abs).max().orElse(0);
        if (!(widest > 0 && Double.isFinite(widest))) {
            return NONE;
        }
        String title = GateFigures.effect(tested) + interval.map(_ -> ", interval " + GateFigures.interval(tested)).orElse(", no interval");
        return new EffectPlot(true, title, Optional.of(place(effect / widest)), interval.map(i -> place(i.low() / widest)),
            interval.map(i -> place(i.high() / widest)), Optional.of(place(margin / widest)));
    }

    /// Whether there is an interval.
    public boolean spanned() {
        return low.isPresent();
    }

    /// The place of the difference.
    public String at() {
        return point.orElse(Figures.ABSENT);
    }

    /// The left end of the interval.
    public String left() {
        return low.orElse(Figures.ABSENT);
    }

    /// The right end of the interval.
    public String right() {
        return high.orElse(Figures.ABSENT);
    }

    /// The strokes at the ends of the interval, as a path.
    public String ends() {
        return "M" + left() + " 5.5V14.5M" + right() + " 5.5V14.5";
    }

    /// The stroke of the margin, as a path.
    public String limit() {
        return "M" + margin.orElse(Figures.ABSENT) + " 2V18";
    }

    private static String place(double share) {
        return BigDecimal.valueOf(MIDDLE + REACH * share).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
}
