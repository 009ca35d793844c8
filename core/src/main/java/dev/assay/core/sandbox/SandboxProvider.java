package dev.assay.core.sandbox;

import java.util.Optional;

/// One way to make boxes.
public interface SandboxProvider {

    /// Its name, as `--sandbox` takes it.
    String id();

    /// Looks at what is there. Costs milliseconds and runs no program of a model.
    Probe probe();

    /// Why it runs no programs in a language here, and what to do about it, in half a sentence; empty if it does. Costs nothing. Every back end runs
    /// Python, unless it says otherwise, and no other language.
    default Optional<String> lacks(Language language) {
        return switch (language) {
            case PYTHON -> Optional.empty();
            case JAVA -> Optional.of("it runs no programs in Java (use --sandbox bwrap or landlock, with Assay on a JDK)");
        };
    }

    /// Opens it.
    ///
    /// @throws SandboxException if it cannot be opened here
    Sandbox open(Policy policy) throws SandboxException;
}
