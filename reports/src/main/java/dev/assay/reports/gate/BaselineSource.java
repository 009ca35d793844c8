package dev.assay.reports.gate;

import java.util.Optional;

/// Where a judge finds what a run is compared with. Whoever implements it reads files or runs; the judge does not.
@FunctionalInterface
public interface BaselineSource {

    /// The baseline of a task and a model.
    ///
    /// @param task the task's id
    /// @param model the candidate's configured name
    Found find(String task, String model);

    /// What was found.
    sealed interface Found {

        /// There is one.
        ///
        /// @param results what was asked and answered then
        /// @param blessed who made it a baseline; absent if it is a run that nobody blessed
        record Of(TaskResults results, Optional<Baseline.Blessed> blessed) implements Found {
        }

        /// There is none.
        ///
        /// @param lookedFor where it was looked for, such as `baselines/math/gsm8k/o4-mini.json`
        record None(String lookedFor) implements Found {
        }
    }

    /// No baseline anywhere, as before the first one is blessed.
    static BaselineSource none() {
        return (_, _) -> new Found.None("nowhere");
    }
}
