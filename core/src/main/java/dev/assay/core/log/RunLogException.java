package dev.assay.core.log;

/// A run directory cannot be read or written. The message says what, where (file and line) and what to do.
public final class RunLogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RunLogException(String message) {
        super(message);
    }

    public RunLogException(String message, Throwable cause) {
        super(message, cause);
    }
}
