package dev.assay.core.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// How often a 95 % interval covers the true score: by the intervals one might use, and by ours.
class CoverageTest {

    private static final double Z = Quantile.normal(.975);
    private static final int STATED = 20_000;

    /// One epoch and no clusters: every outcome is enumerated.
    @ParameterizedTest
    @CsvSource({"30, .97, .5971, .9399, .5988, .9399, .159", "30, .90, .8085, .9742, .9556, .9742, .229", "100, .90, .9324, .9364, .9324, .9364, .120",
            "100, .70, .9502, .9372, .9502, .9625, .179", "300, .95, .9257, .9548, .9257, .9548, .050"})
    void theExactRowsHold(int n, double accuracy, double wald, double raw, double student, double ours, double width) {
        BinomialDistribution right = BinomialDistribution.of(n, accuracy);
        double[] covered = new double[5];
        for (int x = 0; x <= n; x++) {
            int ones = x;
            List<ScoredSample> samples = IntStream.range(0, n)
                .mapToObj(i -> new ScoredSample("s" + i, Optional.empty(), List.of(i < ones ? 1.0 : 0.0), 0)).toList();
            double p = (double) x / n;
            Interval[] intervals = {around(p, Z * Math.sqrt(p * (1 - p) / n)), Wilson.interval(p, n, .95),
                    ClusteredMean.of(Accuracy.means(samples)).flatMap(mean -> mean.studentInterval(.95)).orElseThrow(),
                    new Accuracy().estimate(samples).interval().orElseThrow()};
            for (int i = 0; i < intervals.length; i++) {
                covered[i] += covers(intervals[i], accuracy) ? right.probability(x) : 0;
            }
            covered[4] += right.probability(x) * (intervals[3].high() - intervals[3].low());
        }
        assertThat(covered[0]).as("Wald").isCloseTo(wald, within(1e-4));
        assertThat(covered[1]).as("Wilson on n").isCloseTo(raw, within(1e-4));
        assertThat(covered[2]).as("Student").isCloseTo(student, within(1e-4));
        assertThat(covered[3]).as("Wilson on the effective size").isCloseTo(ours, within(1e-4));
        assertThat(covered[4]).as("width").isCloseTo(width, within(6e-4));
    }

    /// Several epochs or clusters, drawn: the chance of a sample is `logistic(m + 1.5 u)` with `u` partly shared in its cluster.
    @ParameterizedTest
    @CsvSource({"30, 4, .90, 1, 0, .904, .997, .912, .950, .139", "30, 16, .60, 1, 0, .940, .999, .949, .953, .206",
            "100, 4, .70, 1, 0, .946, .996, .949, .950, .122", "100, 1, .70, 5, .5, .883, .864, .942, .949, .228",
            "100, 4, .70, 5, .5, .813, .952, .946, .953, .184", "300, 4, .70, 10, .5, .696, .877, .949, .952, .136",
            "40, 4, .80, 8, .5, .723, .926, .916, .945, .332"})
    void theDrawnRowsHold(int n, int epochs, double accuracy, int size, double shared, double wald, double raw, double student, double ours, double width) {
        int repetitions = Simulation.repetitions(1_000, STATED);
        RandomGenerator chance = new Seed(11).split("coverage/" + n + "/" + epochs + "/" + accuracy + "/" + size).generator();
        double centre = Simulation.centre(accuracy, 1.5);
        double t = Quantile.student(.975, n / (double) size - 1);
        double[] covered = new double[4];
        double widths = 0;
        for (int i = 0; i < repetitions; i++) {
            List<ScoredSample> samples = drawn(chance, n, epochs, size, shared, centre);
            Estimate estimate = new Accuracy().estimate(samples);
            double theta = estimate.value().orElseThrow();
            Interval interval = estimate.interval().orElseThrow();
            covered[0] += Math.abs(theta - accuracy) <= Z * deviation(samples, theta) / Math.sqrt(n) ? 1 : 0;
            covered[1] += covers(Wilson.interval(theta, n, .95), accuracy) ? 1 : 0;
            covered[2] += Math.abs(theta - accuracy) <= t * estimate.standardError().orElseThrow() ? 1 : 0;
            covered[3] += covers(interval, accuracy) ? 1 : 0;
            widths += interval.high() - interval.low();
        }
        String row = n + " x " + epochs + " at " + accuracy + " in clusters of " + size + ", ";
        Simulation.near(row + "Wald", covered[0] / repetitions, wald, repetitions, STATED);
        Simulation.near(row + "Wilson on n", covered[1] / repetitions, raw, repetitions, STATED);
        Simulation.near(row + "Student", covered[2] / repetitions, student, repetitions, STATED);
        Simulation.near(row + "Wilson on the effective size", covered[3] / repetitions, ours, repetitions, STATED);
        Simulation.nearly(row + "width", widths / repetitions, width, .03);
        assertThat(covered[3] / repetitions).as("guarantee").isGreaterThanOrEqualTo(.93 - 3 * Math.sqrt(.05 * .95 / repetitions));
    }

    private static List<ScoredSample> drawn(RandomGenerator chance, int n, int epochs, int size, double shared, double centre) {
        List<ScoredSample> samples = new ArrayList<>(n);
        double common = 0;
        for (int i = 0; i < n; i++) {
            common = i % size == 0 ? chance.nextGaussian() : common;
            double p = Simulation.logistic(centre + 1.5 * (Math.sqrt(shared) * common + Math.sqrt(1 - shared) * chance.nextGaussian()));
            Double[] scores = new Double[epochs];
            Arrays.setAll(scores, j -> Simulation.coin(chance, p));
            samples.add(new ScoredSample("s", size == 1 ? Optional.empty() : Optional.of("c" + i / size), List.of(scores), 0));
        }
        return samples;
    }

    private static double deviation(List<ScoredSample> samples, double theta) {
        double squares = samples.stream().mapToDouble(s -> (s.mean() - theta) * (s.mean() - theta)).sum();
        return Math.sqrt(squares / (samples.size() - 1));
    }

    private static Interval around(double centre, double half) {
        return new Interval(centre - half, centre + half);
    }

    private static boolean covers(Interval interval, double value) {
        return interval.low() <= value && value <= interval.high();
    }
}
