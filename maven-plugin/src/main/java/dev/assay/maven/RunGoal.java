package dev.assay.maven;

import java.util.Optional;
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
}
