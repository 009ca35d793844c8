package dev.assay.maven;

import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/// Says what is known: suites, tasks, models, runs, scorers or prices.
@Mojo(name = "list", requiresProject = false, threadSafe = true)
public final class ListGoal extends AssayGoal {

    /// What is listed.
    @Parameter(property = "assay.list", defaultValue = "suites")
    String list;

    @Override
    Optional<CommandLine> command() {
        return Optional.of(with("list").argument(list));
    }
}
