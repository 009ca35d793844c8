package dev.assay.core.scorer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.transcript.Transcript;
import java.util.Optional;

/// Turns a transcript into a score.
///
/// A scorer is a pure function of sample and transcript, unless it was built with a judge model or a sandbox. It gives a typed result for
/// every text; a fault of its own is `Unscored`.
public interface Scorer {

    /// Its name and version.
    ScorerRef ref();

    /// The profile it judges under: its name and the hash of every table it uses, such as `standard sha256:9f0c…`. Absent for a scorer that
    /// has none: its version alone says how it judges.
    default Optional<String> profile() {
        return Optional.empty();
    }

    /// Judges the transcript's final output.
    Score score(Sample sample, Transcript transcript);

    /// Judges, and says what it asked of judge models on the way. A scorer that was built with one overrides this.
    default Ruling ruling(Sample sample, Transcript transcript) {
        return Ruling.of(score(sample, transcript));
    }
}
