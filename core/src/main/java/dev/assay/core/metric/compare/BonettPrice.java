package dev.assay.core.metric.compare;

import dev.assay.core.metric.Interval;
import dev.assay.core.metric.Quantile;

/// The adjusted Wald interval for the difference of two accuracies on the same samples: a cross-check of [Tango], not what is printed.
///
/// Bonett and Price 2012, *Adjusted Wald Confidence Interval for a Difference of Binomial Proportions Based on Paired Data*.
public final class BonettPrice {

    private BonettPrice() {
    }

    /// With `p = (b+1)/(n+2)` and `q = (c+1)/(n+2)`: `(p-q) ± z √((p + q - (p-q)²)/(n+2))`, clipped to -1 to 1.
    ///
    /// @param confidence two-sided, strictly between 0 and 1
    public static Interval interval(BinaryPairs pairs, double confidence) {
        double size = pairs.n() + 2.0;
        double p = (pairs.aOnly() + 1) / size;
        double q = (pairs.bOnly() + 1) / size;
        double half = Quantile.normal(Quantile.upper(confidence)) * Math.sqrt((p + q - (p - q) * (p - q)) / size);
        return new Interval(Math.max(-1, p - q - half), Math.min(1, p - q + half));
    }
}
