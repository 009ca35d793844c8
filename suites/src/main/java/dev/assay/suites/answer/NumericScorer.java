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

/// Judges answers that are one number: `numeric/1.0`.
///
/// It finds the final answer, reads it exactly, and compares it with the gold of a [Target.Expression] without any global tolerance. The
/// relation is `IDENTICAL`, `EQUAL_EXACT`, `EQUAL_ROUNDED` or `EQUAL_CONVERTED` where it is right; `NOT_EQUAL`, `UNIT_CONFLICT` or
/// `TYPE_MISMATCH` where it is wrong. A gold that is no number is `Unscored` with relation `GOLD`.
public final class NumericScorer implements Scorer {

    private static final ScorerRef REF = new ScorerRef("numeric", "1.0");

    /// A scorer without state.
    public NumericScorer() {
    }

    @Override
    public ScorerRef ref() {
        return REF;
    }

    @Override
    public Score score(Sample sample, Transcript transcript) {
        if (!(sample.target() instanceof Target.Expression(String goldText))) {
            return Scores.unreadableGold(sample.target(), "a number");
        }
        Optional<Numeral> gold = goldText.indexOf('=') >= 0
            ? Optional.empty()
            : NumeralReader.read(goldText).or(() -> NumeralReader.readDecimalComma(goldText));
        if (gold.isEmpty()) {
            return Scores.unreadableGold(sample.target(), "a number");
        }
        return switch (FinalText.of(transcript)) {
            case FinalText.Absent(var reason, var flags) -> Scores.nothing(reason, sample.target(), flags);
            case FinalText.Present(var text, var truncated, var flags) -> switch (AnswerFinder.find(text, truncated, AnswerKind.NUMBER)) {
                case Missing(var reason) -> Scores.nothing(reason, sample.target(), flags);
                case Found found -> Scores.judged(found, verdict(gold.get(), goldText, found.raw()), sample.target(), flags);
            };
        };
    }

    /// Compares the text of an answer with a gold number.
    static Verdict verdict(Numeral gold, String goldText, String raw) {
        if (Normaliser.plain(raw).equals(Normaliser.plain(goldText))) {
            return Verdict.same("IDENTICAL", "The answer is written as the right one: " + goldText.strip() + ".", List.of());
        }
        Optional<Verdict> first = NumeralReader.read(raw).map(answer -> NumericComparison.compare(gold, answer));
        if (first.isPresent() && first.get().equal()) {
            return first.get();
        }
        Optional<Verdict> comma = NumeralReader.readDecimalComma(raw).map(answer -> NumericComparison.compare(gold, answer))
            .filter(verdict -> verdict.equal() && "EQUAL_EXACT".equals(verdict.relation()));
        if (comma.isPresent()) {
            return comma.get().flagged(List.of("LOCALE"));
        }
        return first.orElseGet(() -> Verdict.different("TYPE_MISMATCH", "The answer is not one number.", List.of()));
    }
}
