package dev.assay.core.log;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/// A run directory cannot be read or written. The message says what, where (file and line) and what to do.
public final class RunLogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RunLogException(String message) {
        super(message);
    }

    public RunLogException(String message, Throwable cause) {
        super(message, cause);
    }

    /// The file system said no.
    ///
    /// @param file what it was asked about
    /// @param what what could not be done, as in `cannot be read`
    /// @param advice what to do, as a sentence
    static RunLogException io(Path file, String what, IOException cause, String advice) {
        return new RunLogException(file + " " + what + " (" + reason(cause) + "). " + advice, cause);
    }

    /// Why the file system said no, in a few words without the file's name.
    static String reason(IOException cause) {
        return switch (cause) {
            case AccessDeniedException e -> "access denied";
            case NoSuchFileException e -> "no such file or directory";
            case FileAlreadyExistsException e -> "a file of that name is in the way";
            case NotDirectoryException e -> "not a directory";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> String.valueOf(cause.getMessage());
        };
    }
}
