package dev.assay.maven;

import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/// Runs the suites with the models; continues an unfinished run of the same wishes. Fails the build on faults and configuration only: what the
/// scores mean for the build is the gate's to say.
@Mojo(name = "run", defaultPhase = LifecyclePhase.INTEGRATION_TEST, requiresProject = false, threadSafe = true)
public final class RunGoal extends AskingGoal {

    @Override
    Optional<CommandLine> command() {
        return Optional.of(asking("run").flag("--yes", true));
    }

    /// A verdict of the gate at the end of a run fails no build here: the report is to be written first.
    @Override
    void finish(String name, AssayProcess.End end) throws MojoExecutionException, MojoFailureException {
        if (ExitCodes.isVerdict(end.code())) {
            getLog().warn("The gate did not pass this run; assay:gate will say so.");
            return;
        }
        super.finish(name, end);
    }
}
