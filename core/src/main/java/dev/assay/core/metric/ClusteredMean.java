package dev.assay.core.metric;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The mean of samples' values with its clustered standard error (CR1). With `m` a sample's value, `θ` the mean, `n` samples in `C` clusters:
///
///     g(c) = Σ (m - θ) over the samples of cluster c
///     SE   = √( C/(C-1) · Σ g(c)² ) / n
///
/// With one sample per cluster this is the standard deviation over √n. Samples without a cluster are their own. Liang and Zeger 1986,
/// *Longitudinal Data Analysis Using Generalized Linear Models*; Cameron and Miller 2015, *A Practitioner's Guide to Cluster-Robust
/// Inference*; Miller 2024, *Adding Error Bars to Evals*.
///
/// Neither the order of the samples nor the names of the clusters changes a bit of the result.
///
/// @param value the mean
/// @param standardError clustered; absent with fewer than two clusters
/// @param n samples, at least 1
/// @param totals the clusters, in ascending order of their sums
public record ClusteredMean(double value, Optional<Double> standardError, int n, List<Total> totals) {

    /// Sums of deviations smaller than this per sample are rounding, not spread.
    private static final double ROUNDING = 1e-13;

    public ClusteredMean {
        totals = List.copyOf(totals);
        if (n < 1 || totals.isEmpty() || totals.size() > n) {
            throw new IllegalArgumentException("A mean over " + n + " samples in " + totals.size() + " clusters does not add up.");
        }
    }

    /// What the samples of one cluster add up to.
    ///
    /// @param sum of their values
    /// @param size how many there are, at least 1
    public record Total(double sum, int size) {

        /// The mean over the cluster.
        public double mean() {
            return sum / size;
        }

        private double deviation(double from) {
            double deviation = sum - size * from;
            return Math.abs(deviation) <= ROUNDING * size ? 0 : deviation;
        }
    }

    /// The mean of these values.
    ///
    /// @return absent if there are none
    public static Optional<ClusteredMean> of(Collection<Observation> observations) {
        if (observations.isEmpty()) {
            return Optional.empty();
        }
        List<Observation> sorted = observations.stream().sorted(Comparator.comparingDouble(Observation::value)).toList();
        double value = meanOfSorted(sorted.stream().mapToDouble(Observation::value).toArray());
        List<Total> totals = totals(sorted);
        return Optional.of(new ClusteredMean(value, standardError(totals, value, sorted.size()), sorted.size(), totals));
    }

    /// How many independent units there are.
    public int clusters() {
        return totals.size();
    }

    /// Student's interval with `C - 1` degrees of freedom, not clipped.
    ///
    /// @param confidence two-sided, strictly between 0 and 1
    /// @return absent if the standard error is absent
    public Optional<Interval> studentInterval(double confidence) {
        double upper = Quantile.upper(confidence);
        return standardError.map(error -> Quantile.student(upper, clusters() - 1.0) * error).map(half -> new Interval(value - half, value + half));
    }

    /// Student's interval of a quantity above 0 that is not bounded by 1 (tokens, cost, latency), made on the logarithmic scale:
    ///
    ///     θ · exp( ± t · SE/θ )
    ///
    /// where `SE/θ` is the standard error of `ln θ` by the delta method.
    ///
    /// @param confidence two-sided, strictly between 0 and 1
    /// @return absent if the standard error is absent or the mean is not above 0
    public Optional<Interval> logarithmicInterval(double confidence) {
        double upper = Quantile.upper(confidence);
        return standardError.filter(error -> value > 0).map(error -> Math.exp(Quantile.student(upper, clusters() - 1.0) * error / value))
            .map(factor -> new Interval(value / factor, value * factor));
    }

    /// The mean of values in ascending order; equal values have exactly that mean.
    static double meanOfSorted(double[] sorted) {
        double low = sorted[0];
        double high = sorted[sorted.length - 1];
        if (low == high) {
            return low;
        }
        double sum = 0;
        for (double value : sorted) {
            sum += value;
        }
        return Math.clamp(sum / sorted.length, low, high);
    }

    private static List<Total> totals(List<Observation> sorted) {
        List<Total> totals = new ArrayList<>(sorted.size());
        Map<String, double[]> shared = new HashMap<>();
        for (Observation observation : sorted) {
            if (observation.cluster().isEmpty()) {
                totals.add(new Total(observation.value(), 1));
                continue;
            }
            double[] sum = shared.computeIfAbsent(observation.cluster().get(), name -> new double[2]);
            sum[0] += observation.value();
            sum[1]++;
        }
        shared.values().forEach(sum -> totals.add(new Total(sum[0], (int) sum[1])));
        totals.sort(Comparator.comparingDouble(Total::sum).thenComparingInt(Total::size));
        return totals;
    }

    private static Optional<Double> standardError(List<Total> totals, double value, int n) {
        int clusters = totals.size();
        if (clusters < 2) {
            return Optional.empty();
        }
        double squares = 0;
        for (Total total : totals) {
            double deviation = total.deviation(value);
            squares += deviation * deviation;
        }
        return Optional.of(Math.sqrt((double) clusters / (clusters - 1) * squares) / n);
    }
}
