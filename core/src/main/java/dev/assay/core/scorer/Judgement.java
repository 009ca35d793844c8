package dev.assay.core.scorer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Event;
import dev.assay.core.transcript.Segmentation;
import dev.assay.core.transcript.Transcript;
import java.util.List;
import java.util.Optional;

/// One scorer's verdict on one trial.
///
/// @param scorer who judged
/// @param score the verdict
/// @param ending how the trial ended, in the light of the verdict
/// @param calls what judge models were asked for it, in order; empty for a scorer that works by rules
public record Judgement(ScorerRef scorer, Score score, Ending ending, List<Event.ModelCall> calls) {

    /// The relation of a verdict that is missing because the scorer failed.
    public static final String CHECK = "CHECK";

    public Judgement {
        calls = List.copyOf(calls);
    }

    /// A verdict for which no model was asked.
    public Judgement(ScorerRef scorer, Score score, Ending ending) {
        this(scorer, score, ending, List.of());
    }

    /// Judges a transcript. A scorer that throws gives no verdict: the score is then `Unscored`, never wrong.
    ///
    /// The ending is that of the transcript's segmentation; a trial that stopped by itself, but in whose answer the scorer found nothing,
    /// ended without an answer.
    public static Judgement by(Scorer scorer, Sample sample, Transcript transcript) {
        Ruling ruling = rulingOf(scorer, sample, transcript);
        Score score = ruling.score();
        Ending ending = Segmentation.of(transcript.output()).ending();
        boolean nothingFound = ending == Ending.ANSWERED && score instanceof Score.NoAnswer;
        return new Judgement(scorer.ref(), score, nothingFound ? Ending.NO_ANSWER : ending, ruling.calls());
    }

    private static Ruling rulingOf(Scorer scorer, Sample sample, Transcript transcript) {
        try {
            return scorer.ruling(sample, transcript);
        } catch (RuntimeException | StackOverflowError e) {
            String text = "Scorer " + scorer.ref() + " failed: " + e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
            return Ruling.of(new Score.Unscored(Optional.empty(), Explanation.of(CHECK, text, Optional.of(sample.target().display()))));
        }
    }
}
