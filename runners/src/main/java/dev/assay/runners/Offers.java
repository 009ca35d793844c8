package dev.assay.runners;

import dev.assay.core.run.Demand;
import dev.assay.core.run.RunPlan.Planned;
import java.util.Iterator;
import java.util.Optional;

/// One model's trials on their way out: each is offered to the demand once, when there is a place for it and not before. Used by one thread.
final class Offers {

    private final Iterator<Planned> trials;
    private final Demand demand;
    private long refused;

    Offers(Iterator<Planned> trials, Demand demand) {
        this.trials = trials;
        this.demand = demand;
    }

    /// Whether a trial has not been offered yet.
    boolean left() {
        return trials.hasNext();
    }

    /// The next trial that is wanted; empty if none is.
    Optional<Planned> next() {
        while (trials.hasNext()) {
            Planned offered = trials.next();
            if (demand.wants(offered)) {
                return Optional.of(offered);
            }
            refused++;
        }
        return Optional.empty();
    }

    /// One that was wanted is not wanted any more.
    void refuse() {
        refused++;
    }

    /// How many nobody wanted.
    long refused() {
        return refused;
    }
}
