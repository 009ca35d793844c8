package dev.assay.core.metric.alike;

import dev.assay.core.metric.Quantile;

/// The number of successes among independent tries that succeed with different probabilities.
///
/// Exact, by convolution of one try after another, up to [#MOST_EXACT] tries. Beyond that the normal distribution with a correction for
/// continuity: below it, it is too small by a fifth near .01 and by more in the tail.
final class PoissonBinomial {

    /// Up to so many tries the tail is exact.
    static final int MOST_EXACT = 2_000;

    private PoissonBinomial() {
    }

    /// The probability of at least so many successes.
    ///
    /// @param probabilities each in 0 to 1
    /// @param successes at least 0
    static double atLeast(double[] probabilities, int successes) {
        if (successes == 0) {
            return 1;
        }
        return probabilities.length <= MOST_EXACT ? exact(probabilities, successes) : normal(probabilities, successes);
    }

    private static double exact(double[] probabilities, int successes) {
        double[] mass = new double[probabilities.length + 1];
        mass[0] = 1;
        for (int tried = 0; tried < probabilities.length; tried++) {
            double p = probabilities[tried];
            for (int k = tried + 1; k > 0; k--) {
                mass[k] = mass[k] * (1 - p) + mass[k - 1] * p;
            }
            mass[0] *= 1 - p;
        }
        double tail = 0;
        for (int k = probabilities.length; k >= successes; k--) {
            tail += mass[k];
        }
        return Math.min(1, tail);
    }

    private static double normal(double[] probabilities, int successes) {
        double mean = 0;
        double variance = 0;
        for (double p : probabilities) {
            mean += p;
            variance += p * (1 - p);
        }
        return variance > 0 ? Quantile.normalAbove((successes - 0.5 - mean) / Math.sqrt(variance)) : 1;
    }
}
