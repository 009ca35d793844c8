package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Transcript;
import dev.assay.suites.answer.ChoiceFinder.Chosen;
import dev.assay.suites.answer.Finding.Found;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Judges answers that are one of several labelled options: `choice/1.0`.
///
/// The target is a [Target.Choice]. Only a label that the text commits to counts; none is ever guessed.
public final class ChoiceScorer implements Scorer {

    private static final ScorerRef REF = new ScorerRef("choice", "1.0");

    /// A scorer without state.
    public ChoiceScorer() {
    }

    @Override
    public ScorerRef ref() {
        return REF;
    }

    @Override
    public Optional<String> profile() {
        return AnswerTables.standard();
    }

    @Override
    public Score score(Sample sample, Transcript transcript) {
        if (!(sample.target() instanceof Target.Choice(String gold, SortedMap<String, String> options))) {
            return Scores.unreadableGold(sample.target(), "one of several options");
        }
        return switch (FinalText.of(transcript)) {
            case FinalText.Absent(var reason, var flags) -> Scores.nothing(reason, sample.target(), flags);
            case FinalText.Present(var text, var truncated, var flags) -> switch (ChoiceFinder.find(text, truncated, options, false)) {
                case Chosen.None(var reason) -> Scores.nothing(reason, sample.target(), flags);
                case Chosen.Labels(var labels, var tier, var raw) -> judged(labels.getFirst(), gold, tier, place(text, raw), sample.target(), flags);
            };
        };
    }

    private static Score judged(String label, String gold, Tier tier, Span place, Target target, List<String> flags) {
        Verdict verdict = label.equals(gold)
            ? Verdict.same("IDENTICAL", "The answer is " + label + ".", List.of())
            : Verdict.different("NOT_EQUAL", "The answer is " + label + ", not " + gold + ".", List.of());
        return Scores.judged(new Found(tier, place, label, "", List.of()), verdict, target, flags);
    }

    /// Where the words stand that commit to the label; the whole text if marks stand between them.
    private static Span place(String text, String raw) {
        int at = text.lastIndexOf(raw);
        return at < 0 ? new Span(0, text.length()) : new Span(at, at + raw.length());
    }
}
