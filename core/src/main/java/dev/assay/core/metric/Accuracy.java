package dev.assay.core.metric;

import java.util.List;
import java.util.Optional;

/// The mean score, with a clustered standard error and Wilson's interval on the effective sample size.
///
/// The value is the mean over samples of the mean over each sample's scored epochs, never the mean of all trials; also known as pass@1
/// and avg@k. A sample without a scored epoch leaves the mean.
///
/// The standard error is clustered: see [ClusteredMean]. It is absent with fewer than two clusters.
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
        Quantile.upper(confidence);
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
        long trials = samples.stream().mapToLong(sample -> sample.scores().size()).sum();
        return ClusteredMean.of(means(samples)).map(mean -> estimate(mean, trials, unscored))
            .orElse(new Estimate(Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, 0, unscored));
    }

    /// The mean score of each sample that has one.
    public static List<Observation> means(List<ScoredSample> samples) {
        return samples.stream().filter(sample -> !sample.scores().isEmpty()).map(sample -> new Observation(sample.mean(), sample.cluster())).toList();
    }

    private Estimate estimate(ClusteredMean mean, long trials, long unscored) {
        Interval interval = Wilson.interval(mean.value(), size(mean, trials, Quantile.upper(confidence)), confidence);
        return new Estimate(Optional.of(mean.value()), mean.standardError(), Optional.of(interval), mean.n(), mean.clusters(), trials, unscored);
    }

    /// The size on which Wilson's interval is built.
    ///
    /// @param upper the share of the distribution below the interval's upper end, such as .975
    static double size(ClusteredMean mean, long trials, double upper) {
        double value = mean.value();
        if (mean.standardError().isEmpty() || mean.standardError().get() == 0 || value == 0 || value == 1) {
            return mean.clusters();
        }
        double error = mean.standardError().get();
        double ratio = Quantile.normal(upper) / Quantile.student(upper, mean.clusters() - 1.0);
        return Math.min(value * (1 - value) / (error * error) * ratio * ratio, (double) trials);
    }
}
