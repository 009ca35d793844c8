package dev.assay.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A failure is asked once more, and stands only if the second sample fails too.
final class GateConfirmTest {

    private static final String[] GATE = {"confirm: 1", "rules: [{suite: '*', metric: accuracy, maxDrop: 5pp}]"};

    private static final String PRICES = "prices: [{models: [scripted/rules], input: 10, output: 40, checked: 2025-01-01}]\n";

    @TempDir
    private Path folder;
    private GateProject project;

    @BeforeEach
    void failARun() {
        project = GateProject.in(folder, GATE);
        project.ran();
        assertThat(project.type("bless", "2025-01-29-a").code()).isZero();
        project.wrong(30);
        project.ran();
    }

    @Test
    void aFailureThatComesBackStands() {
        Typed gate = project.type("gate", "2025-01-29-b");

        assertThat(gate.code()).as(gate.all()).isEqualTo(100);
        assertThat(gate.err()).contains("asked once more").contains("confirm");
        assertThat(gate.out()).contains("A second sample confirms it");
        assertThat(project.json("runs/2025-01-29-b/confirm/run.json").at("/spec").toString())
            .isEqualTo(project.json("runs/2025-01-29-b/run.json").at("/spec").toString());
    }

    @Test
    void aFailureThatDoesNotComeBackIsInconclusiveAndNoPass() {
        project.wrong(0);
        Typed gate = project.type("gate", "2025-01-29-b");

        assertThat(gate.code()).as(gate.all()).isZero();
        assertThat(gate.out()).contains("Gate INCONCLUSIVE").contains("not confirmed");
        assertThat(project.type("gate", "2025-01-29-b", "--on-inconclusive", "fail").code()).isEqualTo(101);
    }

    @Test
    void aRunIsAskedAgainOnlyOnce() {
        project.wrong(0);
        project.type("gate", "2025-01-29-b");
        String second = project.read("runs/2025-01-29-b/confirm/transcripts.jsonl");
        project.wrong(60);

        assertThat(project.type("gate", "2025-01-29-b").out()).contains("not confirmed");
        assertThat(project.read("runs/2025-01-29-b/confirm/transcripts.jsonl")).isEqualTo(second);
        assertThat(project.type("bless", "2025-01-29-b").code()).as("a failure that was not confirmed is no failure").isZero();
    }

    @Test
    void aPassIsNotAskedAgain() {
        project.wrong(0);
        project.ran();

        assertThat(project.type("gate", "2025-01-29-c").code()).isZero();
        assertThat(folder.resolve("runs/2025-01-29-c/confirm")).doesNotExist();
    }

    @Test
    void theCapHoldsForBothSamplesAndTheRestIsAskedLater() {
        project.gate("confirm: 1", "varies: [model, sampling]", "rules: [{suite: '*', metric: accuracy, maxDrop: 5pp}]");
        String yaml = project.read("assay.yaml") + PRICES;
        project.rules(GateProject.samples(30).stream().map(sample -> "{\"sample\": \"" + sample
            + "\", \"correct\": false, \"usage\": {\"input\": 100, \"output\": 1000}}"), "{\"correct\": true, \"usage\": {\"input\": 100, \"output\": 1000}}");
        project.write("assay.yaml", "version: 1\n" + PRICES);
        assertThat(project.runGated("--max-cost-usd", "9", "--max-tokens", "2000").code()).isZero();
        project.write("assay.yaml", yaml);
        double first = project.json("runs/2025-01-29-c/summary.json").at("/costs/total").asDouble();
        assertThat(first).isBetween(8.0, 8.5);

        Typed gate = project.type("gate", "2025-01-29-c", "--max-cost-usd", "10", "--baseline", "run:2025-01-29-a", "--yes");
        assertThat(gate.code()).as(gate.all()).isEqualTo(103);
        assertThat(gate.err()).contains("not confirmed yet").contains("no verdict");
        assertThat(first + project.json("runs/2025-01-29-c/confirm/summary.json").at("/costs/total").asDouble()).isLessThanOrEqualTo(10.0);

        Typed raised = project.type("gate", "2025-01-29-c", "--max-cost-usd", "30", "--baseline", "run:2025-01-29-a");
        assertThat(raised.code()).as(raised.all()).isEqualTo(100);
    }

    @Test
    void whoSaysNoHasNoVerdict() {
        project.write("assay.yaml", project.read("assay.yaml") + PRICES);

        Typed gate = project.ask("n", "gate", "2025-01-29-b");
        assertThat(gate.code()).as(gate.all()).isEqualTo(103);
        assertThat(gate.err()).contains("Send up to 200 requests?").contains("Nothing was sent");
        assertThat(folder.resolve("runs/2025-01-29-b/confirm")).doesNotExist();
        assertThat(project.ask("y", "gate", "2025-01-29-b").code()).isEqualTo(100);
    }
}
