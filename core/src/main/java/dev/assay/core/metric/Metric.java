package dev.assay.core.metric;

import java.util.List;

/// Turns scores into an estimate.
@FunctionalInterface
public interface Metric {

    /// The estimate over these samples. Their order does not matter.
    Estimate estimate(List<ScoredSample> samples);
}
