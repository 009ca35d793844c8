package dev.assay.core.run;

import dev.assay.core.model.ModelRef;
import dev.assay.core.run.RunPlan.Planned;

/// Says which trials of a plan are still wanted, and when, so that a run can stop asking a task, or a model, as soon as the answer is known.
///
/// Asked by several threads, in the plan's order for each model. A trial that was refused is not offered again in the same execution, so what
/// is refused once must stay unwanted.
@FunctionalInterface
public interface Demand {

    /// Whether this trial is worth asking. The answer changes nothing; it may be asked for several times.
    boolean wants(Planned planned);

    /// Whether now is the time to ask a trial that is wanted; if so, it is begun. Otherwise it waits, with all of its model's trials behind it, and
    /// is offered again when another result was taken. Whatever is said, a trial is begun when nothing is in flight any more.
    default boolean isTime(Planned planned) {
        return true;
    }

    /// Told that no more results of a model will come, because its provider refuses or its money is spent.
    default void givenUp(ModelRef model) {
        // Who looks at each model alone need not know.
    }

    /// Every trial of the plan, at once.
    static Demand everything() {
        return planned -> true;
    }
}
