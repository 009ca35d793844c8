package dev.assay.core.sandbox;

import java.util.List;

/// A sandbox that cannot be had.
public final class SandboxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<String> reasons;

    /// @param message what was tried, what went wrong and what to do
    public SandboxException(String message) {
        this(List.of(message));
    }

    /// @param reasons one sentence for each thing that was tried, and what to do
    public SandboxException(List<String> reasons) {
        super(String.join("; ", reasons));
        this.reasons = List.copyOf(reasons);
    }

    /// One sentence for each thing that was tried, and what to do.
    public List<String> reasons() {
        return reasons;
    }
}
