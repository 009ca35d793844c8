package dev.assay.cli;

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
}
