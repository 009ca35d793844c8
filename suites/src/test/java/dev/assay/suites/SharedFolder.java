package dev.assay.suites;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Finds the folder of real data beside the project, or skips the test.
public final class SharedFolder {

    private SharedFolder() {
    }

    /// A path below the shared folder; the test is skipped if the folder is not there.
    public static Path path(String relative) {
        Path path = root().resolve(relative);
        assumeTrue(Files.exists(path), "skipped: ../shared is not there");
        return path;
    }

    private static Path root() {
        Optional<String> named = Optional.ofNullable(System.getProperty("ASSAY_SHARED")).or(() -> Optional.ofNullable(System.getenv("ASSAY_SHARED")));
        if (named.isPresent()) {
            return Path.of(named.get());
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path shared = at.resolveSibling("shared");
            if (Files.isDirectory(shared) && Files.exists(at.resolve("pom.xml"))) {
                return shared;
            }
        }
        return Path.of("../shared");
    }
}
