package dev.assay.core.metric.compare;

import dev.assay.core.metric.Observation;
import java.util.Optional;

/// One sample that two models answered.
///
/// @param sample the sample's id
/// @param cluster the sample's cluster; absent: its own
/// @param a the first model's mean score, in 0 to 1
/// @param b the second model's mean score, in 0 to 1
/// @param epochsA scored epochs of the first model, at least 1
/// @param epochsB scored epochs of the second model, at least 1
public record Pair(String sample, Optional<String> cluster, double a, double b, int epochsA, int epochsB) {

    public Pair {
        if (!(a >= 0 && a <= 1 && b >= 0 && b <= 1)) {
            throw new IllegalArgumentException("Scores lie in 0 to 1, not at " + a + " and " + b + " (sample " + sample + ").");
        }
        if (epochsA < 1 || epochsB < 1) {
            throw new IllegalArgumentException("A pair has scored epochs on both sides, not " + epochsA + " and " + epochsB + " (sample " + sample + ").");
        }
    }

    /// The first model's score less the second's.
    public double difference() {
        return a - b;
    }

    /// Whether each model was asked once and was right or wrong.
    public boolean binary() {
        return epochsA == 1 && epochsB == 1 && (a == 0 || a == 1) && (b == 0 || b == 1);
    }

    /// The difference as a value that knows its cluster.
    public Observation observation() {
        return new Observation(difference(), cluster);
    }

    Pair swapped() {
        return new Pair(sample, cluster, b, a, epochsB, epochsA);
    }
}
