package dev.assay.cli;

import dev.assay.runners.sandbox.BwrapProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// A run whose programs had no box, at the gate. The programs are right answers of a published dataset and nothing.
@Tag("box")
class UnboxedGateTest {

    @TempDir
    private Path folder;

    private Typed type(String... args) {
        return Typed.in(folder, Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()), args);
    }

    @Test
    void nobodyJudgesBlessesOrComparesItInSilence() throws Exception {
        Path root = Optional.ofNullable(System.getenv("ASSAY_SHARED")).map(Path::of).orElse(Path.of("../../shared"));
        Path file = root.resolve("data/humaneval/HumanEval.jsonl");
        assumeTrue(Files.exists(file), "skipped: ../shared is not there");
        assumeTrue(BwrapProvider.oneShot(Boxes.TEMPORARY).probe().missing().stream().noneMatch(text -> text.contains("Linux")), "not run: not Linux");
        Files.writeString(folder.resolve("assay.yaml"), "version: 1\ngate:\n  rules: [{suite: '*', metric: accuracy, min: 10%}]\n");
        String run = folder.resolve("run").toString();

        Typed ran = type("run", "--suite", "code/humaneval", "--set", "code/humaneval.file=" + file.toAbsolutePath(), "--model", "scripted/coin?p=1",
            "--model", "scripted/steady?p=1", "--limit", "3", "--yes", "--run-dir", run, "--unsafe-no-sandbox");
        assertThat(ran.code()).as(ran.all()).isEqualTo(102);

        Typed gate = type("gate", run, "--format", "json");
        assertThat(gate.code()).as(gate.all()).isEqualTo(102);
        JsonNode verdict = JsonMapper.builder().build().readTree(gate.out()).path("gate");
        assertThat(verdict.path("verdict").asString()).isEqualTo("INCOMPARABLE");
        assertThat(verdict.path("standing").asString()).isEqualToIgnoringCase("unjudged");
        assertThat(verdict.path("checks")).allSatisfy(check -> assertThat(check.path("sentence").asString()).contains("isolation NONE"));
        assertThat(verdict.path("pairs").toString()).doesNotContain("\"isolation\":\"NAMESPACE\"");

        Typed blessed = type("bless", run);
        assertThat(blessed.code()).as(blessed.all()).isEqualTo(2);
        assertThat(blessed.err()).contains("isolation NONE");

        Typed compared = type("compare", run + ":scripted/coin?p=1", run + ":scripted/steady?p=1");
        assertThat(compared.all()).contains("without any box");
        assertThat(Files.readString(folder.resolve("run/report.html"))).contains("without any box");
    }
}
