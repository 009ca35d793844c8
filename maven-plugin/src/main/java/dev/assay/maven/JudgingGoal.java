package dev.assay.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.Parameter;

/// A goal that holds a run against its baselines.
abstract class JudgingGoal extends AssayGoal {

    /// The run; the newest by default.
    @Parameter(property = "assay.run")
    String run;

    /// Where baselines stand, in place of what `gate.baseline` says: a path with `{suite}` and `{model}`, `run:RUN`, or `git:REF:PATH`.
    @Parameter(property = "assay.baseline")
    String baseline;

    /// The folder of baselines, in place of the one in that path; by default `baselines` beside the pom.
    @Parameter(property = "assay.baselineDirectory")
    File baselineDirectory;

    final CommandLine judging(String name, String which) {
        return with(name).argument(which).option("--baseline", baseline).option("--baselines", baselineDirectory);
    }
}
