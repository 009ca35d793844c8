package dev.assay.maven;

import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/// Makes a run the baseline of later ones, after showing what changes. Bound to no phase: a build never blesses by itself.
@Mojo(name = "bless", requiresProject = false, threadSafe = true)
public final class BlessGoal extends GatedGoal {

    /// The run; the newest by default.
    @Parameter(property = "assay.run")
    String run;

    /// Why a run is blessed that would be refused, such as one that failed its gate; kept in the baseline.
    @Parameter(property = "assay.force")
    String force;

    @Override
    Optional<CommandLine> command() throws MojoFailureException {
        return Optional.of(withBaselines(with("bless").argument(run(run))).option("--force", force));
    }
}
