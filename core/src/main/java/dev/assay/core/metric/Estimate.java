package dev.assay.core.metric;

import java.util.Optional;

/// What scores amount to. A quantity that cannot be computed is absent, never NaN and never 0.
///
/// @param value the estimate; absent if nothing was scored
/// @param standardError clustered; absent with fewer than two clusters
/// @param interval 95 % unless the metric says otherwise
/// @param n samples with at least one scored epoch
/// @param clusters independent units among them
/// @param trials scored epochs in all
/// @param unscored epochs without a score
public record Estimate(Optional<Double> value, Optional<Double> standardError, Optional<Interval> interval, int n, int clusters, long trials, long unscored) {

    public Estimate {
        if (n < 0 || clusters < 0 || clusters > n || trials < 0 || unscored < 0) {
            throw new IllegalArgumentException("An estimate over " + n + " samples in " + clusters + " clusters with " + trials + " scored and " + unscored
                + " unscored epochs does not add up.");
        }
        requireFinite(value);
        requireFinite(standardError);
    }

    private static void requireFinite(Optional<Double> quantity) {
        if (quantity.isPresent() && !Double.isFinite(quantity.get())) {
            throw new IllegalArgumentException("A quantity that cannot be computed is absent, not " + quantity.get() + ".");
        }
    }
}
