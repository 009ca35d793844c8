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
}
