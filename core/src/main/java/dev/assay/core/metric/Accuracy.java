package dev.assay.core.metric;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/// The mean score, with a clustered standard error and Wilson's interval on the effective sample size.
///
/// The value is the mean over samples of the mean over each sample's scored epochs, never the mean of all trials; also known as pass@1
/// and avg@k. A sample without a scored epoch leaves the mean.
///
/// The standard error is clustered (CR1). With `m` a sample's mean, `θ` the value, `n` samples in `C` clusters:
///
///     g(c) = Σ (m - θ) over the samples of cluster c
///     SE   = √( C/(C-1) · Σ g(c)² ) / n
///
/// It is absent with fewer than two clusters. Samples without a cluster are their own. Liang and Zeger 1986, *Longitudinal Data Analysis
/// Using Generalized Linear Models*; Cameron and Miller 2015, *A Practitioner's Guide to Cluster-Robust Inference*; Miller 2024, *Adding
/// Error Bars to Evals*.
///
/// The interval is Wilson's on
///
///     n_eff = θ(1-θ)/SE² · (z / t with C-1 degrees of freedom)², at most the number of scored trials
///
/// or on `C` where the standard error is absent or 0, or the value is 0 or 1. Korn and Graubard 1998; Bowyer, Aitchison and Ivanova 2025,
/// *Don't Use the CLT in LLM Evals With Fewer Than a Few Hundred Datapoints*.
///
/// Neither the order of the samples nor the names of the clusters changes a bit of the result.
public final class Accuracy implements Metric {

    /// The two-sided confidence of an interval, where nobody says otherwise.
    public static final double DEFAULT_CONFIDENCE = 0.95;
    /// With fewer clusters than this an interval is not to be relied on, and reports say so.
    public static final int FEW_CLUSTERS = 10;
    /// Sums of deviations smaller than this per sample are rounding, not spread.
    private static final double ROUNDING = 1e-13;

    private final double confidence;

    /// With 95 % intervals.
    public Accuracy() {
        this(DEFAULT_CONFIDENCE);
    }

    /// With intervals of another confidence.
    ///
    /// @param confidence two-sided, strictly between 0 and 1
    /// @throws IllegalArgumentException if it is not
    public Accuracy(double confidence) {
        Wilson.upper(confidence);
        this.confidence = confidence;
    }

    /// How many samples drawn independently would be as good as one of these: `n / n_eff`, above 1 where samples of a cluster are alike.
    ///
    /// @return absent if the standard error is absent or 0, or the value is 0 or 1
    public static Optional<Double> designEffect(Estimate estimate) {
        return estimate.value().flatMap(value -> estimate.standardError().filter(se -> se > 0 && value > 0 && value < 1)
            .map(se -> estimate.n() * se * se / (value * (1 - value))));
    }

    @Override
    public Estimate estimate(List<ScoredSample> samples) {
        long unscored = samples.stream().mapToLong(ScoredSample::unscored).sum();
        Mean[] means = samples.stream().filter(sample -> !sample.scores().isEmpty()).map(Mean::of).sorted().toArray(Mean[]::new);
        if (means.length == 0) {
            return new Estimate(Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, 0, unscored);
        }
        double value = value(means);
        double[] deviations = clusterDeviations(means, value);
        Optional<Double> standardError = standardError(deviations, means.length);
        long trials = Arrays.stream(means).mapToLong(Mean::epochs).sum();
        double size = size(value, standardError, deviations.length, trials);
        return new Estimate(Optional.of(value), standardError, Optional.of(Wilson.interval(value, size, confidence)), means.length, deviations.length, trials,
            unscored);
    }

    /// A sample's mean.
    private record Mean(double value, Optional<String> cluster, int epochs) implements Comparable<Mean> {

        static Mean of(ScoredSample sample) {
            List<Double> scores = sample.scores();
            double first = scores.getFirst();
            if (scores.size() == 1) {
                return new Mean(first, sample.cluster(), 1);
            }
            double[] sorted = scores.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return new Mean(meanOfSorted(sorted), sample.cluster(), sorted.length);
        }

        @Override
        public int compareTo(Mean other) {
            return Double.compare(value, other.value);
        }
    }

    private static double value(Mean[] sorted) {
        return meanOfSorted(Arrays.stream(sorted).mapToDouble(Mean::value).toArray());
    }

    /// The mean of values in ascending order; equal values have exactly that mean.
    private static double meanOfSorted(double[] sorted) {
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

    /// For each cluster the sum of its samples' deviations from the value, in ascending order.
    private static double[] clusterDeviations(Mean[] sorted, double value) {
        double[] alone = new double[sorted.length];
        int n = 0;
        Map<String, double[]> shared = new HashMap<>();
        for (Mean mean : sorted) {
            double deviation = mean.value - value;
            if (mean.cluster.isEmpty()) {
                alone[n++] = deviation;
                continue;
            }
            double[] sum = shared.computeIfAbsent(mean.cluster.get(), name -> new double[2]);
            sum[0] += deviation;
            sum[1]++;
        }
        double[] deviations = Arrays.copyOf(alone, n + shared.size());
        for (double[] sum : shared.values()) {
            deviations[n++] = Math.abs(sum[0]) <= ROUNDING * sum[1] ? 0 : sum[0];
        }
        Arrays.sort(deviations);
        return deviations;
    }

    private static Optional<Double> standardError(double[] deviations, int n) {
        int clusters = deviations.length;
        if (clusters < 2) {
            return Optional.empty();
        }
        double squares = 0;
        for (double deviation : deviations) {
            squares += deviation * deviation;
        }
        return Optional.of(Math.sqrt((double) clusters / (clusters - 1) * squares) / n);
    }

    /// The size on which Wilson's interval is built.
    private double size(double value, Optional<Double> standardError, int clusters, long trials) {
        if (standardError.isEmpty() || standardError.get() == 0 || value == 0 || value == 1) {
            return clusters;
        }
        double effective = value * (1 - value) / (standardError.get() * standardError.get());
        double t = TDistribution.of(clusters - 1.0).inverseCumulativeProbability(Wilson.upper(confidence));
        double ratio = Wilson.quantile(confidence) / t;
        return Math.min(effective * ratio * ratio, (double) trials);
    }
}
