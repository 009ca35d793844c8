package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.run.Outcome;
import dev.assay.core.scorer.Score;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The published logs of farel-bench give the published figures, by the published rule: 99.78, 98.89, 99.78 and 96.67 %. The older rule, which
/// reads the first tag alone, gives one of the four models 50.22 %.
final class FarelImportTest {

    private static final double QUIZZES = 450;

    @TempDir
    private Path folder;

    private static Path data() {
        Optional<Path> named = Optional.ofNullable(System.getenv("ASSAY_SHARED")).map(Path::of);
        Path here = Path.of("").toAbsolutePath();
        Path found = named.or(() -> Stream.of(here.getParent(), here).map(root -> root.resolveSibling("shared")).filter(Files::isDirectory).findFirst())
            .orElse(here.resolve("shared")).resolve("data/farel-bench");
        Assumptions.assumeTrue(Files.isDirectory(found), "skipped: ../shared is not there");
        return found;
    }

    @ParameterizedTest
    @CsvSource({"o1-mini, 99.78, 99.78", "o1-preview, 98.89, 98.89", "deepseek-r1, 99.78, 99.78", "qwq-32b-preview, 96.67, 50.22"})
    void aPublishedLogReproducesItsFigure(String model, double boxOrTag, double tagOnly) {
        Path data = data();
        Typed typed = Typed.withRuns(folder, "import", data.resolve(model + ".log").toString(), "--suite", "farel-bench", "--set",
            "reasoning/farel-bench.file=" + data.resolve("farel-bench.csv"));
        assertThat(typed.code()).as(typed.all()).isZero();
        Map<String, Integer> right = new TreeMap<>();
        Map<String, Integer> byRelation = new TreeMap<>();
        RunLog.open(folder.resolve("runs/2025-01-29-a")).forEach(result -> {
            byRelation.merge(String.valueOf(result.metadata().get("relation")), 1, Integer::sum);
            ((Outcome.Scored) result.outcome()).judgements()
                .forEach(judgement -> right.merge(judgement.scorer().name(), judgement.score() instanceof Score.Correct ? 1 : 0, Integer::sum));
        });
        // Fifty quizzes for each of nine relations: the macro average over relations is the mean over quizzes.
        assertThat(byRelation).hasSize(9).allSatisfy((relation, count) -> assertThat(count).isEqualTo(50));
        assertThat(percent(right, "farel-bench")).isEqualTo(boxOrTag);
        assertThat(percent(right, "farel-bench-tag")).isEqualTo(tagOnly);
    }

    private static double percent(Map<String, Integer> right, String scorer) {
        return Math.round(right.getOrDefault(scorer, 0) / QUIZZES * 10_000) / 100.0;
    }
}
