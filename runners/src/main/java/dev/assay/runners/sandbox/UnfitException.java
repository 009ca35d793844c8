package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Captured;
import dev.assay.core.sandbox.Execution;

/// A program that is never run, through its own fault.
final class UnfitException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Execution execution;

    /// @param reason what the compiler said first, or which of its limits was hit
    /// @param diagnostics all that the compiler said
    UnfitException(String reason, Captured diagnostics) {
        super(reason);
        this.execution = Execution.notCompiled(reason, diagnostics);
    }

    /// What became of it.
    Execution execution() {
        return execution;
    }
}
