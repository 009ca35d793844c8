package dev.assay.core.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

/// Means, their noise, and figures over several tasks: properties and edges.
class ScoreStatisticsTest {

    private static final Seed SEED = new Seed(9);

    private static List<Observation> values(int n, int size) {
        RandomGenerator chance = SEED.split(n + "/" + size).generator();
        return IntStream.range(0, n).mapToObj(i -> new Observation(2 * chance.nextDouble() - 1, Optional.of("c" + i / size))).toList();
    }

    private static ScoredSample sample(double... scores) {
        return new ScoredSample("s", Optional.empty(), DoubleStream.of(scores).boxed().toList(), 0);
    }

    /// The double sum over all pairs of samples that share a cluster.
    @Test
    void theClusteredErrorIsTheSumOverPairsWithinClusters() {
        for (int size : new int[]{1, 2, 5}) {
            List<Observation> values = values(60, size);
            ClusteredMean mean = ClusteredMean.of(values).orElseThrow();
            double sum = 0;
            for (Observation one : values) {
                for (Observation other : values) {
                    sum += one.cluster().equals(other.cluster()) ? (one.value() - mean.value()) * (other.value() - mean.value()) : 0;
                }
            }
            double clusters = 60.0 / size;
            assertThat(mean.standardError().orElseThrow()).isCloseTo(Math.sqrt(clusters / (clusters - 1) * sum) / 60, within(1e-12));
        }
    }

    @Test
    void orderAndNamesChangeNoBit() {
        List<Observation> values = values(60, 4);
        List<Observation> other = new ArrayList<>(values.stream().map(v -> new Observation(v.value(), v.cluster().map(c -> "other " + c.hashCode()))).toList());
        Collections.shuffle(other, new Random(1));
        assertThat(ClusteredMean.of(other)).isEqualTo(ClusteredMean.of(values));
    }

    @Test
    void doublingEverySampleWithinItsClusterChangesNeitherMeanNorError() {
        List<Observation> values = values(60, 4);
        List<Observation> twice = new ArrayList<>(values);
        twice.addAll(values);
        ClusteredMean once = ClusteredMean.of(values).orElseThrow();
        ClusteredMean doubled = ClusteredMean.of(twice).orElseThrow();
        assertThat(doubled.value()).isCloseTo(once.value(), within(1e-12));
        assertThat(doubled.standardError().orElseThrow()).isCloseTo(once.standardError().orElseThrow(), within(1e-12));
    }

    @Test
    void withoutSpreadTheErrorIsNothingAndWithoutSamplesThereIsNoMean() {
        assertThat(ClusteredMean.of(List.of())).isEmpty();
        assertThat(ClusteredMean.of(Collections.nCopies(7, new Observation(.1, Optional.empty()))).orElseThrow().standardError()).contains(0.0);
        assertThat(ClusteredMean.of(Collections.nCopies(7, new Observation(.1, Optional.of("c")))).orElseThrow().standardError()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Observation(Double.NaN, Optional.empty()));
        assertThatIllegalStateException().isThrownBy(() -> sample().mean());
    }

    @Test
    void quantitiesWithoutUpperBoundHaveAnIntervalOfFactors() {
        List<Observation> tokens = IntStream.rangeClosed(1, 40).mapToObj(i -> new Observation(i * 100.0, Optional.empty())).toList();
        ClusteredMean mean = ClusteredMean.of(tokens).orElseThrow();
        Interval interval = mean.logarithmicInterval(.95).orElseThrow();
        assertThat(mean.value() / interval.low()).isCloseTo(interval.high() / mean.value(), within(1e-9));
        assertThat(interval.low()).isPositive().isLessThan(mean.value());
        assertThat(ClusteredMean.of(List.of(new Observation(0, Optional.empty()), new Observation(0, Optional.empty()))).orElseThrow().logarithmicInterval(.95))
            .isEmpty();
    }

    @Test
    void theEdgesOfAScoreAreThoseOfTheTable() {
        Accuracy accuracy = new Accuracy();
        Estimate one = accuracy.estimate(List.of(sample(1)));
        assertThat(one.standardError()).isEmpty();
        assertThat(one.interval().orElseThrow().low()).isCloseTo(.2065, within(1e-4));
        Estimate ten = accuracy.estimate(Collections.nCopies(10, sample(1)));
        assertThat(ten.standardError()).contains(0.0);
        assertThat(ten.interval().orElseThrow().low()).isCloseTo(.7225, within(1e-4));
        assertThat(accuracy.estimate(List.of()).value()).isEmpty();
    }

    @Test
    void theVariancesAddUp() {
        RandomGenerator chance = SEED.generator();
        List<ScoredSample> samples = IntStream.range(0, 80)
            .mapToObj(i -> sample(DoubleStream.generate(() -> Simulation.coin(chance, i / 80.0)).limit(4).toArray())).toList();
        VarianceSplit split = VarianceSplit.of(samples).orElseThrow();
        assertThat(split.between() + split.within() / 4).isCloseTo(split.items(), within(1e-12));
        assertThat(Math.pow(split.endlessEpochsError(), 2) + Math.pow(split.sameSamplesError(), 2)).isCloseTo(Math.pow(split.totalError(), 2), within(1e-12));
        assertThat(split.totalError()).isCloseTo(new Accuracy().estimate(samples).standardError().orElseThrow(), within(1e-12));
        Estimate estimate = new Accuracy().estimate(samples);
        assertThat(split.mean()).isCloseTo(estimate.value().orElseThrow(), within(1e-15));
    }

