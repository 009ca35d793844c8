package dev.assay.core.sandbox;

/// One way to make boxes.
public interface SandboxProvider {

    /// Its name, as `--sandbox` takes it.
    String id();

    /// Looks at what is there. Costs milliseconds and runs no program of a model.
    Probe probe();

    /// Opens it.
    ///
    /// @throws SandboxException if it cannot be opened here
    Sandbox open(Policy policy) throws SandboxException;
}
