package dev.assay.maven;

import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;

/// Checks the machine, the keys, the endpoints and the configuration.
@Mojo(name = "doctor", requiresProject = false, threadSafe = true)
public final class DoctorGoal extends AssayGoal {

    @Override
    Optional<CommandLine> command() {
        return Optional.of(with("doctor"));
    }
}
