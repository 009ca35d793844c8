package dev.assay.reports.gate;

import dev.assay.core.task.Glob;
import dev.assay.reports.gate.Check.Bound;
import dev.assay.reports.gate.Margin.Unit;
import dev.assay.reports.gate.Rule.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes checks of rules: one for every bound, and for every task and model that the rule meets.
final class RuleExpansion {

    /// What an error rate may be, where no rule says otherwise.
    static final Margin ERRORS = new Margin("1%", 0.01, Unit.PERCENT);
    private static final Margin DROP = new Margin("2pp", 0.02, Unit.POINTS);

    /// A check to be made.
    ///
    /// @param check which
    /// @param candidate of what; absent where the rule met nothing
    record Planned(Check check, Optional<TaskResults> candidate) {
    }

    /// One bound of a rule.
    record Limit(Bound bound, Margin margin) {
    }

    private RuleExpansion() {
    }

    /// Every check, in the order of the rules, then of the candidates. A gate without rules has none.
    static List<Planned> of(Gate gate, List<TaskResults> candidates) {
        List<Planned> all = new ArrayList<>();
        for (Rule rule : gate.rules()) {
            all.addAll(of(rule, candidates.stream().filter(candidate -> meets(rule, candidate)).toList()));
        }
        if (!gate.rules().isEmpty()) {
            all.addAll(errors(gate, candidates));
        }
        return all;
    }

    /// The bound on outages is there even if nobody wrote it, for every task that no such rule meets.
    private static List<Planned> errors(Gate gate, List<TaskResults> candidates) {
        List<TaskResults> unbounded = candidates.stream()
            .filter(candidate -> gate.rules().stream().noneMatch(rule -> boundsErrors(rule) && meets(rule, candidate))).toList();
        Rule rule = new Rule("*", GateMetric.Kind.ERROR_RATE.written(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(ERRORS),
            Optional.empty(), Level.FAIL, false, "");
        return unbounded.isEmpty() && !candidates.isEmpty() ? List.of() : of(rule, unbounded);
    }

    private static List<Planned> of(Rule rule, List<TaskResults> met) {
        List<Planned> checks = new ArrayList<>();
        for (Limit limit : limits(rule)) {
            if (met.isEmpty()) {
                checks.add(new Planned(new Check(rule, limit.bound, limit.margin, rule.suite(), ""), Optional.empty()));
            }
            met.forEach(candidate -> checks.add(new Planned(new Check(rule, limit.bound, limit.margin, candidate.task(), candidate.model()),
                Optional.of(candidate))));
        }
        return checks;
    }

    /// Whether a rule is about these results.
    static boolean meets(Rule rule, TaskResults candidate) {
        boolean tagged = rule.tag().isEmpty() || candidate.samples().stream().anyMatch(sample -> sample.tags().contains(rule.tag().get()));
        return tagged && Glob.matches(rule.suite(), candidate.task());
    }

    /// The bounds of a rule; one without any has that of its metric, if there is one.
    static List<Limit> limits(Rule rule) {
        List<Limit> limits = new ArrayList<>();
        rule.maxDrop().ifPresent(margin -> limits.add(new Limit(Bound.MAX_DROP, margin)));
        rule.maxIncrease().ifPresent(margin -> limits.add(new Limit(Bound.MAX_INCREASE, margin)));
        rule.min().ifPresent(margin -> limits.add(new Limit(Bound.MIN, margin)));
        rule.max().ifPresent(margin -> limits.add(new Limit(Bound.MAX, margin)));
        return limits.isEmpty() ? standard(rule) : limits;
    }

    private static List<Limit> standard(Rule rule) {
        Optional<GateMetric> metric = GateMetric.of(rule.metric());
        if (metric.isEmpty()) {
            return List.of(new Limit(Bound.MAX_DROP, DROP));
        }
        return switch (metric.get().kind()) {
            case ACCURACY, PASS_AT, PASS_HAT, MAJORITY -> List.of(new Limit(Bound.MAX_DROP, DROP));
            case ERROR_RATE -> List.of(new Limit(Bound.MAX, ERRORS));
            case ITEM_PASS_RATE, TRUNCATED_RATE, NO_ANSWER_RATE, COST_PER_ITEM, TOKENS_PER_ITEM, LATENCY_PER_ITEM -> List.of();
        };
    }

    private static boolean boundsErrors(Rule rule) {
        return GateMetric.of(rule.metric()).filter(metric -> metric.kind() == GateMetric.Kind.ERROR_RATE).isPresent();
    }

    /// The strictest error rate that the rules allow these results.
    static Margin allowedErrors(Gate gate, TaskResults candidate) {
        return gate.rules().stream().filter(rule -> boundsErrors(rule) && meets(rule, candidate)).flatMap(rule -> limits(rule).stream())
            .filter(limit -> limit.bound == Bound.MAX).map(Limit::margin).reduce((one, other) -> one.value() <= other.value() ? one : other).orElse(ERRORS);
    }
}
