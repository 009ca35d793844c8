package dev.assay.runners.model.llama;

/// A file that cannot be run, and why, in one sentence that names it.
public final class GgufException extends Exception {

    private static final long serialVersionUID = 1L;

    /// @param message the whole sentence
    GgufException(String message) {
        super(message);
    }

    /// The whole sentence.
    public String message() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
