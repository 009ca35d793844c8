package dev.assay.maven;

import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/// Judges the stored answers of a run again.
@Mojo(name = "score", requiresProject = false, threadSafe = true)
public final class ScoreGoal extends AssayGoal {

    /// The run; the newest by default.
    @Parameter(property = "assay.run")
    String run;

    @Override
    Optional<CommandLine> command() throws MojoFailureException {
        return Optional.of(with("score").argument(run(run)));
    }
}
