package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.run.Demand;
import dev.assay.core.run.RunListener;
import dev.assay.core.run.RunPlan;
import dev.assay.core.run.RunPlan.Planned;
import dev.assay.core.run.SampleResult;

/// What decides, while a run goes on, which of its trials are still asked. It hears every result after the log has it.
interface Steering extends Demand, RunListener {

    /// Told what the log holds of a run that goes on, before anything is asked.
    ///
    /// @throws UsageException if what was kept beside the log disagrees with it
    void remember(RunLog log);

    /// The plan in the order in which this wants it.
    RunPlan ordered(RunPlan plan);

    /// Told once when the run begins, with its directory made, and once when nothing is in flight any more.
    void keep();

    /// Asks everything, in the order of the plan.
    static Steering none() {
        return new Steering() {
            @Override
            public void remember(RunLog log) {
                // Nothing depends on it.
            }

            @Override
            public RunPlan ordered(RunPlan plan) {
                return plan;
            }

            @Override
            public void keep() {
                // There is nothing to keep.
            }

            @Override
            public boolean wants(Planned planned) {
                return true;
            }

            @Override
            public void onResult(SampleResult result) {
                // Nothing depends on it.
            }
        };
    }
}
