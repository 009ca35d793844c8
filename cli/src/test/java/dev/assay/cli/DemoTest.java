package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.run.SampleResult;
import dev.assay.core.run.Trial;
import dev.assay.runners.model.llama.LocalModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The first command of the README, from end to end.
final class DemoTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @Test
    void theDemoRunsEveryModuleAndShowsTheTruthBesideTheEstimate() throws IOException {
        Typed demo = Typed.withRuns(folder, "demo", "--invented");
        assertThat(demo.code()).as(demo.all()).isZero();
        assertThat(demo.out()).contains("math/word-problems", "code/predict-output", "reasoning/knights", "true", "0.90", "0.70",
            "nothing was sent anywhere");
        Path run = folder.resolve("runs/demo");
        Set<Trial> trials = new HashSet<>();
        RunLog.open(run).forEach((SampleResult result) -> assertThat(trials.add(result.trial())).isTrue());
        assertThat(trials).hasSize(3 * 200 * 2 * 3);
        assertThat(Files.readString(run.resolve("report.html"))).contains("Invented models: nothing was sent anywhere", "true");

        Typed verify = Typed.withRuns(folder, "verify", "demo");
        assertThat(verify.code()).as(verify.all()).isZero();
        assertThat(verify.out()).contains("every number is what the log gives", "every verdict is what the scorers give");

        Typed score = Typed.withRuns(folder, "score", "demo");
        assertThat(score.code()).as(score.all()).isZero();
        assertThat(score.err()).contains("0 verdicts changed");
    }

    /// The tiny models that come along, where llama.cpp runs: one thinks, one does not, and one is cut off.
    @Test
    void tinyModelsShowWhatThinkingIsWorth() throws Exception {
        assumeTrue(LocalModel.isSupported() && LocalModel.trouble(Duration.ofSeconds(60)).isEmpty(), "not run: llama.cpp does not run on this machine");
        Typed demo = Typed.withRuns(folder, "demo", "--cache", folder.resolve("cache").toString());
        assertThat(demo.code()).as(demo.all()).isZero();
        assertThat(demo.out()).contains("llama/tiny-direct", "Leads: llama/tiny-think", "cut in");
        JsonNode comparison = JSON
            .readTree(Typed.withRuns(folder, "compare", "llama/tiny-think", "llama/tiny-direct", "--run", "demo", "--format", "json").out());
        assertThat(comparison.path("headline").asString()).startsWith("llama/tiny-think is better than llama/tiny-direct over 3 tasks with equal weights")
            .contains("p below 0.0001");
        assertThat(comparison.path("tasks")).hasSize(3);
        String page = Files.readString(folder.resolve("runs/demo/report.html"));
        assertThat(page).contains("Thinking budget", "cut in");

        Typed verify = Typed.withRuns(folder, "verify", "demo");
        assertThat(verify.code()).as(verify.all()).isZero();
    }

    @Test
    void theIntervalsOfTheDemoHoldTheTruth() {
        Typed demo = Typed.withRuns(folder, "demo", "--invented", "--format", "json", "--quiet");
        assertThat(demo.code()).as(demo.all()).isZero();
        JsonNode summary = JSON.readTree(demo.out());
        assertThat(summary.path("schema").asString()).isEqualTo("assay.summary/1");
        int rows = 0;
        for (JsonNode task : summary.path("tasks")) {
            for (JsonNode row : task.path("rows")) {
                rows++;
                double truth = row.path("trueAbility").asDouble();
                assertThat(truth).as(row.toString()).isBetween(row.path("accuracy").path("low").asDouble(), row.path("accuracy").path("high").asDouble());
            }
        }
        assertThat(rows).isEqualTo(9);
    }

    @Test
    void aSecondDemoLeavesTheFirstAlone() {
        assertThat(Typed.withRuns(folder, "demo", "--invented", "--quiet").code()).isZero();
        assertThat(Typed.withRuns(folder, "demo", "--invented", "--quiet").code()).isZero();
        assertThat(folder.resolve("runs/demo-2/report.html")).exists();
    }

    @Test
    void aNumberThatWasTamperedWithIsFound() throws IOException {
        assertThat(Typed.withRuns(folder, "demo", "--invented", "--quiet").code()).isZero();
        Path summary = folder.resolve("runs/demo/summary.json");
        Files.writeString(summary, Files.readString(summary).replaceFirst("\"n\" ?: ?200", "\"n\": 201"));
        Typed verify = Typed.withRuns(folder, "verify", "demo");
        assertThat(verify.code()).isEqualTo(2);
        assertThat(verify.out()).contains("wrong", "says 201, the log gives 200");
    }
}
