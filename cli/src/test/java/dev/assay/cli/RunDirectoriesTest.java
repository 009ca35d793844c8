package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

final class RunDirectoriesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"0, a", "25, z", "26, aa", "27, ab", "51, az", "52, ba", "701, zz", "702, aaa"})
    void lettersCountLikeTheColumnsOfASpreadsheet(int index, String letters) {
        assertThat(RunDirectories.letters(index)).isEqualTo(letters);
    }

    @Test
    void theNextRunOfADayTakesTheFirstFreeLetter() throws IOException {
        LocalDate day = LocalDate.of(2025, 1, 29);
        RunDirectories runs = new RunDirectories(folder);
        assertThat(runs.next(day)).isEqualTo(folder.resolve("2025-01-29-a"));
        Files.createDirectory(folder.resolve("2025-01-29-a"));
        assertThat(runs.next(day)).isEqualTo(folder.resolve("2025-01-29-b"));
    }

    @Test
    void aFolderWithoutRunsHoldsNone() {
        assertThat(new RunDirectories(folder.resolve("none")).all()).isEmpty();
    }
}
