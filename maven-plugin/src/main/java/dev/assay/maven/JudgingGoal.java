package dev.assay.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.Parameter;

/// A goal that holds a run against its baselines.
abstract class JudgingGoal extends AssayGoal {

    /// The run; the newest by default.
    @Parameter(property = "assay.run")
    String run;

    /// Where baselines stand, in place of the folder that `gate.baseline` names: by default `baselines` beside the pom.
    @Parameter(property = "assay.baselineDirectory")
    File baselineDirectory;

    final CommandLine judging(String name, String which) {
        return with(name).argument(which).option("--baselines", baselineDirectory);
    }
}
