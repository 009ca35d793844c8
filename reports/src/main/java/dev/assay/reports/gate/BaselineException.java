package dev.assay.reports.gate;

/// A baseline that cannot be read. The message names the file and the line, and says what to do.
public final class BaselineException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BaselineException(String message) {
        super(message);
    }

    BaselineException(String message, Throwable cause) {
        super(message, cause);
    }
}
