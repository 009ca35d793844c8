package dev.assay.cli;

/// A run was stopped by something outside it, such as a full disk, after it had begun. What was finished is kept.
final class RunStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunStoppedException(String message, Throwable cause) {
        super(message, cause);
    }
}
