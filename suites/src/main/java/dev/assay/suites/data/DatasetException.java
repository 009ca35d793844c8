package dev.assay.suites.data;

/// A dataset file cannot be had, or is not what it should be. The message says what, where, and what to do.
public final class DatasetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An error with its whole message.
    public DatasetException(String message) {
        super(message);
    }

    /// An error with its whole message and its cause.
    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }
}
