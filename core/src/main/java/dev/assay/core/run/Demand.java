package dev.assay.core.run;

import dev.assay.core.run.RunPlan.Planned;

/// Says which trials of a plan are still wanted, so that a run can stop asking a task, or a model, as soon as the answer is known.
///
/// Asked by several threads, in the plan's order for each model. A trial that was refused is not offered again in the same execution, so what
/// is refused once must stay unwanted.
@FunctionalInterface
public interface Demand {

    /// Whether this trial is worth asking now.
    boolean wants(Planned planned);

    /// Every trial of the plan.
    static Demand everything() {
        return planned -> true;
    }
}
