package dev.assay.core.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class AccuracyTest {

    private static final Accuracy ACCURACY = new Accuracy();

    private static ScoredSample sample(String id, double... scores) {
        return new ScoredSample(id, Optional.empty(), DoubleStream.of(scores).boxed().toList(), 0);
    }

    private static ScoredSample inCluster(String cluster, String id, double... scores) {
        return new ScoredSample(id, Optional.of(cluster), DoubleStream.of(scores).boxed().toList(), 0);
    }

    private static List<ScoredSample> binary(int right, int n) {
        return IntStream.range(0, n).mapToObj(i -> sample("s" + i, i < right ? 1 : 0)).toList();
    }

    private static void assertInterval(Estimate estimate, double low, double high) {
        assertThat(estimate.interval().orElseThrow().low()).isCloseTo(low, within(5e-5));
        assertThat(estimate.interval().orElseThrow().high()).isCloseTo(high, within(5e-5));
    }

    @Test
    void overNothingThereIsNoEstimate() {
        assertThat(ACCURACY.estimate(List.of())).isEqualTo(new Estimate(Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, 0, 0));
    }

    @Test
    void oneRightTrialSaysLittle() {
        Estimate estimate = ACCURACY.estimate(binary(1, 1));
        assertThat(estimate.value()).contains(1.0);
        assertThat(estimate.standardError()).isEmpty();
        assertInterval(estimate, .2065, 1);
    }

    @Test
    void tenRightTrialsHaveNoSpreadButAnInterval() {
        Estimate estimate = ACCURACY.estimate(binary(10, 10));
        assertThat(estimate.value()).contains(1.0);
        assertThat(estimate.standardError()).contains(0.0);
        assertInterval(estimate, .7225, 1);
        assertThat(Accuracy.designEffect(estimate)).isEmpty();
    }

    @Test
    void oneClusterOfAHundredIsOneObservation() {
        List<ScoredSample> samples = IntStream.range(0, 100).mapToObj(i -> inCluster("c", "s" + i, i < 60 ? 1 : 0)).toList();
        Estimate estimate = ACCURACY.estimate(samples);
        Interval one = Wilson.interval(.6, 1, .95);
        assertThat(estimate.value().orElseThrow()).isCloseTo(.6, within(1e-12));
        assertThat(estimate.standardError()).isEmpty();
        assertThat(estimate.clusters()).isEqualTo(1);
        assertInterval(estimate, one.low(), one.high());
    }

    @Test
    void aSampleWithoutAScoredEpochLeavesTheMean() {
        Estimate estimate = ACCURACY.estimate(List.of(sample("a", 1), sample("b", 0), new ScoredSample("c", Optional.of("c"), List.of(), 1)));
        assertThat(estimate.value()).contains(.5);
        assertThat(estimate.n()).isEqualTo(2);
        assertThat(estimate.clusters()).isEqualTo(2);
        assertThat(estimate.unscored()).isEqualTo(1);
    }

    @Test
    void samplesAreMeansOfTheirEpochsAndWeighTheSame() {
        Estimate estimate = ACCURACY.estimate(List.of(sample("a", 1, 1, 1, 1), sample("b", 0)));
        assertThat(estimate.value()).contains(.5);
        assertThat(estimate.trials()).isEqualTo(5);
        assertThat(estimate.n()).isEqualTo(2);
    }

    @Test
    void theIntervalOfBinaryScoresWithOneEpochIsBuiltOnNoMoreThanTheirNumber() {
        Estimate estimate = ACCURACY.estimate(binary(70, 100));
        double se = Math.sqrt(.7 * .3 / 99);
        assertThat(estimate.standardError().orElseThrow()).isCloseTo(se, within(1e-12));
        Interval all = Wilson.interval(.7, 100, .95);
        assertThat(estimate.interval().orElseThrow().low()).isLessThan(all.low());
        assertThat(estimate.interval().orElseThrow().high()).isGreaterThan(all.high());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.3, 0.7})
    void equalScoresHaveExactlyNoSpreadHoweverTheyRound(double score) {
        List<ScoredSample> samples = IntStream.range(0, 7).mapToObj(i -> sample("s" + i, score, score, score)).toList();
        Estimate estimate = ACCURACY.estimate(samples);
        assertThat(estimate.value()).contains(score);
        assertThat(estimate.standardError()).contains(0.0);
        assertThat(estimate.interval()).contains(Wilson.interval(score, 7, .95));
    }

    @Test
    void clustersThatAreAllAlikeHaveNoSpreadHoweverTheyRound() {
        List<ScoredSample> samples = new ArrayList<>();
        for (int c = 0; c < 12; c++) {
            samples.add(inCluster("c" + c, "a" + c, 0));
            samples.add(inCluster("c" + c, "b" + c, 1));
            samples.add(inCluster("c" + c, "c" + c, 1));
        }
        Estimate estimate = ACCURACY.estimate(samples);
        assertThat(estimate.standardError()).contains(0.0);
        assertThat(estimate.interval()).contains(Wilson.interval(estimate.value().orElseThrow(), 12, .95));
    }

    private static List<ScoredSample> random(SplittableRandom random, int clusters) {
        List<ScoredSample> samples = new ArrayList<>();
        int n = 2 + random.nextInt(40);
        for (int i = 0; i < n; i++) {
            double[] scores = IntStream.range(0, 1 + random.nextInt(4)).mapToDouble(e -> random.nextInt(3) == 0 ? random.nextDouble() : random.nextInt(2))
                .toArray();
            samples.add(clusters == 0 ? sample("s" + i, scores) : inCluster("c" + random.nextInt(clusters), "s" + i, scores));
        }
        return samples;
    }

    @Test
    void orderAndNamesOfClustersChangeNothing() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 500; i++) {
            List<ScoredSample> samples = random(random, i % 9);
            List<ScoredSample> changed = new ArrayList<>(samples.stream()
                .map(s -> new ScoredSample(s.sample(), s.cluster().map(c -> "other " + c.hashCode()), s.scores().reversed(), s.unscored())).toList());
            Collections.shuffle(changed, new Random(i));
            assertThat(ACCURACY.estimate(changed)).isEqualTo(ACCURACY.estimate(samples));
        }
    }

    @Test
    void duplicatingEverySampleInItsClusterLeavesValueAndStandardError() {
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 300; i++) {
            List<ScoredSample> samples = random(random, 1 + i % 9);
            List<ScoredSample> twice = new ArrayList<>(samples);
            twice.addAll(samples);
            Estimate once = ACCURACY.estimate(samples);
            Estimate doubled = ACCURACY.estimate(twice);
            assertThat(doubled.value().orElseThrow()).isCloseTo(once.value().orElseThrow(), within(1e-12));
            assertThat(doubled.standardError().orElse(-1.0)).isCloseTo(once.standardError().orElse(-1.0), within(1e-12));
        }
    }

    @Test
    void moreEpochsDoNotMakeMoreSamples() {
        SplittableRandom random = new SplittableRandom(7);
        List<ScoredSample> samples = random(random, 0);
        List<ScoredSample> more = samples.stream().map(s -> {
            List<Double> scores = new ArrayList<>(s.scores());
            scores.add(1.0);
            return new ScoredSample(s.sample(), s.cluster(), scores, 0);
        }).toList();
        assertThat(ACCURACY.estimate(more).n()).isEqualTo(ACCURACY.estimate(samples).n());
        assertThat(ACCURACY.estimate(more).trials()).isEqualTo(ACCURACY.estimate(samples).trials() + samples.size());
    }

    @Test
    void everyEstimateLiesInItsIntervalAndTheIntervalInZeroToOne() {
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 500; i++) {
            Estimate estimate = ACCURACY.estimate(random(random, i % 9));
            Interval interval = estimate.interval().orElseThrow();
            assertThat(estimate.value().orElseThrow()).isBetween(interval.low(), interval.high());
            assertThat(interval.low()).isNotNegative();
            assertThat(interval.high()).isLessThanOrEqualTo(1);
        }
    }

    /// Exact: the score is binomial, so every outcome is enumerated.
    @ParameterizedTest
    @CsvSource({"30, .97, .9399, .9399", "30, .90, .9742, .9742", "100, .90, .9364, .9364", "100, .70, .9372, .9625", "300, .95, .9548, .9548"})
    void theIntervalCoversAsOftenAsTheSpecificationSays(int n, double accuracy, double rawWilson, double effectiveWilson) {
        double raw = 0;
        double effective = 0;
        for (int right = 0; right <= n; right++) {
            double probability = BinomialDistribution.of(n, accuracy).probability(right);
            raw += covers(Wilson.interval((double) right / n, n, .95), accuracy) ? probability : 0;
            effective += covers(ACCURACY.estimate(binary(right, n)).interval().orElseThrow(), accuracy) ? probability : 0;
        }
        assertThat(raw).isCloseTo(rawWilson, within(1e-4));
        assertThat(effective).isCloseTo(effectiveWilson, within(1e-4));
    }

    private static boolean covers(Interval interval, double value) {
        return interval.low() <= value && value <= interval.high();
    }

    @Test
    void aHigherConfidenceGivesAWiderInterval() {
        Interval ninety = new Accuracy(.90).estimate(binary(7, 10)).interval().orElseThrow();
        Interval ninetyNine = new Accuracy(.99).estimate(binary(7, 10)).interval().orElseThrow();
        assertThat(ninetyNine.low()).isLessThan(ninety.low());
        assertThat(ninetyNine.high()).isGreaterThan(ninety.high());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -.1, 1.1, Double.NaN})
    void aConfidenceOutsideZeroToOneIsRefused(double confidence) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Accuracy(confidence)).withMessageContaining("strictly between 0 and 1");
    }

    @ParameterizedTest
    @CsvSource({"-.1, 10", "1.1, 10", "NaN, 10", ".5, 0", ".5, -1", ".5, NaN", ".5, Infinity"})
    void wilsonRefusesWhatIsNoProportionOrNoSize(double p, double n) {
        assertThatIllegalArgumentException().isThrownBy(() -> Wilson.interval(p, n, .95));
    }
}
