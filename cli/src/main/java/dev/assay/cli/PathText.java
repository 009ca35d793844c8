package dev.assay.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// A path as people write it.
final class PathText {

    private PathText() {
    }

    /// Reads a path.
    ///
    /// @throws IllegalArgumentException if this system has no such path
    static Path parse(String text) {
        try {
            return Path.of(ConfigSection.present(text));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not a path on this system.", e);
        }
    }
}
