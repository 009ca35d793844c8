package dev.assay.core.scorer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Segmentation;
import dev.assay.core.transcript.Transcript;
import java.util.Optional;

/// One scorer's verdict on one trial.
///
/// @param scorer who judged
/// @param score the verdict
/// @param ending how the trial ended, in the light of the verdict
public record Judgement(ScorerRef scorer, Score score, Ending ending) {

    /// The relation of a verdict that is missing because the scorer failed.
    public static final String CHECK = "CHECK";

    /// Judges a transcript. A scorer that throws gives no verdict: the score is then `Unscored`, never wrong.
    ///
    /// The ending is that of the transcript's segmentation; a trial that stopped by itself, but in whose answer the scorer found nothing,
    /// ended without an answer.
    public static Judgement by(Scorer scorer, Sample sample, Transcript transcript) {
        Score score = scoreOf(scorer, sample, transcript);
        Ending ending = Segmentation.of(transcript.output()).ending();
        boolean nothingFound = ending == Ending.ANSWERED && score instanceof Score.NoAnswer;
        return new Judgement(scorer.ref(), score, nothingFound ? Ending.NO_ANSWER : ending);
    }

    private static Score scoreOf(Scorer scorer, Sample sample, Transcript transcript) {
        try {
            return scorer.score(sample, transcript);
        } catch (RuntimeException | StackOverflowError e) {
            String text = "Scorer " + scorer.ref() + " failed: " + e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
            return new Score.Unscored(Optional.empty(), Explanation.of(CHECK, text, Optional.of(sample.target().display())));
        }
    }
}
