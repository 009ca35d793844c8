package dev.assay.core.metric;

import java.util.List;
import java.util.Optional;

/// All epochs of one sample: the unit of resampling. Trials are never treated as independent observations.
///
/// @param sample the sample's id
/// @param cluster samples of one cluster are not independent; absent: its own cluster
/// @param scores the scores in 0 to 1 of the epochs that have one
/// @param unscored how many epochs have none
public record ScoredSample(String sample, Optional<String> cluster, List<Double> scores, int unscored) {

    public ScoredSample {
        scores = List.copyOf(scores);
        for (double score : scores) {
            if (!(score >= 0 && score <= 1)) {
                throw new IllegalArgumentException("A score lies in 0 to 1, not at " + score + " (sample " + sample + ").");
            }
        }
        if (unscored < 0) {
            throw new IllegalArgumentException("Unscored epochs cannot be " + unscored + " (sample " + sample + ").");
        }
    }

    /// The mean over the scored epochs; it does not depend on their order.
    ///
    /// @throws IllegalStateException if there is none
    public double mean() {
        if (scores.isEmpty()) {
            throw new IllegalStateException("Sample " + sample + " has no scored epoch and so no mean.");
        }
        return scores.size() == 1 ? scores.getFirst() : ClusteredMean.meanOfSorted(scores.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }
}
