package dev.assay.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Recorded answers of real models, compared. The expected figures come from another program: counts from the runs' verdicts, McNemar's p from sums of
/// binomial coefficients, Tango's interval by bisection of its score.
final class RecordedComparisonTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private static Path data() {
        Optional<Path> named = Optional.ofNullable(System.getenv("ASSAY_SHARED")).map(Path::of);
        Path here = Path.of("").toAbsolutePath();
        Path found = named.or(() -> Stream.of(here.getParent(), here).map(root -> root.resolveSibling("shared")).filter(Files::isDirectory).findFirst())
            .orElse(here.resolve("shared")).resolve("data");
        Assumptions.assumeTrue(Files.isDirectory(found.resolve("zeroeval-gsm")) && Files.isDirectory(found.resolve("farel-bench")),
            "skipped: ../shared is not there");
        return found;
    }

    private void imported(String run, Path file, String suite, String setting) {
        Typed typed = Typed.withRuns(folder, "import", file.toString(), "--suite", suite, "--set", setting, "--run-dir",
            folder.resolve("runs").resolve(run).toString());
        assertThat(typed.code()).as(typed.all()).isZero();
    }

    private JsonNode difference(String a, String b) {
        Typed typed = Typed.withRuns(folder, "compare", a, b, "--format", "json");
        assertThat(typed.code()).as(typed.all()).isZero();
        return JSON.readTree(typed.out()).path("tasks").get(0).path("difference");
    }

    private static void check(JsonNode difference, int n, int aOnly, int bOnly, double p, double low, double high) {
        assertThat(difference.path("n").asInt()).isEqualTo(n);
        assertThat(difference.path("onlyA").asInt()).isEqualTo(aOnly);
        assertThat(difference.path("onlyB").asInt()).isEqualTo(bOnly);
        assertThat(difference.path("effect").asDouble()).isEqualTo((double) (aOnly - bOnly) / n, within(1e-15));
        assertThat(difference.path("p").asDouble()).isEqualTo(p, within(1e-15));
        assertThat(difference.path("low").asDouble()).isEqualTo(low, within(1e-9));
        assertThat(difference.path("high").asDouble()).isEqualTo(high, within(1e-9));
    }

    @Test
    void o1MiniAndGpt4oAreNotToldApartOnGradeSchoolMathematics() {
        Path data = data();
        String setting = "math/gsm8k.file=" + data.resolve("gsm8k/test.jsonl");
        imported("o1-mini", data.resolve("zeroeval-gsm/o1-mini-2024-09-12.json"), "gsm8k", setting);
        imported("gpt-4o", data.resolve("zeroeval-gsm/gpt-4o-2024-08-06.json"), "gsm8k", setting);
        JsonNode difference = difference("o1-mini", "gpt-4o");

        check(difference, 1319, 17, 18, 1, -0.010025997780867508, 0.008441314690382368);
        assertThat(difference.path("found").asBoolean()).isFalse();
        assertThat(difference.path("detectableDifference").asDouble()).isEqualTo(0.012570514484372212, within(1e-12));
        assertThat(difference.path("pairingSaved").asDouble()).isEqualTo(0.6396759237577789, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"o1-mini, o1-preview, 5, 1, 0.21875, -0.0024896397525942804, 0.023795923326776887",
            "deepseek-r1, qwq-32b-preview, 14, 0, 0.0001220703125, 0.018621099270101374, 0.05153877308584",
            "o1-preview, qwq-32b-preview, 14, 4, 0.0308837890625, 0.004194355049217575, 0.043780315009321336"})
    void farelBenchGivesTheFiguresOfAnotherProgram(String a, String b, int aOnly, int bOnly, double p, double low, double high) {
        Path data = data();
        for (String model : new String[]{a, b}) {
            imported(model, data.resolve("farel-bench/" + model + ".log"), "farel-bench",
                "reasoning/farel-bench.file=" + data.resolve("farel-bench/farel-bench.csv"));
        }

        check(difference(a, b), 450, aOnly, bOnly, p, low, high);
    }
}
