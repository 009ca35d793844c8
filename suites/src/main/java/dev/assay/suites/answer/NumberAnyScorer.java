package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Transcript;
import dev.assay.suites.answer.Finding.Found;
import dev.assay.suites.answer.Finding.Missing;
import java.util.List;
import java.util.Optional;

/// Judges answers that are one number, of which several are right: `number-any/1.0`.
///
/// The target is a [Target.Text] whose accepted texts are numbers. The explanation says which one matched. Accepted texts that are no
/// numbers are the harness's fault: `Unscored` with relation `GOLD`.
public final class NumberAnyScorer implements Scorer {

    private static final ScorerRef REF = new ScorerRef("number-any", "1.0");

    /// A scorer without state.
    public NumberAnyScorer() {
    }

    @Override
    public ScorerRef ref() {
        return REF;
    }

    @Override
    public Score score(Sample sample, Transcript transcript) {
        if (!(sample.target() instanceof Target.Text(List<String> accepted)) || accepted.stream().anyMatch(text -> NumeralReader.read(text).isEmpty())) {
            return Scores.unreadableGold(sample.target(), "a list of numbers");
        }
        return switch (FinalText.of(transcript)) {
            case FinalText.Absent(var reason, var flags) -> Scores.nothing(reason, sample.target(), flags);
            case FinalText.Present(var text, var truncated, var flags) -> switch (AnswerFinder.find(text, truncated, AnswerKind.NUMBER)) {
                case Missing(var reason) -> Scores.nothing(reason, sample.target(), flags);
                case Found found -> Scores.judged(found, verdict(accepted, found.raw()), sample.target(), flags);
            };
        };
    }

    private static Verdict verdict(List<String> accepted, String raw) {
        Optional<Numeral> answer = NumeralReader.read(raw);
        if (answer.isEmpty()) {
            return Verdict.different("TYPE_MISMATCH", "The answer is not one number.", List.of());
        }
        for (String gold : accepted) {
            Verdict verdict = NumericScorer.verdict(NumeralReader.read(gold).orElseThrow(), gold, raw);
            if (verdict.equal()) {
                return verdict;
            }
        }
        return Verdict.different("NOT_EQUAL", answer.get() + " is none of the " + accepted.size() + " right answers.", List.of());
    }
}
