package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Transcript;
import dev.assay.suites.answer.Finding.Found;
import dev.assay.suites.answer.Finding.Missing;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Judges answers that are a text, or any of several: `exact/1.0`, `text/1.0` and `quasi/1.0`.
///
/// The target is a [Target.Text]. `exact` takes the text as it is, but for white space round it; one layer of fence, back-ticks, bold marks
/// or quotes that the gold does not have is taken off, with flag `UNWRAPPED`. `text` also folds case and white space, with flag `FOLDED`.
/// `quasi` compares the words alone, without punctuation and English articles, with flag `QUASI`. Nothing is matched by containment.
public final class TextScorer implements Scorer {

    private enum Folding {
        NONE, CASE, WORDS
    }

    private final ScorerRef ref;
    private final Folding folding;

    private TextScorer(ScorerRef ref, Folding folding) {
        this.ref = ref;
        this.folding = folding;
    }

    /// The scorer that compares character by character.
    public static TextScorer exact() {
        return new TextScorer(new ScorerRef("exact", "1.0"), Folding.NONE);
    }

    /// The scorer that folds case and white space.
    public static TextScorer folded() {
        return new TextScorer(new ScorerRef("text", "1.0"), Folding.CASE);
    }

    /// The scorer that compares words, without punctuation and English articles.
    public static TextScorer quasi() {
        return new TextScorer(new ScorerRef("quasi", "1.0"), Folding.WORDS);
    }

    @Override
    public ScorerRef ref() {
        return ref;
    }

    @Override
    public Optional<String> profile() {
        return AnswerTables.standard();
    }

    @Override
    public Score score(Sample sample, Transcript transcript) {
        if (!(sample.target() instanceof Target.Text(List<String> accepted))) {
            return Scores.unreadableGold(sample.target(), "a text");
        }
        return switch (FinalText.of(transcript)) {
            case FinalText.Absent(var reason, var flags) -> Scores.nothing(reason, sample.target(), flags);
            case FinalText.Present(var text, var truncated, var flags) -> switch (AnswerFinder.find(text, truncated, AnswerKind.TEXT)) {
                case Missing(var reason) -> Scores.nothing(reason, sample.target(), flags);
                case Found found -> Scores.judged(found, verdict(accepted, found.raw()), sample.target(), flags);
            };
        };
    }

    private Verdict verdict(List<String> accepted, String raw) {
        String answer = composed(raw);
        for (String gold : accepted) {
            Optional<Verdict> same = same(composed(gold), answer);
            if (same.isPresent()) {
                return same.get();
            }
        }
        return Verdict.different("NOT_EQUAL", "The answer is another text than the right one.", List.of());
    }

    private Optional<Verdict> same(String gold, String answer) {
        if (gold.equals(answer)) {
            return Optional.of(Verdict.same("IDENTICAL", "The answer is written as the right one.", List.of()));
        }
        String bare = answer;
        for (int layer = 0; layer < 3; layer++) {
            bare = Wrapping.without(bare);
            if (gold.equals(bare)) {
                return Optional.of(Verdict.same("EQUAL_EXACT", "The answer is the right one inside marks.", List.of("UNWRAPPED")));
            }
        }
        if (folding != Folding.NONE && folded(Wrapping.without(gold)).equals(folded(bare))) {
            return Optional.of(Verdict.same("EQUAL_EXACT", "The answer is the right one but for case and white space.", List.of("FOLDED")));
        }
        String words = QuasiText.plain(gold);
        if (folding == Folding.WORDS && !words.isEmpty() && words.equals(QuasiText.plain(bare))) {
            return Optional.of(Verdict.same("EQUAL_EXACT", "The answer has the words of the right one, in their order.", List.of("QUASI")));
        }
        return Optional.empty();
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    }

    private static String folded(String text) {
        String spaced = text.strip().toLowerCase(Locale.ROOT);
        StringBuilder out = new StringBuilder(spaced.length());
        for (int i = 0; i < spaced.length(); i++) {
            char c = Character.isWhitespace(spaced.charAt(i)) ? ' ' : spaced.charAt(i);
            if (c != ' ' || out.isEmpty() || out.charAt(out.length() - 1) != ' ') {
                out.append(c);
            }
        }
        return !out.isEmpty() && out.charAt(out.length() - 1) == '.' ? out.substring(0, out.length() - 1) : out.toString();
    }
}
