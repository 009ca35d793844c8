package dev.assay.runners.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Finds the folder of published data beside the project, which tests read in place.
final class SharedData {

    private SharedData() {
    }

    /// The folder; it may not exist.
    static Path folder() {
        String named = System.getProperty("assay.shared", System.getenv().getOrDefault("ASSAY_SHARED", ""));
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            Path candidate = at.resolveSibling("shared");
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return start.resolve("../shared");
    }

    /// The text of a file in that folder; where it is absent the test is skipped.
    static String read(String path) {
        Path file = folder().resolve(path);
        Assumptions.assumeTrue(Files.isRegularFile(file), "skipped: ../shared is not there");
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
