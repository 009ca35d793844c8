package dev.assay.core.run;

/// Runs a plan.
public interface PlanExecutor {

    /// Runs every trial of the plan, tells the listener each result once, and returns when nothing is in flight any more.
    ///
    /// @throws RuntimeException what the listener threw, after the run was stopped
    RunSummary execute(RunPlan plan, RunListener listener);
}
