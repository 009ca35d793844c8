package dev.assay.cli;

import dev.assay.suites.answer.Grader;
import dev.assay.suites.answer.equality.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class ScoreDiffTest {

    private static Path run(Path folder) {
        Path run = folder.resolve("runs/one");
        Typed typed = Typed.withRuns(folder, "run", "--suite", "math/word-problems", "--model", "scripted/steady?p=0.9", "--limit", "3", "--yes", "--run-dir",
            run.toString());
        assertThat(typed.code()).as(typed.all()).isZero();
        return run;
    }

    @Test
    void aDifferenceIsShownAndNothingIsWritten(@TempDir Path folder) throws IOException {
        Path scores = run(folder).resolve("scores.jsonl");
        String stored = Files.readString(scores).replace("\"type\":\"Correct\"", "\"type\":\"Incorrect\"");
        Files.writeString(scores, stored);
        Typed typed = Typed.withRuns(folder, "score", "one", "--diff");
        assertThat(typed.code()).as(typed.all()).isZero();
        assertThat(typed.out()).contains("Incorrect").contains(" -> Correct").contains("expression/");
        assertThat(typed.err()).contains("verdicts would change; nothing was written");
        assertThat(Files.readString(scores)).isEqualTo(stored);
    }

    @Test
    void whereNothingChangesThereIsNothingToShow(@TempDir Path folder) {
        run(folder);
        Typed typed = Typed.withRuns(folder, "score", "one", "--diff");
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).contains("0 verdicts would change");
    }

    @Test
    void aProfileGoesWithADifference(@TempDir Path folder) {
        run(folder);
        Typed typed = Typed.withRuns(folder, "score", "one", "--profile", "strict");
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("Add --diff");
    }

    /// An answer with a unit that nobody asked for is right under standard and wrong under strict.
    @Test
    void aStricterProfileShowsWhichVerdictsWouldChange(@TempDir Path folder) throws IOException {
        Path transcripts = run(folder).resolve("transcripts.jsonl");
        Files.writeString(transcripts, Files.readString(transcripts).replaceAll("Final answer: ([0-9]+)", "Final answer: $1 apples"));
        assertThat(Typed.withRuns(folder, "score", "one", "--diff").out()).isEmpty();
        Typed typed = Typed.withRuns(folder, "score", "one", "--diff", "--profile", "strict");
        assertThat(typed.code()).as(typed.all()).isZero();
        assertThat(typed.out()).contains("Correct \"").contains("(expression/").contains("-> Incorrect").contains(" -> NOT_EQUAL")
            .containsPattern("expression/\\S+ standard sha256:[0-9a-f]{12} -> expression/\\S+ strict sha256:[0-9a-f]{12}");
        assertThat(Typed.withRuns(folder, "score", "one", "--diff", "--profile", "laxer").err()).contains("There is no profile \"laxer\"");
    }

    @Test
    void aRunSaysByWhichProfileItWasJudged(@TempDir Path folder) throws IOException {
        Path run = run(folder);
        String hash = new Grader(Profile.STANDARD).profileHash();
        assertThat(Files.readString(run.resolve("run.json"))).contains("\"expression/1.0\" : \"standard " + hash + "\"");
        assertThat(Files.readString(run.resolve("scores.jsonl")).lines()).isNotEmpty().allMatch(line -> line.contains("\"profileHash\":\"" + hash + "\""));
        assertThat(Files.readString(run.resolve("summary.json"))).contains("standard " + hash);
        assertThat(Files.readString(run.resolve("report.html"))).contains("standard " + hash.substring(0, 20));
        String trial = Files.readString(run.resolve("scores.jsonl")).replaceAll("(?s).*?\"sample\":\"([^\"]+)\".*", "$1");
        assertThat(Typed.withRuns(folder, "show", "one", "math/word-problems/" + trial).out()).contains("profileHash " + hash).contains("profile standard");
    }
}
