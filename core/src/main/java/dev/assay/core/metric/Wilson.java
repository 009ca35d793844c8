package dev.assay.core.metric;

/// Wilson's score interval for a proportion.
///
/// Wilson 1927, *Probable Inference, the Law of Succession, and Statistical Inference*. The size may be a real number: an effective
/// sample size, as in Korn and Graubard 1998, *Confidence Intervals for Proportions With Small Expected Number of Positive Counts
/// Estimated From Survey Data*.
public final class Wilson {

    private Wilson() {
    }

    /// The interval, clipped to 0 to 1.
    ///
    ///     centre = (p + z²/2n) / (1 + z²/n)
    ///     half   = z/(1 + z²/n) · √(p(1-p)/n + z²/4n²)
    ///
    /// @param p the proportion, in 0 to 1
    /// @param n the sample size or effective sample size, above 0
    /// @param confidence two-sided, strictly between 0 and 1, such as 0.95
    /// @throws IllegalArgumentException if an argument is out of its range
    public static Interval interval(double p, double n, double confidence) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("A proportion lies in 0 to 1, not at " + p + ".");
        }
        if (!(n > 0 && n < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("A sample size is above 0 and finite, not " + n + ".");
        }
        double z = Quantile.normal(Quantile.upper(confidence));
        double z2n = z * z / n;
        double centre = (p + z2n / 2) / (1 + z2n);
        double half = z / (1 + z2n) * Math.sqrt(p * (1 - p) / n + z2n / (4 * n));
        return new Interval(p == 0 ? 0 : Math.max(0, centre - half), p == 1 ? 1 : Math.min(1, centre + half));
    }
}
