package dev.assay.cli;

import dev.assay.core.log.RunLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// A race of invented models, from the command line.
final class RankTest {

    private static final List<String> FIELD = List.of("scripted/coin?p=0.95", "scripted/coin?p=0.5", "scripted/coin?p=0.3");

    @TempDir
    private Path folder;

    private Typed rank(List<String> models, String... more) {
        List<String> words = new ArrayList<>(List.of("rank", "--suite", "math/word-problems", "--set", "math/word-problems.samples=400"));
        models.forEach(model -> words.addAll(List.of("--model", model)));
        return Typed.withRuns(folder, Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private Path run(String name) {
        return folder.resolve("runs").resolve(name);
    }

    private JsonNode page(String run) throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(run(run).resolve("rank.json")));
    }

    @Test
    void theBestIsFoundWithAFractionOfTheCalls() throws IOException {
        Typed typed = rank(FIELD, "--concurrency", "2");
        assertThat(typed.code()).as(typed.all()).isZero();
        assertThat(typed.out()).contains("scripted/coin?p=0.95 is the best, certain at 95%").contains("stopped early after").contains("beaten by");
        int answered = RunLog.open(run("2025-01-29-a")).answered().size();
        assertThat(answered).isLessThan(400);
        JsonNode page = page("2025-01-29-a");
        assertThat(page.get("certain").asBoolean()).isTrue();
        assertThat(page.get("asked").asInt()).isEqualTo(answered);
        assertThat(page.get("models").get(0).get("model").asString()).isEqualTo("scripted/coin?p=0.95");
        assertThat(page.get("models").get(2).get("stoppedEarly").asBoolean()).isTrue();
        double low = page.get("models").get(2).get("low").asDouble();
        double high = page.get("models").get(2).get("high").asDouble();
        assertThat(low).isLessThan(.3);
        assertThat(high).isGreaterThan(.3);
    }

    @Test
    void theSameCommandGivesTheSameRaceAgainAndAsksNothing() throws IOException {
        rank(FIELD, "--concurrency", "2");
        String first = Files.readString(run("2025-01-29-a").resolve("rank.json"));
        Typed again = rank(FIELD, "--concurrency", "2");
        assertThat(again.err()).contains("continuing " + run("2025-01-29-a"));
        assertThat(Files.readString(run("2025-01-29-a").resolve("rank.json"))).isEqualTo(first);
    }

    @Test
    void aRaceThatWasCutOffGoesOnAndEndsAlike() throws IOException {
        rank(FIELD, "--concurrency", "1");
        JsonNode whole = page("2025-01-29-a");
        for (int lines : List.of(1, 30, 100)) {
            Path copy = Files.createDirectories(run("cut-" + lines));
            Files.copy(run("2025-01-29-a").resolve("run.json"), copy.resolve("run.json"));
            for (String file : List.of("transcripts.jsonl", "scores.jsonl")) {
                Files.write(copy.resolve(file), Files.readAllLines(run("2025-01-29-a").resolve(file)).subList(0, lines));
            }
            Typed resumed = rank(FIELD, "--concurrency", "1", "--run-dir", copy.toString());
            assertThat(resumed.code()).as(resumed.all()).isZero();
            JsonNode page = page("cut-" + lines);
            assertThat(page.get("models")).isEqualTo(whole.get("models"));
            assertThat(page.get("turns")).isEqualTo(whole.get("turns"));
        }
    }

    @Test
    void aBudgetInCallsIsKeptAndALargerOneGoesOn() throws IOException {
        Typed typed = rank(FIELD, "--budget", "30calls");
        assertThat(typed.code()).as(typed.all()).isZero();
        assertThat(RunLog.open(run("2025-01-29-a")).answered()).hasSize(30);
        assertThat(typed.err()).contains("The budget is used up before the best was certain");
        assertThat(typed.out()).contains("the best is not certain yet");
        Typed more = rank(FIELD, "--budget", "1200calls");
        assertThat(more.err()).contains("continuing " + run("2025-01-29-a"));
        assertThat(page("2025-01-29-a").get("certain").asBoolean()).isTrue();
    }

    @Test
    void aBudgetInMoneyOrWithoutAUnitIsRefusedWithWhatToWrite() {
        Typed money = rank(FIELD, "--budget", "5usd");
        assertThat(money.code()).isEqualTo(2);
        assertThat(money.err()).contains("\"5usd\" is money.  Write --max-cost-usd 5");
        Typed bare = rank(FIELD, "--budget", "2000");
        assertThat(bare.code()).isEqualTo(2);
        assertThat(bare.err()).contains("is no number of calls").contains("2000calls");
    }

    @Test
    void aRaceNeedsTwoModels() {
        Typed typed = rank(List.of("scripted/coin?p=0.9"));
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("A race needs two models").contains("--model");
    }

    @Test
    void severalTasksMakeOneRaceAndJsonStandsAloneOnStandardOutput() {
        Typed typed = rank(FIELD, "--suite", "math/linear-systems", "--format", "json");
        assertThat(typed.code()).as(typed.all()).isZero();
        JsonNode page = JsonMapper.builder().build().readTree(typed.out());
        assertThat(page.get("schema").asString()).isEqualTo("assay.rank/1");
        assertThat(page.get("available").asInt()).isGreaterThan(400);
    }

    /// A model that answers slowly does not let the fast ones run ahead: they wait within a window.
    @Test
    void aFastModelDoesNotRunAheadOfASlowOne() {
        Typed typed = rank(List.of("scripted/coin?p=0.95&delay=20ms", "scripted/coin?p=0.1"), "--concurrency", "4");
        assertThat(typed.code()).as(typed.all()).isZero();
        assertThat(RunLog.open(run("2025-01-29-a")).answered().size()).isLessThan(150);
    }
}
