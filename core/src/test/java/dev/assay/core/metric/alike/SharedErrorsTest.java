package dev.assay.core.metric.alike;

import dev.assay.core.metric.StatisticsVectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

final class SharedErrorsTest {

    @TestFactory
    Stream<DynamicTest> theVectorsOfLineageHold() throws IOException {
        return StatisticsVectors.tests("lineage", SharedErrorsTest::holds);
    }

    private static void holds(StatisticsVectors vector) {
        JsonNode answers = vector.in().path("answers");
        String first = vector.in().path("pair").get(0).asString();
        String second = vector.in().path("pair").get(1).asString();
        List<List<Integer>> others = answers.propertyStream().filter(entry -> !entry.getKey().equals(first) && !entry.getKey().equals(second))
            .map(entry -> codes(entry.getValue())).toList();
        List<Integer> a = codes(answers.path(first));
        List<Integer> b = codes(answers.path(second));
        SharedErrors errors = SharedErrors.of(a, b, others, vector.count("minPool"));
        assertThat(errors.bothWrong()).isEqualTo(vector.out().path("bothWrong").asInt());
        assertThat(errors.used()).isEqualTo(codes(vector.out().path("itemsUsed")));
        assertThat(errors.matches()).isEqualTo(vector.out().path("observed").asInt());
        vector.holds("expected", errors.expected());
        vector.holds("variance", errors.variance());
        vector.holds("kappaX", errors.kappa().orElseThrow());
        vector.holds("z", errors.z().orElseThrow());
        vector.holds("pExact", errors.p());
        vector.holds("rawAgreeBothWrong", errors.rawAgreement().orElseThrow());
        vector.holds("capaDiscrete", ChanceCorrected.answers(a, b, vector.count("wrongOptions")).orElseThrow());
        vector.holds("errorConsistency", ChanceCorrected.errors(a, b).orElseThrow());
    }

    private static List<Integer> codes(JsonNode array) {
        return array.valueStream().map(JsonNode::asInt).toList();
    }

    @Test
    void whereEverybodyGivesTheSameWrongAnswerNothingIsShown() {
        List<Integer> same = Collections.nCopies(40, 1);
        SharedErrors errors = SharedErrors.of(same, same, List.of(same, same), SharedErrors.SMALLEST_POOL);
        assertThat(errors.kappa()).isEmpty();
        assertThat(errors.standardError()).isEmpty();
        assertThat(errors.z()).isEmpty();
        assertThat(errors.p()).isEqualTo(1);
    }

    @Test
    void withoutSharedErrorsThereIsNothingToSay() {
        SharedErrors errors = SharedErrors.of(List.of(0, 0, -1), List.of(1, 0, 2), List.of(List.of(1, 1, 1)), SharedErrors.SMALLEST_POOL);
        assertThat(errors.bothWrong()).isZero();
        assertThat(errors.rawAgreement()).isEmpty();
        assertThat(errors.p()).isEqualTo(1);
    }

    @Test
    void theNamesOfWrongAnswersAndTheOrderOfTheModelsChangeNothing() {
        Random random = new Random(20_250_129);
        List<List<Integer>> models = IntStream.range(0, 8).mapToObj(_ -> IntStream.range(0, 60).mapToObj(_ -> random.nextInt(5) - 1).toList()).toList();
        SharedErrors errors = SharedErrors.of(models.get(0), models.get(1), models.subList(2, 8), SharedErrors.SMALLEST_POOL);
        List<List<Integer>> renamed = models.stream().map(codes -> codes.stream().map(code -> code > 0 ? 1000 - code : code).toList()).toList();
        List<List<Integer>> rest = new ArrayList<>(renamed.subList(2, 8));
        Collections.shuffle(rest, random);
        SharedErrors again = SharedErrors.of(renamed.get(1), renamed.get(0), rest, SharedErrors.SMALLEST_POOL);
        assertThat(again).isEqualTo(errors);
    }

    @Test
    void unrelatedModelsAreSeldomFoundAlike() {
        Random random = new Random(7);
        int found = 0;
        for (int round = 0; round < 400; round++) {
            List<List<Integer>> models = IntStream.range(0, 8).mapToObj(_ -> IntStream.range(0, 120).mapToObj(_ -> popular(random)).toList()).toList();
            found += SharedErrors.of(models.get(0), models.get(1), models.subList(2, 8), SharedErrors.SMALLEST_POOL).p() <= 0.05 ? 1 : 0;
        }
        assertThat(found / 400.0).as("share of unrelated pairs found alike at .05").isLessThanOrEqualTo(0.05 + 3 * Math.sqrt(0.05 * 0.95 / 400));
    }

    /// Right in two cases of five; of three wrong answers one is given more often.
    private static int popular(Random random) {
        int drawn = random.nextInt(10);
        return drawn < 4 ? 0 : drawn < 8 ? 1 : drawn - 6;
    }

    @Test
    void theExactTailMeetsTheBinomialAndTheNormalOneIsNear() {
        double[] fair = new double[10];
        java.util.Arrays.fill(fair, 0.5);
        assertThat(PoissonBinomial.atLeast(fair, 8)).isCloseTo(56 / 1024.0, within(1e-15));
        double[] many = new double[PoissonBinomial.MOST_EXACT + 1];
        java.util.Arrays.fill(many, 0.3);
        double[] almost = java.util.Arrays.copyOf(many, PoissonBinomial.MOST_EXACT);
        assertThat(PoissonBinomial.atLeast(many, 620)).isCloseTo(PoissonBinomial.atLeast(almost, 620), within(0.02));
    }

    @Test
    void modelsWithOtherSamplesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SharedErrors.of(List.of(1), List.of(1, 2), List.of(), 4)).withMessageContaining("same samples");
        assertThatIllegalArgumentException().isThrownBy(() -> ChanceCorrected.errors(List.of(1), List.of(1, 2))).withMessageContaining("same samples");
    }
}
