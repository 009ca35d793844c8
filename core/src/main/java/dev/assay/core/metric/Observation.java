package dev.assay.core.metric;

import java.util.Optional;

/// One sample's value: a mean score, or a difference of two.
///
/// @param value finite
/// @param cluster samples of one cluster are not independent; absent: its own cluster
public record Observation(double value, Optional<String> cluster) {

    public Observation {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("A value that cannot be computed is left out, not given as " + value + ".");
        }
    }
}
