package dev.assay.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// From runs on disk to the shell: each verdict with its exit code and its sentence.
final class GateEndToEndTest {

    @TempDir
    private Path folder;
    private GateProject project;

    @BeforeEach
    void blessARun() {
        project = GateProject.in(folder, "onMissingBaseline: fail", "rules: [{suite: '*', metric: accuracy, maxDrop: 5pp}]");
        Typed run = project.run();
        assertThat(run.code()).as(run.all()).isZero();
        Typed blessed = project.type("bless", "2025-01-29-a");
        System.out.println(blessed.all());
        assertThat(blessed.code()).as(blessed.all()).isZero();
        assertThat(project.read(GateProject.BASELINE)).contains("assay.baseline/1");
    }

    @Test
    void theSameAnswersPass() {
        project.run();
        Typed gate = project.type("gate", "2025-01-29-b");

        System.out.println(gate.all());
        assertThat(gate.code()).as(gate.all()).isZero();
        assertThat(gate.out()).contains("PASS");
    }

    @Test
    void aDropFails() {
        project.wrong(30);
        project.run();
        Typed gate = project.type("gate", "2025-01-29-b");

        System.out.println(gate.all());
        assertThat(gate.code()).as(gate.all()).isEqualTo(100);
    }
}
