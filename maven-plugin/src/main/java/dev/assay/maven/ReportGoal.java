package dev.assay.maven;

import java.io.File;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/// Writes the report of a run.
@Mojo(name = "report", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST, requiresProject = false, threadSafe = true)
public final class ReportGoal extends AssayGoal {

    /// The run; the newest by default.
    @Parameter(property = "assay.run")
    String run;

    /// Where the report goes.
    @Parameter(property = "assay.reportDirectory", defaultValue = "${project.build.directory}/site/assay")
    File reportDirectory;

    @Override
    Optional<CommandLine> command() throws MojoFailureException {
        return Optional.of(with("report").argument(run(run)).option("--output", placed(reportDirectory)));
    }
}
