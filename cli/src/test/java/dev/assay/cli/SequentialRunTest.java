package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.run.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/// A run under a sequential gate, from the command line: it asks no more than is needed, and the log gives the same verdict again.
final class SequentialRunTest {

    private static final String RULES = "rules: [{suite: '*', metric: accuracy, maxDrop: 5pp}]";
    private static final int ALL = 200;

    @TempDir
    private Path folder;
    private GateProject project;

    @BeforeEach
    void blessARunInWhichEveryAnswerIsRight() {
        project = GateProject.in(folder, RULES);
        Typed run = project.run();
        assertThat(run.code()).as(run.all()).isZero();
        Typed blessed = project.type("bless", "2025-01-29-a", "--yes", "--force", "a test needs one");
        assertThat(blessed.code()).as(blessed.all()).isZero();
        project.gate("sequential: true", RULES);
    }

    private Path run(String name) {
        return folder.resolve("runs").resolve(name);
    }

    private Set<Trial> answered(String name) {
        return RunLog.open(run(name)).answered();
    }

    private JsonNode state(String name) {
        return project.json("runs/" + name + "/sequential.json").get("state");
    }

    private JsonNode onlyBet(String name) {
        return state(name).get("courses").get(0).get("bets").get(0);
    }

    /// Continues or begins, as a person would.
    private Typed sequential(String... more) {
        return project.type(Stream.concat(Stream.of("run", "--suite", "math/word-problems", "--model", GateProject.MODEL, "--set",
            "math/word-problems.samples=200"), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void anUnchangedModelPassesAndMostSamplesAreNotNeeded() {
        Typed typed = sequential("--concurrency", "4");

        assertThat(typed.code()).as(typed.all()).isZero();
        assertThat(typed.err()).contains("decided after 81 of 200 turns").contains("were not needed");
        assertThat(typed.all()).contains("PASS");
        assertThat(answered("2025-01-29-b").size()).isBetween(81, 81 + 40);
        assertThat(onlyBet("2025-01-29-b").get("decision").asString()).isEqualTo("PASS");
        assertThat(onlyBet("2025-01-29-b").get("sequential").get("used").asInt()).isEqualTo(81);
        assertThat(state("2025-01-29-b").get("courses").get(0).get("finished").asBoolean()).isTrue();
    }

    @Test
    void aBrokenModelFailsEarlyAndTheGateSaysTheSameAgainFromTheLog() {
        project.wrong(100);
        Typed typed = sequential("--concurrency", "1");
        assertThat(typed.code()).as(typed.all()).isEqualTo(100);
        int asked = answered("2025-01-29-b").size();
        assertThat(asked).isLessThan(ALL / 2);
        assertThat(onlyBet("2025-01-29-b").get("sequential").get("used").asInt()).isEqualTo(asked);

        Typed gate = project.type("gate", "2025-01-29-b");
        assertThat(gate.code()).as(gate.all()).isEqualTo(100);
        assertThat(gate.err()).doesNotContain("disagrees");
        assertThat(gate.out()).contains("FAIL");
    }

    @Test
    void theStateCanBeLostAndTheLogGivesTheSameVerdict() throws IOException {
        project.wrong(100);
        sequential("--concurrency", "1");
        Files.delete(run("2025-01-29-b").resolve("sequential.json"));
        Typed gate = project.type("gate", "2025-01-29-b");
        assertThat(gate.code()).as(gate.all()).isEqualTo(100);
    }

    @Test
    void aFinishedRunIsNotContinuedButANewOneBegins() {
        assertThat(sequential().code()).isZero();
        Typed second = sequential();
        assertThat(second.code()).as(second.all()).isZero();
        assertThat(second.err()).contains("writing " + run("2025-01-29-c"));
    }

    @Test
    void whatWasGivenUpAtItsCapGoesOnWhereTheGateSaysExtend() {
        project.gate("sequential: true", "rules: [{suite: '*', metric: accuracy, maxDrop: 15pp}]");
        project.wrong(24);
        Typed stopped = sequential("--concurrency", "1");
        assertThat(onlyBet("2025-01-29-b").get("decision").asString()).as(stopped.all()).isIn("OPEN", "PASS", "FAIL");
        int used = onlyBet("2025-01-29-b").get("sequential").get("used").asInt();
        int cap = onlyBet("2025-01-29-b").get("sequential").get("cap").asInt();
        assertThat(cap).isEqualTo(83);
        if (!onlyBet("2025-01-29-b").get("decision").asString().equals("OPEN")) {
            assertThat(used).isLessThanOrEqualTo(cap);
            return;
        }
        assertThat(used).isEqualTo(cap);
        Typed extended = sequential("--concurrency", "1", "--on-inconclusive", "extend");
        assertThat(extended.err()).contains("continuing " + run("2025-01-29-b"));
        assertThat(state("2025-01-29-b").get("extended").asBoolean()).isTrue();
        int further = onlyBet("2025-01-29-b").get("sequential").get("used").asInt();
        assertThat(further).isGreaterThan(cap);

        Typed never = sequential("--concurrency", "1", "--on-inconclusive", "extend", "--new");
        assertThat(never.code()).isEqualTo(extended.code());
        assertThat(onlyBet("2025-01-29-c").get("sequential")).isEqualTo(onlyBet("2025-01-29-b").get("sequential"));
        assertThat(answered("2025-01-29-c")).isEqualTo(answered("2025-01-29-b"));
    }

    /// Cut off after so many lines, as a kill leaves it, and taken up again.
    @Test
    void aRunThatWasCutOffGoesOnAndEqualsTheUndisturbedOne() throws IOException {
        project.wrong(10);
        Typed undisturbed = sequential("--concurrency", "1");
        JsonNode bet = onlyBet("2025-01-29-b");
        Set<Trial> asked = answered("2025-01-29-b");
        for (int lines : List.of(0, 1, 7, 40, asked.size() - 1)) {
            Path copy = copied("cut-" + lines, lines);
            Typed resumed = sequential("--concurrency", "1", "--run-dir", copy.toString());
            assertThat(resumed.err()).contains("continuing");
            assertThat(resumed.code()).as(resumed.all()).isEqualTo(undisturbed.code());
            assertThat(onlyBet("cut-" + lines).get("sequential")).isEqualTo(bet.get("sequential"));
            assertThat(answered("cut-" + lines)).isEqualTo(asked);
        }
    }

    private Path copied(String name, int lines) throws IOException {
        Path copy = Files.createDirectories(run(name));
        Files.copy(run("2025-01-29-b").resolve("run.json"), copy.resolve("run.json"));
        for (String file : List.of("transcripts.jsonl", "scores.jsonl")) {
            List<String> all = Files.readAllLines(run("2025-01-29-b").resolve(file));
            Files.write(copy.resolve(file), all.subList(0, lines));
        }
        return copy;
    }

    @Test
    void aStateThatDisagreesWithTheLogIsRefusedWhenTheRunGoesOnAndSaidWhenItIsJudged() throws IOException {
        project.wrong(10);
        sequential("--concurrency", "1");
        Path file = run("2025-01-29-b").resolve("sequential.json");
        String text = Files.readString(file);
        Files.writeString(file, text.replaceFirst("\"logE\" : [-0-9.E]+", "\"logE\" : 0.125"));
        assertThat(Files.readString(file)).isNotEqualTo(text);
        Typed resumed = sequential("--run-dir", run("2025-01-29-b").toString());
        assertThat(resumed.code()).as(resumed.all()).isEqualTo(2);
        assertThat(resumed.err()).contains("sequential.json  disagrees with the log").contains("--new");
        assertThat(project.type("gate", "2025-01-29-b").err()).contains("disagrees with the log, so the log counts");
    }

    @Test
    void aDamagedStateIsAnErrorThatSaysWhatToDo() throws IOException {
        sequential();
        Files.writeString(run("2025-01-29-b").resolve("sequential.json"), "{\"schema\": \"assay.sequential/1\", \"state\": [");
        Typed gate = project.type("gate", "2025-01-29-b");
        assertThat(gate.code()).isEqualTo(2);
        assertThat(gate.err()).contains("sequential.json  is damaged").contains("delete it");
    }

    @Test
    void withoutABaselineEverythingIsAskedSoThatItCanBeBlessed() throws IOException {
        Files.delete(folder.resolve(GateProject.BASELINE));
        Typed typed = sequential();
        assertThat(typed.err()).contains("no check can be decided early, so all 200 turns are asked");
        assertThat(answered("2025-01-29-b")).hasSize(ALL);
        assertThat(typed.all()).contains("MISSING");
    }

    @Test
    void aRunThatStoppedEarlyIsNotBlessed() {
        sequential();
        Typed blessed = project.type("bless", "2025-01-29-b", "--yes");
        assertThat(blessed.code()).as(blessed.all()).isEqualTo(2);
        assertThat(blessed.all()).contains("stopped early");
    }

    @Test
    void thePromptIsComparedOnTheSamplesThatWereAsked() throws IOException {
        Path baseline = folder.resolve(GateProject.BASELINE);
        String text = Files.readString(baseline);
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            lines.add(line.replaceAll("\"prompt\":\"[0-9a-f]{16}\"", "\"prompt\":\"0000000000000000\""));
        }
        assertThat(String.join("\n", lines)).isNotEqualTo(text);
        Files.writeString(baseline, String.join("\n", lines));
        Typed typed = sequential();
        assertThat(typed.code()).as(typed.all()).isEqualTo(102);
        assertThat(typed.all()).contains("INCOMPARABLE").contains("prompt");
    }
}
