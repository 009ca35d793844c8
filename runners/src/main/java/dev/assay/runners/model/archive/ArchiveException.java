package dev.assay.runners.model.archive;

import java.io.IOException;

/// An archive is damaged, uses what is not supported, or asks for more than the limits allow. The message says which, as a clause.
public final class ArchiveException extends IOException {

    private static final long serialVersionUID = 1L;

    /// A fault in these words.
    public ArchiveException(String message) {
        super(message);
    }

    /// A fault in these words, with what gave rise to it.
    public ArchiveException(String message, Throwable cause) {
        super(message, cause);
    }
}
