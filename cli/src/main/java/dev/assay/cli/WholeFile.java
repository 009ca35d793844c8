package dev.assay.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Writes files that no reader ever sees half: beside their place first, then moved there.
final class WholeFile {

    private WholeFile() {
    }

    /// What goes into the file.
    @FunctionalInterface
    interface Content {

        /// Writes all of it.
        void write(Writer out) throws IOException;
    }

    /// Writes a file as UTF-8, and the folders around it where they are missing.
    ///
    /// @param remedy what to do if it cannot be written, as a sentence
    /// @throws UncheckedIOException if it cannot be written; what stood there before stands there still
    static void write(Path file, Content content, String remedy) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            try (Writer out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
                content.write(out);
            }
            move(part, file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + "  cannot be written.  " + remedy, e);
        }
    }

    private static void move(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
