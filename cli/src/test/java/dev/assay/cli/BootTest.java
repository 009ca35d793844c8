package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

final class BootTest {

    @TempDir
    private Path folder;

    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    @ParameterizedTest
    @CsvSource({"25.0.3, true", "25.0.10, true", "26-ea, true", "25.1, true", "25.0.2, false", "25, false", "17.0.15, false", "1.8.0_392, false", "'', false"})
    void onlyFromTwentyFiveZeroThreeOnIsNewEnough(String version, boolean enough) {
        assertThat(Boot.isEnough(version)).isEqualTo(enough);
    }

    @Test
    void theNewestFittingJdkIsFound() throws IOException {
        Path old = jdk("old", "17.0.15");
        Path fitting = jdk("fitting", "25.0.3");
        Path newer = jdk("newer", "26.0.1");
        assertThat(Boot.find(List.of(old, fitting, newer, folder.resolve("none")))).isEqualTo(newer);
        assertThat(Boot.find(List.of(old))).isNull();
    }

    @Test
    void whatTheUserNamedIsLookedAtFirst() throws IOException {
        Path mine = jdk("mine", "25.0.3");
        List<Path> candidates = Boot.candidates(Map.of("ASSAY_JAVA_HOME", mine.toString(), "JAVA_HOME", "/somewhere"), folder);
        assertThat(candidates).startsWith(mine, Path.of("/somewhere"));
    }

    @Test
    void theComplaintHasThreeLinesAndSaysWhereToGetOne() {
        assertThat(Boot.complaint("17.0.15").lines()).hasSize(3).anySatisfy(line -> assertThat(line).contains("adoptium.net"));
    }

    @Test
    void theCodeWithoutAJdkIsTheOneInTheTable() {
        assertThat(ExitCode.NO_JDK.code()).isEqualTo(Boot.NO_JDK);
    }
}