    @Test
    void theSplitNeedsTwoSamplesAndARepeatedOne() {
        assertThat(VarianceSplit.of(List.of(sample(1, 0)))).isEmpty();
        assertThat(VarianceSplit.of(List.of(sample(1), sample(0), sample()))).isEmpty();
        VarianceSplit uneven = VarianceSplit.of(List.of(sample(1), sample(0, 1), sample())).orElseThrow();
        assertThat(uneven.within()).isEqualTo(.5);
        assertThat(uneven.inverseEpochs()).isEqualTo(.75);
        assertThat(uneven.n()).isEqualTo(2);
        VarianceSplit alike = VarianceSplit.of(List.of(sample(1, 0), sample(0, 1))).orElseThrow();
        assertThat(alike.answerShare()).isEmpty();
        assertThat(alike.cheapestEpochs(1, 1)).isEmpty();
    }

    @Test
    void moreSamplesBeatMoreEpochsWhereASampleCostsNothingExtra() {
        VarianceSplit split = new VarianceSplit(.5, .2, .16, .25, 50);
        assertThat(split.cheapestEpochs(0, 1)).hasValue(1);
        assertThat(split.cheapestEpochs(16, 1)).hasValue(4);
        assertThatIllegalArgumentException().isThrownBy(() -> split.cheapestEpochs(1, 0));
        assertThat(List.of(30, 31, 199, 200)).extracting(VarianceSplit::defaultEpochs).containsExactly(16, 4, 4, 1);
    }

    @Test
    void theBootstrapOfAMeanComesNearStudentsInterval() {
        List<Double> clusters = values(200, 1).stream().map(Observation::value).toList();
        Interval student = ClusteredMean.of(values(200, 1)).orElseThrow().studentInterval(.95).orElseThrow();
        Bootstrap bootstrap = new Bootstrap();
        Interval drawn = bootstrap.interval(clusters, ScoreStatisticsTest::mean, SEED).orElseThrow();
        assertThat(drawn.low()).isCloseTo(student.low(), within(.02));
        assertThat(drawn.high()).isCloseTo(student.high(), within(.02));
        assertThat(bootstrap.interval(clusters, ScoreStatisticsTest::mean, SEED)).contains(drawn);
        assertThat(bootstrap.interval(clusters.subList(0, 9), ScoreStatisticsTest::mean, SEED)).isEmpty();
        assertThat(bootstrap.interval(clusters, drawnClusters -> Optional.empty(), SEED)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Bootstrap(10, .95));
    }

    private static Optional<Double> mean(List<Double> values) {
        return Optional.of(values.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
    }

    @Test
    void equalWeightsAverageAndErrorsAddAsSquares() {
        Composite composite = Composite.ofScores(List.of(part(.8, .03, 1, 0), part(.6, .04, 1, 0)));
        assertThat(composite.value().orElseThrow()).isCloseTo(.7, within(1e-12));
        assertThat(composite.standardError().orElseThrow()).isCloseTo(.025, within(1e-12));
        assertThat(composite.interval().orElseThrow().high()).isCloseTo(.7 + .025 * Quantile.normal(.975), within(1e-12));
    }

    @Test
    void guessingScoresNothing() {
        Composite guessing = Composite.ofScores(List.of(part(.25, .02, 2, .25), part(.5, .02, 3, .5)));
        assertThat(guessing.value().orElseThrow()).isCloseTo(0, within(1e-12));
        assertThat(guessing.standardError().orElseThrow()).isCloseTo(Math.hypot(.4 * .02 / .75, .6 * .02 / .5), within(1e-12));
        Composite worst = Composite.ofScores(List.of(part(0, .01, 1, .5)));
        assertThat(worst.value()).contains(-1.0);
        assertThat(worst.interval().orElseThrow().low()).isEqualTo(-1);
        Composite difference = Composite.ofDifferences(List.of(part(.1, .02, 1, .5)));
        assertThat(difference.value()).contains(.2);
        assertThat(difference.standardError()).contains(.04);
    }

    @Test
    void nothingIsImputed() {
        Composite.Part missing = new Composite.Part(Optional.empty(), Optional.empty(), 1, 0);
        Composite.Part one = new Composite.Part(Optional.of(1.0), Optional.empty(), 1, 0);
        assertThat(Composite.ofScores(List.of(part(.8, .03, 1, 0), missing)).value()).isEmpty();
        assertThat(Composite.ofScores(List.of(part(.8, .03, 1, 0), one)).interval()).isEmpty();
        assertThat(Composite.ofScores(List.of(part(1, 0, 1, 0))).interval()).isEmpty();
        assertThat(Composite.ofScores(List.of()).value()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> part(.5, .1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> part(.5, .1, 0, 0));
    }

    private static Composite.Part part(double value, double error, double weight, double chance) {
        return new Composite.Part(Optional.of(value), Optional.of(error), weight, chance);
    }

    @Test
    void aSeedSplitByNameGivesTheSameNumbersAndNamesGiveDifferentOnes() {
        assertThat(SEED.split("a").generator().nextLong()).isEqualTo(SEED.split("a").generator().nextLong());
        assertThat(SEED.split("a")).isNotEqualTo(SEED.split("b"));
        assertThat(SEED.split("a")).isNotEqualTo(new Seed(10).split("a"));
        RandomGenerator numbers = SEED.generator();
        assertThat(DoubleStream.generate(numbers::nextDouble).limit(10_000).average().orElseThrow()).isCloseTo(.5, within(.015));
    }
}
