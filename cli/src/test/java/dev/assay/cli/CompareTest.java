package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// `assay compare`, and the groupings of a printed table, on the run of the demo.
final class CompareTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private static Path folder;
    private static boolean made;

    private static Typed typed(String... args) {
        if (!made) {
            assertThat(Typed.withRuns(folder, "demo", "--invented", "--quiet").code()).isZero();
            made = true;
        }
        return Typed.withRuns(folder, args);
    }

    @Test
    void theDemoShowsRanksThatHoldTheTruth() {
        JsonNode summary = JSON.readTree(typed("report", "demo", "--format", "json", "--quiet").out());
        for (JsonNode task : summary.path("tasks")) {
            JsonNode rows = task.path("rows");
            // By their true abilities: steady before coin before rambler.
            for (JsonNode row : rows) {
                int truth = row.path("model").asString().contains("steady") ? 1 : row.path("model").asString().contains("coin") ? 2 : 3;
                assertThat(truth).as(row.toString()).isBetween(row.path("ranks").path("best").asInt(), row.path("ranks").path("worst").asInt());
                assertThat(row.path("detectableDifference").asDouble()).isBetween(.05, .15);
            }
        }
        assertThat(summary.path("overall").path("rows").size()).isEqualTo(3);
        assertThat(typed("report", "demo").out()).contains("ranks  model", "MDE", "Leads: scripted/steady.",
            "No difference found between scripted/coin and scripted/rambler (");
    }

    @Test
    void twoModelsOfTheNewestRunAreComparedByTheirBareNames() {
        Typed typed = typed("compare", "steady", "coin");

        assertThat(typed.code()).as(typed.all()).isZero();
        assertThat(typed.out()).contains("scripted/steady is better than scripted/coin over 3 tasks with equal weights",
            "Student's t, clustered by sample");
        assertThat(typed("compare", "demo:scripted/steady", "demo:coin").out()).isEqualTo(typed.out());
    }

    @Test
    void theJsonSaysWhatTheLeaderboardSays() {
        JsonNode comparison = JSON.readTree(typed("compare", "coin", "rambler", "--format", "json").out());
        JsonNode summary = JSON.readTree(typed("report", "demo", "--format", "json", "--quiet").out());
        for (int i = 0; i < 3; i++) {
            JsonNode pair = summary.path("tasks").get(i).path("standings").path("pairs").get(2);
            JsonNode difference = comparison.path("tasks").get(i).path("difference");
            assertThat(difference.path("effect").asDouble()).isEqualTo(pair.path("difference").asDouble());
            assertThat(difference.path("p").asDouble()).isEqualTo(pair.path("p").asDouble());
            assertThat(difference.path("low").asDouble()).isEqualTo(pair.path("low").asDouble());
        }
        assertThat(comparison.path("schema").asString()).isEqualTo("assay.comparison/1");
    }

    @Test
    void filesAreWrittenWhereTheyAreWanted() throws IOException {
        Path out = folder.resolve("out");
        Typed typed = typed("compare", "steady", "coin", "--output", out.toString());

        assertThat(typed.code()).as(typed.all()).isZero();
        assertThat(out).isDirectoryContaining("glob:**comparison.html").isDirectoryContaining("glob:**comparison.md")
            .isDirectoryContaining("glob:**comparison.csv").isDirectoryContaining("glob:**comparison.json");
        assertThat(Files.readString(out.resolve("comparison.html"))).startsWith("<!DOCTYPE html>").contains("<mark>", "Content-Security-Policy");
    }

    @Test
    void anUnknownModelIsToldWithTheNearestKnownOne() {
        Typed typed = typed("compare", "stedy", "coin");

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("has no model \"stedy\", and no run is called so.", "Did you mean \"steady\"?");
    }

    @Test
    void aRunOfSeveralModelsMustBeToldWhichIsMeant() {
        assertThat(typed("compare", "demo", "demo").err()).contains("has several models.  Name one as RUN:MODEL, such as demo:scripted/steady");
        assertThat(typed("compare", "demo:steady", "demo:steady").err()).contains("Both arguments mean");
        assertThat(typed("compare", "demo:steady", "nosuch/run:steady").code()).isEqualTo(2);
    }

    @Test
    void rowsAreGroupedAsAsked() {
        assertThat(typed("report", "demo", "--by", "category").out()).contains("overall, 3 tasks with equal weights", "math, one task")
            .doesNotContain("math/word-problems   ");
        assertThat(typed("report", "demo", "--by", "task").out()).contains("math/word-problems   200 samples").doesNotContain("overall,");
        assertThat(typed("report", "demo", "--by", "level").out()).contains("Exploratory: ", "math/word-problems, level 1").doesNotContain("ranks  model");
        Typed wrong = typed("report", "demo", "--by", "levle");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("Did you mean \"level\"?");
    }
}
