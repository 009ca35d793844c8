package dev.assay.core.metric;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// One sample's value under a metric of several tries; the estimate over samples is made like that of [Accuracy].
///
/// @param sample the sample's id
/// @param cluster the sample's cluster
/// @param value in 0 to 1; absent if the sample had too few tries
/// @param tries scored epochs
/// @param unscored epochs without a score
record SampleValue(String sample, Optional<String> cluster, Optional<Fraction> value, int tries, int unscored) {

    /// The mean of the samples' values, with the clustered standard error and Wilson's interval. A sample without a value leaves the mean,
    /// and all its epochs count as unscored.
    static Estimate estimate(List<SampleValue> values, double confidence) {
        return new Accuracy(confidence).estimate(values.stream().map(SampleValue::asScored).toList());
    }

    /// The sample as if each of its tries had scored its value: the mean is the value, exactly, and the number of trials stays.
    private ScoredSample asScored() {
        if (value.isEmpty()) {
            return new ScoredSample(sample, cluster, List.of(), unscored + tries);
        }
        return new ScoredSample(sample, cluster, Collections.nCopies(tries, value.get().doubleValue()), unscored);
    }
}
