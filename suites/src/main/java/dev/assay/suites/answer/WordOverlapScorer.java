package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Transcript;
import dev.assay.suites.answer.Finding.Found;
import dev.assay.suites.answer.Finding.Missing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Gives credit for the words that an answer shares with the right one: `f1/1.0`.
///
/// The credit is the harmonic mean of precision and recall over bags of words, the best over all accepted texts of a [Target.Text].
/// Words are compared in lower case, without punctuation and English articles. If the right answer holds numbers and the answer shares
/// none of them, there is no credit.
public final class WordOverlapScorer implements Scorer {

    private static final ScorerRef REF = new ScorerRef("f1", "1.0");

    /// A scorer without state.
    public WordOverlapScorer() {
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
        if (!(sample.target() instanceof Target.Text(List<String> accepted))) {
            return Scores.unreadableGold(sample.target(), "a text");
        }
        return switch (FinalText.of(transcript)) {
            case FinalText.Absent(var reason, var flags) -> Scores.nothing(reason, sample.target(), flags);
            case FinalText.Present(var text, var truncated, var flags) -> switch (AnswerFinder.find(text, truncated, AnswerKind.TEXT)) {
                case Missing(var reason) -> Scores.nothing(reason, sample.target(), flags);
                case Found found -> judged(found, accepted, sample.target(), flags);
            };
        };
    }

    private static Score judged(Found found, List<String> accepted, Target target, List<String> flags) {
        List<String> answer = QuasiText.words(found.raw());
        double best = accepted.stream().mapToDouble(gold -> overlap(QuasiText.words(gold), answer)).max().orElse(0);
        SortedMap<String, String> details = new TreeMap<>();
        AnswerTables.describe(details);
        details.put("tier", found.tier().name());
        details.put("f1", String.format(Locale.ROOT, "%.4f", best));
        Optional<String> extracted = Optional.of(Scores.shown(found.raw()));
        if (best == 1) {
            return new Score.Correct(extracted,
                new Explanation("EQUAL_EXACT", "The answer has the words of the right one.", Optional.of(target.display()), flags,
                    details));
        }
        String relation = best == 0 ? "NOT_EQUAL" : "OVERLAP";
        String sentence = best == 0
            ? "The answer shares no word that counts with the right one."
            : "The answer shares some words with the right one: F1 " + details.get("f1") + ".";
        Explanation explanation = new Explanation(relation, sentence, Optional.of(target.display()), flags, details);
        return best == 0 ? new Score.Incorrect(extracted, explanation) : new Score.Partial(best, extracted, explanation);
    }

    /// F1 of two bags of words, 0 to 1; two empty bags agree.
    static double overlap(List<String> gold, List<String> answer) {
        if (gold.isEmpty() || answer.isEmpty()) {
            return gold.isEmpty() && answer.isEmpty() ? 1 : 0;
        }
        Set<String> numbers = new HashSet<>(gold.stream().filter(QuasiText::isNumber).toList());
        if (!numbers.isEmpty() && answer.stream().noneMatch(numbers::contains)) {
            return 0;
        }
        Map<String, Integer> left = new HashMap<>();
        gold.forEach(word -> left.merge(word, 1, Integer::sum));
        int shared = 0;
        for (String word : answer) {
            Integer some = left.get(word);
            if (some != null && some > 0) {
                left.put(word, some - 1);
                shared++;
            }
        }
        return 2.0 * shared / (gold.size() + answer.size());
    }
}
