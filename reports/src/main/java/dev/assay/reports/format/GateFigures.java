package dev.assay.reports.format;

import dev.assay.core.metric.Interval;
import dev.assay.reports.board.Figures;
import dev.assay.reports.gate.CheckResult.Tested;
import dev.assay.reports.gate.GateMetric;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;

/// How a gate's figures are written wherever a person reads them. Nothing depends on the machine's locale; what is no number is a dash.
final class GateFigures {

    private static final double SMALLEST_P = 0.0001;
    private static final double NANOS = 1e9;
    private static final double MOST_SECONDS = 9e9;

    private GateFigures() {
    }

    /// `-5.2 pp`, or `+12.3%` of a ratio.
    static String effect(Tested tested) {
        return signed(tested.effect()) + unit(tested);
    }

    /// `[-8.1, -2.3] pp`, or `[+9.0%, +15.9%]` of a ratio; a dash without an interval.
    static String interval(Tested tested) {
        return tested.interval().filter(GateFigures::finite).map(interval -> tested.relative()
            ? "[" + signed(interval.low()) + "%, " + signed(interval.high()) + "%]"
            : "[" + unsigned(interval.low()) + ", " + unsigned(interval.high()) + "] pp").orElse(Figures.ABSENT);
    }

    /// `3.8 pp`: the smallest difference that is found four times out of five.
    static String detectable(Tested tested) {
        return tested.detectable().map(size -> unsigned(size) + unit(tested)).orElse(Figures.ABSENT);
    }

    /// `0.0312`, `<0.0001`.
    static String p(double p) {
        if (!Double.isFinite(p)) {
            return Figures.ABSENT;
        }
        return p < SMALLEST_P ? "<0.0001" : BigDecimal.valueOf(p).setScale(4, RoundingMode.HALF_UP).toPlainString();
    }

    /// A measure's value in its unit: a share, US dollars, tokens, or seconds. A measure that is not known is a share.
    static String value(String metric, double value) {
        if (!Double.isFinite(value)) {
            return Figures.ABSENT;
        }
        return switch (GateMetric.of(metric).map(GateMetric::kind).orElse(GateMetric.Kind.ACCURACY)) {
            case COST_PER_ITEM -> value < 0 ? Figures.ABSENT : Figures.money(BigDecimal.valueOf(value));
            case TOKENS_PER_ITEM -> Figures.tokens(value);
            case LATENCY_PER_ITEM -> Figures.duration(Duration.ofNanos(Math.round(Math.clamp(value, 0, MOST_SECONDS) * NANOS)));
            case ACCURACY, PASS_AT, PASS_HAT, MAJORITY, ITEM_PASS_RATE, ERROR_RATE, TRUNCATED_RATE, NO_ANSWER_RATE -> Figures.percent(value);
        };
    }

    /// `21.4`: a value of evidence, from its logarithm; `10^38.2` where it is large.
    static String evidence(double logarithm) {
        if (!Double.isFinite(logarithm)) {
            return Figures.ABSENT;
        }
        double value = Math.exp(logarithm);
        return value >= 1e6 || value < 1e-3
            ? "10^" + BigDecimal.valueOf(logarithm / Math.log(10)).setScale(1, RoundingMode.HALF_UP).toPlainString()
            : BigDecimal.valueOf(value).round(new MathContext(3, RoundingMode.HALF_UP)).toPlainString();
    }

    private static String unit(Tested tested) {
        return tested.relative() ? "%" : " pp";
    }

    private static String signed(double share) {
        String text = unsigned(share);
        return share > 0 && !text.equals("0.0") ? "+" + text : text;
    }

    private static String unsigned(double share) {
        if (!Double.isFinite(share)) {
            return Figures.ABSENT;
        }
        BigDecimal rounded = BigDecimal.valueOf(share).movePointRight(2).setScale(1, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0.0" : rounded.toPlainString();
    }

    private static boolean finite(Interval interval) {
        return Double.isFinite(interval.low()) && Double.isFinite(interval.high());
    }
}
