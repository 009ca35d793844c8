package dev.assay.core.metric.rank;

/// The paired test of two models.
///
/// @param a the number of the first model, at least 0
/// @param b the number of the second model, at least 0 and not `a`
/// @param effect the first model's score less the second's
/// @param p two-sided, in 0 to 1; 1 where the comparison allows no verdict
public record Contest(int a, int b, double effect, double p) {

    public Contest {
        if (a < 0 || b < 0 || a == b) {
            throw new IllegalArgumentException("A contest is between two models, not between " + a + " and " + b + ".");
        }
        if (!(p >= 0 && p <= 1) || !Double.isFinite(effect)) {
            throw new IllegalArgumentException("A contest with an effect of " + effect + " and p = " + p + " was not computed.");
        }
    }
}
