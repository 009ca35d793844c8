package dev.assay.core.metric;

import org.apache.commons.statistics.distribution.NormalDistribution;

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
        if (n < 1 || epochsA < 1 || epochsB < 1) {
            throw new IllegalArgumentException("Power needs at least one sample and one epoch, not " + n + ", " + epochsA + " and " + epochsB + ".");
        }
        NormalDistribution normal = NormalDistribution.of(0, 1);
        double z = normal.inverseCumulativeProbability(1 - alpha / 2) + normal.inverseCumulativeProbability(power);
        return z * Math.sqrt((differences + withinA / epochsA + withinB / epochsB) / n);
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
