package dev.assay.reports.gate;

import dev.assay.core.metric.Interval;
import dev.assay.reports.board.Figures;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// How the sentences of a gate write numbers and names; percentages are those of every other table.
final class GateWords {

    private static final int NAMED = 3;

    private GateWords() {
    }

    /// `math/gsm8k of openai/o4-mini`.
    static String who(Check check) {
        return check.task() + " of " + check.model();
    }

    /// `5.2 pp`, or `-5.2 pp`.
    static String points(double difference) {
        return decimal(100 * difference) + " pp";
    }

    /// `[-8.1, -2.3]`, in points.
    static String points(Interval interval) {
        return "[" + decimal(100 * interval.low()) + ", " + decimal(100 * interval.high()) + "]";
    }

    /// `+31.0%` of a ratio less 1.
    static String change(double ratioLessOne) {
        return (ratioLessOne > 0 ? "+" : "") + decimal(100 * ratioLessOne) + "%";
    }

    /// `[+12.0%, +55.1%]`.
    static String change(Interval interval) {
        return "[" + change(interval.low()) + ", " + change(interval.high()) + "]";
    }

    private static String decimal(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.equals("-0.0") ? "0.0" : text;
    }

    /// `p 0.013`, or `p below 0.001`.
    static String p(double p) {
        return p < 0.001 ? "p below 0.001" : "p " + String.format(Locale.ROOT, "%.3f", p);
    }

    /// `1,319 samples`.
    static String samples(long n) {
        return counted(n, "sample");
    }

    /// `1 sample`, `1,319 samples`.
    static String counted(long n, String what) {
        return Figures.count(n) + " " + what + (n == 1 ? "" : "s");
    }

    /// A metric's value: `72.4%`, `1,204.5 tokens`, `$0.0012`, `3.2 s`.
    static String value(GateMetric metric, Optional<Double> value) {
        return value.map(v -> switch (metric.kind()) {
            case COST_PER_ITEM -> Figures.money(BigDecimal.valueOf(v));
            case TOKENS_PER_ITEM -> Figures.tokens(v) + " tokens";
            case LATENCY_PER_ITEM -> String.format(Locale.ROOT, "%.2f s", v);
            case ACCURACY, PASS_AT, PASS_HAT, MAJORITY, ITEM_PASS_RATE, ERROR_RATE, TRUNCATED_RATE, NO_ANSWER_RATE -> Figures.percent(v);
        }).orElse(Figures.ABSENT);
    }

    /// The first few of some names: `a, b, c and 4 more`.
    static String some(List<String> names) {
        String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() <= NAMED ? first : first + " and " + Figures.count(names.size() - NAMED) + " more";
    }
}
