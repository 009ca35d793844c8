package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Ending;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StatusFileTest {

    @TempDir
    private Path folder;

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("status"), text);
    }

    @Test
    void theBoxTellsHowItsProgramEndedAndTheShellWhatTimeItTook() throws Exception {
        Path file = file("{ \"child-pid\": 77 }\n{ \"exit-code\": 3 }\nstatus 3\n0m0.010000s 0m0.000000s\n1m2.250000s 0m0.500000s\n");
        assertThat(StatusFile.read(file, StatusFile.Form.BOX)).contains(new StatusFile(new Ending.Exited(3), Duration.ofMillis(62_750)));
    }

    @Test
    void aStatusAbove128IsASignal() throws Exception {
        assertThat(StatusFile.read(file("status 159\n0m0.0s 0m0.0s\n0m0.01s 0m0.0s\n"), StatusFile.Form.SHELL).orElseThrow().ending())
            .isEqualTo(new Ending.Signalled(31));
        assertThat(StatusFile.read(file("status 255\n0m0.0s 0m0.0s\n0m0.01s 0m0.0s\n"), StatusFile.Form.SHELL).orElseThrow().ending())
            .isEqualTo(new Ending.Exited(255));
    }

    @Test
    void aBoxThatWasNotSetUpTellsNothing() throws Exception {
        assertThat(StatusFile.read(file("{ \"child-pid\": 77 }\nstatus 1\n0m0.0s 0m0.0s\n0m0.0s 0m0.0s\n"), StatusFile.Form.BOX)).isEmpty();
        assertThat(StatusFile.read(file(""), StatusFile.Form.SHELL)).isEmpty();
    }
}
