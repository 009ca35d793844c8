package dev.assay.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/// Public vectors that stand beside the project, not in it.
public final class SharedFolder {

    private SharedFolder() {
    }

    /// Makes one test of each vector of a file.
    @FunctionalInterface
    public interface TestMaker {
        Stream<DynamicTest> make(Path file) throws IOException;
    }

    /// The tests of a file's vectors; one that is visibly skipped where the file is absent.
    public static Stream<DynamicTest> tests(String name, TestMaker maker) throws IOException {
        Optional<Path> file = find().map(folder -> folder.resolve(name)).filter(Files::exists);
        if (file.isEmpty()) {
            return Stream.of(DynamicTest.dynamicTest(name, () -> Assumptions.abort("skipped: ../shared is not there")));
        }
        return maker.make(file.get());
    }

    private static Optional<Path> find() {
        String named = System.getProperty("ASSAY_SHARED", System.getenv("ASSAY_SHARED"));
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path sibling = at.resolveSibling("shared");
            if (Files.isDirectory(sibling) && Files.exists(at.resolve("pom.xml"))) {
                return Optional.of(sibling);
            }
        }
        return Optional.empty();
    }
}
