package dev.assay.core.metric.compare;

import dev.assay.core.metric.Interval;
import dev.assay.core.metric.Quantile;
import java.util.function.DoublePredicate;

/// Tango's score test and interval for the difference of two accuracies on the same samples.
///
/// It holds its error rate where few samples are discordant and Student's t is too generous. Tango 1998, *Equivalence test and confidence
/// interval for the difference in proportions for the paired-sample design*.
public final class Tango {

    private static final double EDGE = 1 - 1e-9;
    private static final double PRECISION = 1e-12;

    private Tango() {
    }

    /// The score of a hypothesised difference `D` (first model less second): with `b` and `c` the samples won by one model alone,
    ///
    ///     q = (√(B² - 4AC) - B) / 2A     A = 2n,  B = -b - c + (2n - b + c) D,  C = -c D (1 - D)
    ///     z = (b - c - nD) / √( n (2q + D(1 - D)) )
    ///
    /// @param pairs the counts
    /// @param difference `D`, in -1 to 1
    /// @return falls as `D` grows; 0 where the variance is 0
    public static double score(BinaryPairs pairs, double difference) {
        if (!(difference >= -1 && difference <= 1)) {
            throw new IllegalArgumentException("A difference of accuracies lies in -1 to 1, not at " + difference + ".");
        }
        double n = pairs.n();
        double b = pairs.aOnly();
        double c = pairs.bOnly();
        double first = 2 * n;
        double second = -b - c + (2 * n - b + c) * difference;
        double third = -c * difference * (1 - difference);
        double q = (Math.sqrt(Math.max(0, second * second - 4 * first * third)) - second) / (2 * first);
        double variance = n * (2 * q + difference * (1 - difference));
        return variance <= 0 ? 0 : (b - c - n * difference) / Math.sqrt(variance);
    }

    /// The p of "the first model is not better than the second by more than `D`": how likely so large a score is.
    public static double above(BinaryPairs pairs, double difference) {
        return Quantile.normalAbove(score(pairs, difference));
    }

    /// The p of "the first model is not worse than `D` from the second": how likely so small a score is.
    public static double below(BinaryPairs pairs, double difference) {
        return Quantile.normalAbove(-score(pairs, difference));
    }

    /// The differences whose score is not extreme, found by bisection; an end without a change of sign is -1 or 1.
    ///
    /// @param confidence two-sided, strictly between 0 and 1
    public static Interval interval(BinaryPairs pairs, double confidence) {
        double z = Quantile.normal(Quantile.upper(confidence));
        double observed = Math.clamp(pairs.difference(), -EDGE, EDGE);
        double low = score(pairs, -EDGE) <= z ? -1 : border(-EDGE, observed, d -> score(pairs, d) > z);
        double high = score(pairs, EDGE) >= -z ? 1 : border(observed, EDGE, d -> score(pairs, d) >= -z);
        return new Interval(Math.min(low, pairs.difference()), Math.max(high, pairs.difference()));
    }

    /// Where a predicate that holds at `from` stops holding on the way to `to`.
    private static double border(double from, double to, DoublePredicate holds) {
        double inside = from;
        double outside = to;
        while (outside - inside > PRECISION) {
            double middle = inside + (outside - inside) / 2;
            if (holds.test(middle)) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside + (outside - inside) / 2;
    }
}
