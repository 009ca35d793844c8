package dev.assay.core.run;

import dev.assay.core.dataset.Sample;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What became of one trial.
///
/// @param trial which one
/// @param cluster the sample's cluster
/// @param metadata the sample's metadata, such as `level`
/// @param outcome what became of it
/// @param elapsed how long it took, waits included
public record SampleResult(Trial trial, Optional<String> cluster, SortedMap<String, String> metadata, Outcome outcome, Duration elapsed) {

    public SampleResult {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        if (elapsed.isNegative()) {
            throw new IllegalArgumentException("A trial cannot take " + elapsed + ".");
        }
    }

    /// The result of a trial of this sample.
    public static SampleResult of(Trial trial, Sample sample, Outcome outcome, Duration elapsed) {
        return new SampleResult(trial, sample.cluster(), sample.metadata(), outcome, elapsed);
    }
}
