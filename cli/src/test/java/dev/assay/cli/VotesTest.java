package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// A run with several epochs shows what its tries amount to together.
final class VotesTest {

    private static Typed run(Path folder, int epochs) {
        Typed typed = Typed.withRuns(folder, "run", "--suite", "math/word-problems", "--model", "scripted/coin?p=0.5&seed=1", "--limit", "8", "--epochs",
            Integer.toString(epochs), "--yes", "--run-dir", folder.resolve("runs/one").toString());
        assertThat(typed.code()).as(typed.all()).isZero();
        return typed;
    }

    private static JsonNode row(Path folder) throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(folder.resolve("runs/one/summary.json"))).path("tasks").get(0).path("rows").get(0);
    }

    @Test
    void severalTriesAreShownAsVoteAndAsPass(@TempDir Path folder) throws IOException {
        Typed typed = run(folder, 3);
        assertThat(typed.out()).contains("maj@k").contains("pass@k");
        assertThat(Files.readString(folder.resolve("runs/one/summary.md"))).contains("| maj@k | pass@k | pass^k |");
        assertThat(Files.readString(folder.resolve("runs/one/report.html"))).contains(">maj@k</abbr>");
        JsonNode row = row(folder);
        JsonNode tries = row.path("tries");
        assertThat(tries.path("k").intValue()).isEqualTo(3);
        double accuracy = row.path("accuracy").path("value").doubleValue();
        assertThat(tries.path("pass").path("value").doubleValue()).isGreaterThanOrEqualTo(accuracy);
        assertThat(tries.path("passAll").path("value").doubleValue()).isLessThanOrEqualTo(accuracy);
        assertThat(tries.path("majority").path("value").doubleValue()).isBetween(tries.path("passAll").path("value").doubleValue(),
            tries.path("pass").path("value").doubleValue());
        assertThat(tries.path("tied").isNumber()).isTrue();
    }

    @Test
    void oneTryHasNoVote(@TempDir Path folder) throws IOException {
        assertThat(run(folder, 1).out()).doesNotContain("maj@k");
        assertThat(row(folder).has("tries")).isFalse();
        assertThat(Files.readString(folder.resolve("runs/one/report.html"))).doesNotContain("maj@k");
    }

    /// The same number written in three ways is one answer.
    @Test
    void answersWrittenDifferentlyVoteAsOne(@TempDir Path folder) throws IOException {
        run(folder, 3);
        Path transcripts = folder.resolve("runs/one/transcripts.jsonl");
        AtomicInteger turn = new AtomicInteger();
        String same = Pattern.compile("Final answer: [-0-9./]+").matcher(Files.readString(transcripts))
            .replaceAll(_ -> "Final answer: " + switch (turn.getAndIncrement() % 3) {
                case 0 -> "1/2";
                case 1 -> "0.50";
                default -> "2/4";
            });
        Files.writeString(transcripts, same);
        assertThat(Typed.withRuns(folder, "score", "one").code()).isZero();
        assertThat(row(folder).path("tries").path("distinctAnswers").doubleValue()).isEqualTo(1.0);
    }
}
