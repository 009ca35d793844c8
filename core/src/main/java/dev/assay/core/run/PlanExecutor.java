package dev.assay.core.run;

/// Runs a plan.
public interface PlanExecutor {

    /// Runs every trial of the plan that is still wanted when its turn comes, tells the listener each result once, and returns when nothing is
    /// in flight any more.
    ///
    /// @param demand asked before each trial is begun; what was begun is finished, whatever it says later
    /// @throws RuntimeException what the listener threw, after the run was stopped
    RunSummary execute(RunPlan plan, Demand demand, RunListener listener);

    /// Runs every trial of the plan.
    ///
    /// @throws RuntimeException what the listener threw, after the run was stopped
    default RunSummary execute(RunPlan plan, RunListener listener) {
        return execute(plan, Demand.everything(), listener);
    }
}
