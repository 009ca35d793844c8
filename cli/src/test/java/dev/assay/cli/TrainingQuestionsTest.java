package dev.assay.cli;

import dev.assay.core.dataset.Sample;
import dev.assay.suites.code.PredictOutput;
import dev.assay.suites.generated.Family;
import dev.assay.suites.math.WordProblems;
import dev.assay.suites.reasoning.KnightsAndKnaves;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// The tiny models are never trained on a question that they are measured by.
///
/// `training/settings.json` says which questions the training draws from and which ones measure, `training/withheld.txt` which of the former it leaves out.
/// All of them are made again here.
class TrainingQuestionsTest {

    private static final Path TRAINING = Path.of("").toAbsolutePath().getParent().resolve("training");
    private static final List<Family> FAMILIES = List.of(new WordProblems(), new KnightsAndKnaves(), new PredictOutput());

    private static JsonNode settings = JsonMapper.builder().build().createObjectNode();
    private static Set<String> withheld = Set.of();

    @BeforeAll
    static void read() throws IOException {
        settings = JsonMapper.builder().build().readTree(Files.readString(TRAINING.resolve("settings.json")));
        withheld = new TreeSet<>(Files.readAllLines(TRAINING.resolve("withheld.txt")));
    }

    private static Stream<String> texts(JsonNode source, long seed) {
        String task = source.path("task").asString();
        Family family = FAMILIES.stream().filter(candidate -> candidate.taskId().equals(task)).findFirst().orElseThrow();
        return family.generate(seed, source.path("samples").asInt(), Optional.of(source.path("level").asInt())).samples().stream()
            .map(TrainingQuestionsTest::text);
    }

    private static String text(Sample sample) {
        return sample.input().getLast().text();
    }

    /// The questions of the evaluation: those `asked`, or all that are `withheld`.
    private static Stream<String> evaluation(String part) {
        long seed = settings.path("evaluation").path("seed").asLong();
        return settings.path("evaluation").path(part).valueStream().flatMap(source -> texts(source, seed));
    }

    /// What `withheld.txt` holds of a question: the first 16 hexadecimal digits of its SHA-256.
    private static String fingerprint(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8))).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    @Test
    void trainingAndEvaluationHaveDifferentSeeds() {
        long measured = settings.path("evaluation").path("seed").asLong();
        assertThat(settings.path("training").valueStream().map(source -> source.path("seed").asLong())).isNotEmpty().doesNotContain(measured);
    }

    @Test
    void everyQuestionOfTheEvaluationIsAmongThoseWithheld() {
        assertThat(withheld).isEqualTo(new TreeSet<>(evaluation("withheld").map(TrainingQuestionsTest::fingerprint).toList()));
        assertThat(evaluation("asked")).hasSize(1000).doesNotHaveDuplicates().allSatisfy(text -> assertThat(withheld).contains(fingerprint(text)));
    }

    @Test
    void noQuestionIsBothTrainedOnAndMeasuredBy() {
        Set<String> measured = new HashSet<>(evaluation("asked").toList());
        int drawnTwice = 0;
        for (JsonNode source : settings.path("training").values()) {
            List<String> drawn = texts(source, source.path("seed").asLong()).toList();
            List<String> trained = drawn.stream().filter(text -> !withheld.contains(fingerprint(text))).toList();
            assertThat(trained).as(source.toString()).hasSizeGreaterThan(drawn.size() * 9 / 10);
            assertThat(trained.stream().filter(measured::contains)).as(source.toString()).isEmpty();
            drawnTwice += drawn.size() - trained.size();
        }
        assertThat(drawnTwice).as("questions that both seeds draw, as there are not many different ones of their kind").isPositive();
    }
}
