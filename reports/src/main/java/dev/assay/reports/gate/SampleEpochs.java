package dev.assay.reports.gate;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// All epochs of one sample, as far as a gate looks at them.
///
/// @param sample the sample's id
/// @param cluster samples of one cluster are not independent; absent: its own cluster
/// @param tags the sample's tags
/// @param epochs what became of each epoch that was asked, in their order
/// @param prompt the beginning of the digest of its messages as they were sent, by which some samples of a run are compared alone; absent where
/// they are not known
public record SampleEpochs(String sample, Optional<String> cluster, SortedSet<String> tags, List<Epoch> epochs, Optional<String> prompt) {

    public SampleEpochs {
        tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
        epochs = List.copyOf(epochs);
    }

    /// A sample of which nobody kept what was sent.
    public SampleEpochs(String sample, Optional<String> cluster, SortedSet<String> tags, List<Epoch> epochs) {
        this(sample, cluster, tags, epochs, Optional.empty());
    }

    /// What became of one epoch.
    ///
    /// @param score in 0 to 1; absent if it has no verdict, by an outage or a fault of the scorer
    /// @param truncated whether it ran out of tokens or time, in the thought or in the answer
    /// @param noAnswer whether the model gave none, for whatever reason that is its own
    /// @param outputTokens thought and answer; absent if unknown
    /// @param costUsd absent if unknown
    /// @param seconds how long the successful attempt took; absent if unknown
    public record Epoch(Optional<Double> score, boolean truncated, boolean noAnswer, Optional<Long> outputTokens, Optional<Double> costUsd,
        Optional<Double> seconds) {
    }
}
