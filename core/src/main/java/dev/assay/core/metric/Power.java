package dev.assay.core.metric;

import java.util.Optional;

/// What a comparison is able to find.
///
/// Source: Miller 2024, *Adding Error Bars to Evals*, section 5.
public final class Power {

    private static final double ALPHA = 0.05;
    private static final double POWER = 0.80;

    private Power() {
    }

    /// The smallest true difference that a two-sided comparison of two models on the same samples finds.
    ///
    /// `MDE = (z_(1-alpha/2) + z_power) sqrt((w2 + a/kA + b/kB) / n)`
    ///
    /// @param n samples, at least 1
    /// @param differences variance `w2` over samples of the true difference
    /// @param withinA mean variance `a` of the first model's epochs within a sample
    /// @param withinB mean variance `b` of the second model's epochs within a sample
    /// @param epochsA epochs `kA` of the first model, at least 1
    /// @param epochsB epochs `kB` of the second model, at least 1
    /// @param alpha the error rate of the test, in 0 to 1
    /// @param power how often the difference is found, in 0 to 1
    public static double detectableDifference(int n, double differences, double withinA, double withinB, int epochsA, int epochsB, double alpha,
        double power) {
        return detectable(n, variance(n, differences, withinA, withinB, epochsA, epochsB), Quantile.normal(1 - alpha / 2), power);
    }

    /// The same for a comparison that asks only whether the first model is better: `z_(1-alpha)` instead of `z_(1-alpha/2)`.
    public static double detectableDifferenceOneSided(int n, double differences, double withinA, double withinB, int epochsA, int epochsB, double alpha,
        double power) {
        return detectable(n, variance(n, differences, withinA, withinB, epochsA, epochsB), Quantile.normal(1 - alpha), power);
    }

    /// What a finished comparison could have found, two-sided: `(z_.975 + z_.80) SE`.
    ///
    /// @param standardError of the difference, at least 0
    /// @return absent if the error is 0: two runs without a difference do not show what they could have found
    public static Optional<Double> detectableDifference(double standardError) {
        return standardError > 0 ? Optional.of((Quantile.normal(1 - ALPHA / 2) + Quantile.normal(POWER)) * standardError) : Optional.empty();
    }

    /// How many samples a two-sided comparison needs to find a difference, before rounding up.
    ///
    /// `n = (z_(1-alpha/2) + z_power)^2 (w2 + a/kA + b/kB) / difference^2`
    ///
    /// @param variance the bracket: `w2 + a/kA + b/kB`; of right or wrong answers the discordance less the square of the difference
    /// @param difference what is to be found, above 0
    /// @param alpha the error rate of the test, strictly between 0 and 1
    /// @param power how often the difference is found, strictly between 0 and 1
    public static double samples(double variance, double difference, double alpha, double power) {
        return needed(variance, difference, Quantile.normal(1 - alpha / 2), power);
    }

    /// How many samples it needs to show that a model without a difference is not worse by a margin, before rounding up:
    /// `n = (z_(1-alpha) + z_power)^2 D / margin^2`. With clusters, times the design effect.
    ///
    /// @param discordance the share `D` of samples on which the two models differ; in general the mean square of the differences
    /// @param margin the drop that would matter, above 0
    /// @param alpha the error rate of the one-sided test, strictly between 0 and 1
    /// @param power how often a model without a difference passes, strictly between 0 and 1
    public static double nonInferioritySamples(double discordance, double margin, double alpha, double power) {
        return needed(discordance, margin, Quantile.normal(1 - alpha), power);
    }

    private static double variance(int n, double differences, double withinA, double withinB, int epochsA, int epochsB) {
        if (n < 1 || epochsA < 1 || epochsB < 1) {
            throw new IllegalArgumentException("Power needs at least one sample and one epoch, not " + n + ", " + epochsA + " and " + epochsB + ".");
        }
        return differences + withinA / epochsA + withinB / epochsB;
    }

    private static double detectable(int n, double variance, double z, double power) {
        return (z + Quantile.normal(power)) * Math.sqrt(variance / n);
    }

    private static double needed(double variance, double difference, double z, double power) {
        if (!(variance >= 0 && difference > 0)) {
            throw new IllegalArgumentException("No number of samples finds a difference of " + difference + " at a variance of " + variance + ".");
        }
        double sum = z + Quantile.normal(power);
        return sum * sum * variance / (difference * difference);
    }

    /// The same for one epoch of right or wrong answers, at a two-sided 5 % and a power of 80 %.
    ///
    /// @param n samples, at least 1
    /// @param discordance the share of samples on which the two models differ, in 0 to 1
    /// @return a difference of accuracies, at most 1
    public static double detectableDifference(int n, double discordance) {
        return Math.min(1, detectableDifference(n, discordance, 0, 0, 1, 1, ALPHA, POWER));
    }
}
