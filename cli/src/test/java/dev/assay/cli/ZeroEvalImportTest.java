package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.SampleResult;
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

/// Recorded answers of two real models give the published figures, by the published rule.
final class ZeroEvalImportTest {

    @TempDir
    private Path folder;

    private static Path shared() {
        Optional<Path> named = Optional.ofNullable(System.getenv("ASSAY_SHARED")).map(Path::of);
        Path here = Path.of("").toAbsolutePath();
        Path found = named.or(() -> Stream.of(here.getParent(), here).map(root -> root.resolveSibling("shared")).filter(Files::isDirectory).findFirst())
            .orElse(here.resolve("shared"));
        Assumptions.assumeTrue(Files.isDirectory(found.resolve("data/zeroeval-gsm")), "skipped: ../shared is not there");
        return found;
    }

    @ParameterizedTest
    @CsvSource({"o1-mini-2024-09-12, 1267, 1268", "gpt-4o-2024-08-06, 1269, 1269"})
    void anImportedRecordingReproducesItsPublishedAccuracy(String model, int published, int ours) {
        Path data = shared().resolve("data");
        Typed typed = Typed.withRuns(folder, "import", data.resolve("zeroeval-gsm/" + model + ".json").toString(), "--suite", "gsm8k", "--set",
            "math/gsm8k.file=" + data.resolve("gsm8k/test.jsonl"));
        assertThat(typed.code()).as(typed.all()).isZero();
        Map<String, Integer> right = new TreeMap<>();
        int[] trials = new int[1];
        RunLog log = RunLog.open(folder.resolve("runs/2025-01-29-a"));
        log.forEach((SampleResult result) -> {
            trials[0]++;
            ((Outcome.Scored) result.outcome()).judgements()
                .forEach(judgement -> right.merge(judgement.scorer().name(), judgement.score() instanceof Score.Correct ? 1 : 0, Integer::sum));
        });
        assertThat(trials[0]).isEqualTo(1319);
        assertThat(right).containsEntry("answer-json", published).containsEntry("expression", ours);
        assertThat(log.header().provenance().origin()).hasValueSatisfying(origin -> assertThat(origin.format()).isEqualTo("zeroeval"));
    }
}
