package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Transcript;
import dev.assay.suites.answer.Finding.Reason;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Judges by the published rules of farel-bench, to compare with its tables: `farel-bench/1.0` and `farel-bench-tag/1.0`.
///
/// The answer is the number of an option. `farel-bench` takes the last `\boxed{n}` if there is one, else the last `<ANSWER>n</ANSWER>`;
/// `farel-bench-tag` takes the first tag alone, as the benchmark did before models boxed their answers. Which of the two is used moves one
/// published model from 50.2 to 96.7 %.
public final class FarelScorer implements Scorer {

    private static final Pattern BOX = Pattern.compile("\\\\boxed\\{([^{}\\n]{0,200})\\}");
    private static final Pattern TAG = Pattern.compile("<ANSWER>([^\\n]{0,200}?)</ANSWER>");

    private final ScorerRef ref;
    private final boolean boxes;

    private FarelScorer(String name, boolean boxes) {
        this.ref = new ScorerRef(name, "1.0");
        this.boxes = boxes;
    }

    /// Last box, else last tag.
    public static FarelScorer boxOrTag() {
        return new FarelScorer("farel-bench", true);
    }

    /// First tag.
    public static FarelScorer tagOnly() {
        return new FarelScorer("farel-bench-tag", false);
    }

    @Override
    public ScorerRef ref() {
        return ref;
    }

    @Override
    public Score score(Sample sample, Transcript transcript) {
        if (!(sample.target() instanceof Target.Choice choice)) {
            return Scores.unreadableGold(sample.target(), "one of several options");
        }
        return switch (FinalText.of(transcript)) {
            case FinalText.Absent(var reason, var flags) -> Scores.nothing(reason, choice, flags);
            case FinalText.Present(var text, var truncated, var flags) -> {
                Optional<String> answer = answer(text);
                yield answer.isEmpty()
                    ? Scores.nothing(truncated ? Reason.TRUNCATED_IN_ANSWER : Reason.NOTHING_FOUND, choice, flags)
                    : judged(answer.get(), choice, flags);
            }
        };
    }

    private static Score judged(String answer, Target.Choice choice, List<String> flags) {
        boolean equal = answer.equals(choice.label());
        Explanation explanation = new Explanation(equal ? "IDENTICAL" : "NOT_EQUAL", equal ? "The right option was named." : "Another option was named.",
            Optional.of(choice.display()), flags, Collections.emptySortedMap());
        return equal ? new Score.Correct(Optional.of(answer), explanation) : new Score.Incorrect(Optional.of(answer), explanation);
    }

    private Optional<String> answer(String text) {
        if (!boxes) {
            Matcher first = TAG.matcher(text);
            return first.find() ? Optional.of(first.group(1).strip()) : Optional.empty();
        }
        return last(BOX, text).or(() -> last(TAG, text));
    }

    private static Optional<String> last(Pattern pattern, String text) {
        return pattern.matcher(text).results().reduce((first, next) -> next).map(match -> match.group(1).strip());
    }
}
