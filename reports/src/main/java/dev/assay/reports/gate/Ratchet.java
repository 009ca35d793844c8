package dev.assay.reports.gate;

import dev.assay.reports.gate.Check.Bound;
import java.util.Comparator;
import java.util.Optional;

/// The margin by which the chain of baselines is measured.
final class Ratchet {

    private Ratchet() {
    }

    /// The narrowest drop of the accuracy that a rule allows these results; absent if none bounds it.
    static Optional<Margin> margin(Gate gate, TaskResults results) {
        return gate.rules().stream().filter(rule -> RuleExpansion.meets(rule, results))
            .filter(rule -> GateMetric.of(rule.metric()).filter(metric -> metric.kind() == GateMetric.Kind.ACCURACY).isPresent())
            .flatMap(rule -> RuleExpansion.limits(rule).stream()).filter(limit -> limit.bound() == Bound.MAX_DROP).map(RuleExpansion.Limit::margin)
            .min(Comparator.comparingDouble(Margin::value));
    }
}
