package dev.assay.core.scorer;

import dev.assay.core.transcript.Ending;

/// One scorer's verdict on one trial.
///
/// @param scorer who judged
/// @param score the verdict
/// @param ending how the trial ended, in the light of the verdict
public record Judgement(ScorerRef scorer, Score score, Ending ending) {
}
