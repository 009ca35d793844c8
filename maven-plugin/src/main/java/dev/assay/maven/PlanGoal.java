package dev.assay.maven;

import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;

/// Says what a run would ask, cost and find, and asks nothing.
@Mojo(name = "plan", requiresProject = false, threadSafe = true)
public final class PlanGoal extends AskingGoal {

    @Override
    Optional<CommandLine> command() {
        return Optional.of(asking("plan"));
    }
}
