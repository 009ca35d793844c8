package dev.assay.reports.gate;

import dev.assay.core.sandbox.Isolation;
import java.util.Optional;

/// What was asked and how it was judged, so that two runs are compared only where that is the same.
///
/// @param dataset digest of the dataset, such as `sha256:9f0c…`
/// @param prompt digest of every sample's messages as they were sent; absent where the log does not hold them
/// @param scorer `name/version`, and the profile it judged under where it has one
/// @param judge the judge models; absent for a scorer that works by rules
/// @param sampling digest of everything that says how was asked: the configuration and the model's own options
/// @param epochs how often each sample was to be asked
/// @param harness the version of Assay; a difference only warns
/// @param isolation how well the programs were isolated that were run to judge, the weakest of them; `NONE` where any program of the run had no box, because
///     it could have changed every result; absent if no program ran, or from before this was kept
public record Fingerprint(String dataset, Optional<String> prompt, String scorer, Optional<String> judge, String sampling, int epochs, String harness,
    Optional<Isolation> isolation) {

    /// Of results for which no program ran.
    public Fingerprint(String dataset, Optional<String> prompt, String scorer, Optional<String> judge, String sampling, int epochs, String harness) {
        this(dataset, prompt, scorer, judge, sampling, epochs, harness, Optional.empty());
    }

    /// One field in which two fingerprints differ.
    ///
    /// @param field the field's name, such as `scorer`
    /// @param baseline its value there
    /// @param candidate its value in the run
    public record Mismatch(String field, String baseline, String candidate) {
    }
}
