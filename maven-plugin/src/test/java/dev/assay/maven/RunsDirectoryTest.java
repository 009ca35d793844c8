package dev.assay.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class RunsDirectoryTest {

    @TempDir
    private Path folder;

    @Test
    void theNewestRunIsTheLastOfTheLastDay() throws IOException {
        for (String name : new String[]{"2025-01-29-a", "2025-01-29-z", "2025-01-29-aa", "2025-01-28-b"}) {
            Files.writeString(Files.createDirectories(folder.resolve(name)).resolve("run.json"), "{}");
        }
        Files.createDirectories(folder.resolve("2025-02-01-a"));

        assertThat(RunsDirectory.newest(folder.toFile()).map(File::getName)).contains("2025-01-29-aa");
        assertThat(RunsDirectory.newestFirst(folder.toFile())).extracting(File::getName).containsExactly("2025-01-29-aa", "2025-01-29-z", "2025-01-29-a",
            "2025-01-28-b");
    }

    @Test
    void aFolderThatIsNotThereHoldsNone() {
        assertThat(RunsDirectory.newest(folder.resolve("no").toFile())).isEmpty();
    }
}
