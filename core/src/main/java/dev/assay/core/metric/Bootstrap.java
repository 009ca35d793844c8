package dev.assay.core.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// The percentile interval of a statistic for which there is no formula, such as a ratio of totals or a median: whole clusters are drawn
/// with replacement, 2,000 times.
///
/// Efron 1979, *Bootstrap Methods: Another Look at the Jackknife*; Davison and Hinkley 1997, *Bootstrap Methods and Their Application*,
/// sections 3.8 (clusters) and 5.3 (percentiles).
///
/// @param repetitions how often is drawn, at least 100
/// @param confidence two-sided, strictly between 0 and 1
public record Bootstrap(int repetitions, double confidence) {

    private static final int REPETITIONS = 2_000;
    private static final int FEWEST_REPETITIONS = 100;

    public Bootstrap {
        Quantile.upper(confidence);
        if (repetitions < FEWEST_REPETITIONS) {
            throw new IllegalArgumentException("A bootstrap draws at least " + FEWEST_REPETITIONS + " times, not " + repetitions + ".");
        }
    }

    /// With 2,000 repetitions and 95 %.
    public Bootstrap() {
        this(REPETITIONS, Accuracy.DEFAULT_CONFIDENCE);
    }

    /// The interval: the order statistics between which the middle of the drawn values lies.
    ///
    /// @param clusters the clusters, in an order that does not depend on chance
    /// @param statistic what is computed from drawn clusters; absent where it cannot be
    /// @param seed the same seed gives the same interval
    /// @return absent with fewer than 10 clusters, or if more than one draw in twenty has no value
    public <T> Optional<Interval> interval(List<T> clusters, Function<List<T>, Optional<Double>> statistic, Seed seed) {
        if (clusters.size() < Accuracy.FEW_CLUSTERS) {
            return Optional.empty();
        }
        RandomGenerator chance = seed.generator();
        List<Double> values = new ArrayList<>(repetitions);
        for (int i = 0; i < repetitions; i++) {
            statistic.apply(drawn(clusters, chance)).ifPresent(values::add);
        }
        if (values.size() * 20L < repetitions * 19L) {
            return Optional.empty();
        }
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        double tail = 1 - Quantile.upper(confidence);
        return Optional.of(new Interval(percentile(sorted, tail), percentile(sorted, 1 - tail)));
    }

    private static <T> List<T> drawn(List<T> clusters, RandomGenerator chance) {
        List<T> drawn = new ArrayList<>(clusters.size());
        for (int i = 0; i < clusters.size(); i++) {
            drawn.add(clusters.get(chance.nextInt(clusters.size())));
        }
        return drawn;
    }

    /// Linear between order statistics (type 7 of Hyndman and Fan 1996, *Sample Quantiles in Statistical Packages*).
    private static double percentile(double[] sorted, double q) {
        double at = q * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
