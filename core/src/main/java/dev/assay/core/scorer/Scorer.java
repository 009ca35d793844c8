package dev.assay.core.scorer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.transcript.Transcript;

/// Turns a transcript into a score.
///
/// A scorer is a pure function of sample and transcript, unless it was built with a judge model or a sandbox. It gives a typed result for
/// every text; a fault of its own is `Unscored`.
public interface Scorer {

    /// Its name and version.
    ScorerRef ref();

    /// Judges the transcript's final output.
    Score score(Sample sample, Transcript transcript);

    /// Judges, and says what it asked of judge models on the way. A scorer that was built with one overrides this.
    default Ruling ruling(Sample sample, Transcript transcript) {
        return Ruling.of(score(sample, transcript));
    }
}
