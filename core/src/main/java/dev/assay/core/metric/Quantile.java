package dev.assay.core.metric;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/// Quantiles and tails of the two distributions that tests and intervals are made of; computed, never rounded: `z(.975)` is not 1.96.
public final class Quantile {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Quantile() {
    }

    /// Below which the share `q` of the standard normal distribution lies.
    ///
    /// @param q strictly between 0 and 1
    /// @throws IllegalArgumentException if it is not
    public static double normal(double q) {
        return NORMAL.inverseCumulativeProbability(requireShare(q));
    }

    /// Below which the share `q` of Student's t distribution lies.
    ///
    /// @param q strictly between 0 and 1
    /// @param degrees degrees of freedom, above 0
    /// @throws IllegalArgumentException if an argument is out of its range
    public static double student(double q, double degrees) {
        return TDistribution.of(degrees).inverseCumulativeProbability(requireShare(q));
    }

    /// How much of the standard normal distribution lies above `z`.
    public static double normalAbove(double z) {
        return NORMAL.survivalProbability(z);
    }

    /// How much of Student's t distribution lies above `t`.
    ///
    /// @param t the value; infinite gives 0 or 1
    /// @param degrees degrees of freedom, above 0
    public static double studentAbove(double t, double degrees) {
        return TDistribution.of(degrees).survivalProbability(t);
    }

    /// The probability below the upper end of a two-sided interval: 0.975 for 0.95.
    ///
    /// @param confidence strictly between 0 and 1
    /// @throws IllegalArgumentException if it is not
    public static double upper(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("A confidence lies strictly between 0 and 1, not at " + confidence + ".");
        }
        return 1 - (1 - confidence) / 2;
    }

    private static double requireShare(double q) {
        if (!(q > 0 && q < 1)) {
            throw new IllegalArgumentException("A quantile is asked for a share strictly between 0 and 1, not for " + q + ".");
        }
        return q;
    }
}
