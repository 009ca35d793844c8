package dev.assay.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.Parameter;

/// A goal that looks at the gate's rules and baselines.
abstract class GatedGoal extends AssayGoal {

    /// Where baselines stand, in place of what `gate.baseline` says: a path with `{suite}` and `{model}`, `run:RUN`, or `git:REF:PATH`.
    @Parameter(property = "assay.baseline")
    String baseline;

    /// The folder of baselines, in place of the one in that path; by default `baselines` beside the pom.
    @Parameter(property = "assay.baselineDirectory")
    File baselineDirectory;

    /// What happens when the data decide nothing: `pass`, `warn`, `fail` or `extend`.
    @Parameter(property = "assay.onInconclusive")
    String onInconclusive;

    /// What happens when run and baseline cannot be compared: `warn` or `fail`.
    @Parameter(property = "assay.onIncomparable")
    String onIncomparable;

    /// What happens without a baseline: `warn` or `fail`.
    @Parameter(property = "assay.onMissingBaseline")
    String onMissingBaseline;

    /// What happens when there is nothing to judge: no run, a rule that meets nothing, a task that did not run. `warn` or `fail`.
    @Parameter(property = "assay.onMissingResults")
    String onMissingResults;

    /// The same command with where the baselines stand.
    final CommandLine withBaselines(CommandLine command) {
        return command.option("--baseline", baseline).option("--baselines", baselineDirectory);
    }

    /// The same command with all that is said of the gate.
    final CommandLine gated(CommandLine command) {
        return withBaselines(command).option("--on-inconclusive", onInconclusive).option("--on-incomparable", onIncomparable)
            .option("--on-missing-baseline", onMissingBaseline).option("--on-missing-results", onMissingResults);
    }
}
