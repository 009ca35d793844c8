package dev.assay.core.sandbox;

/// A sandbox that cannot be had.
public final class SandboxException extends Exception {

    private static final long serialVersionUID = 1L;

    /// @param message what was tried, what went wrong and what to do
    public SandboxException(String message) {
        super(message);
    }
}
