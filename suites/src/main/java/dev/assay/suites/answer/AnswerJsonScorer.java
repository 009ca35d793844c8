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

/// Judges by the published rule of ZeroEval, to compare with its tables: `answer-json/1.0`.
///
/// 1. The first balanced `{…}` of the text, line ends removed, is read as JSON and gives its field `answer`.
/// 2. If that fails, the first `"answer": "…"` of the text gives it, else the first `"answer": …`, else the first `answer: …`, up to a
///    comma or white space.
/// 3. Dollar signs and commas are removed, and plain arithmetic with a slash is evaluated.
/// 4. The first number of the answer and that of the gold are compared as binary64.
///
/// No answer counts as wrong. The rule stands as published, its oddities included; [ExpressionScorer] is the one to trust.
public final class AnswerJsonScorer implements Scorer {

    private static final ScorerRef REF = new ScorerRef("answer-json", "1.0");

    /// A scorer without state.
    public AnswerJsonScorer() {
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
        Optional<Double> gold = firstNumber(cleaned(goldText));
        if (gold.isEmpty()) {
            return Scores.unreadableGold(sample.target(), "a number");
        }
        return switch (FinalText.of(transcript)) {
            case FinalText.Absent(var reason, var flags) -> nothing(reason, sample.target(), flags);
            case FinalText.Present(var text, var truncated, var flags) -> judged(text, gold.get(), sample.target(), truncated, flags);
        };
    }

    /// The published rule has no tables, so no profile is named.
    private static Score nothing(Reason reason, Target target, List<String> flags) {
        return new Score.NoAnswer(explanation(reason.name(), reason.sentence(), target, flags));
    }

    private static Score judged(String text, double gold, Target target, boolean truncated, List<String> flags) {
        Optional<String> answer = answer(text);
        if (answer.isEmpty() || answer.get().isEmpty()) {
            return nothing(truncated ? Reason.TRUNCATED_IN_ANSWER : Reason.NOTHING_FOUND, target, flags);
        }
        Optional<Double> number = firstNumber(cleaned(answer.get()));
        Optional<String> extracted = Optional.of(Scores.shown(answer.get()));
        if (number.isEmpty()) {
            return new Score.Incorrect(extracted, explanation("TYPE_MISMATCH", "No number stands in the answer.", target, flags));
        }
        boolean equal = number.get().doubleValue() == gold;
        String sentence = "The first number is " + number.get() + (equal ? ", as it should be." : ", not " + gold + ".");
        Explanation explanation = explanation(equal ? "EQUAL_NUMERIC" : "NOT_EQUAL", sentence, target, flags);
        return equal ? new Score.Correct(extracted, explanation) : new Score.Incorrect(extracted, explanation);
    }

    private static Explanation explanation(String relation, String sentence, Target target, List<String> flags) {
        return new Explanation(relation, sentence, Optional.of(target.display()), flags, Collections.emptySortedMap());
    }

    /// Steps 1 and 2.
    static Optional<String> answer(String text) {
        Optional<String> field = firstObject(text).map(object -> object.replace("\n", "")).flatMap(JsonScanner::strictObject)
            .flatMap(members -> Optional.ofNullable(members.values().get("answer"))).map(Json::display);
        return field.or(() -> quoted(text)).or(() -> bare(text, "\"answer\"")).or(() -> bare(text, "answer"));
    }

    /// The first stretch from a brace to the one that balances it; braces in strings count too, as published.
    private static Optional<String> firstObject(String text) {
        int start = text.indexOf('{');
        int depth = 0;
        for (int at = Math.max(start, 0); start >= 0 && at < text.length(); at++) {
            char c = text.charAt(at);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0) {
                return Optional.of(text.substring(start, at + 1));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> quoted(String text) {
        String name = "\"answer\"";
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            int value = valueStart(text, at + name.length());
            if (value >= 0 && value < text.length() && text.charAt(value) == '"') {
                int close = text.indexOf('"', value + 1);
                return close < 0 ? Optional.empty() : Optional.of(text.substring(value + 1, close));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> bare(String text, String name) {
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            int value = valueStart(text, at + name.length());
            if (value >= 0) {
                int end = value;
                while (end < text.length() && text.charAt(end) != ',' && !Character.isWhitespace(text.charAt(end))) {
                    end++;
                }
                return Optional.of(text.substring(value, end));
            }
        }
        return Optional.empty();
    }

    /// Where the value after a name starts; -1 if no colon follows it.
    private static int valueStart(String text, int from) {
        int colon = skipSpace(text, from);
        return colon < text.length() && text.charAt(colon) == ':' ? skipSpace(text, colon + 1) : -1;
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /// Step 3.
    private static String cleaned(String answer) {
        String bare = answer.replace("$", "").replace(",", "");
        return bare.indexOf('/') >= 0 ? PlainArithmetic.value(bare).map(Object::toString).orElse(bare) : bare;
    }

    /// The first `-?\d+(\.\d+)?`.
    static Optional<Double> firstNumber(String text) {
        int start = 0;
        while (start < text.length() && !PlainForm.digit(text.charAt(start))) {
            start++;
        }
        if (start == text.length()) {
            return Optional.empty();
        }
        int end = digitsEnd(text, start);
        if (end + 1 < text.length() && text.charAt(end) == '.' && PlainForm.digit(text.charAt(end + 1))) {
            end = digitsEnd(text, end + 1);
        }
        int from = start > 0 && text.charAt(start - 1) == '-' ? start - 1 : start;
        return Optional.of(Double.parseDouble(text.substring(from, end)));
    }

    private static int digitsEnd(String text, int from) {
        int end = from;
        while (end < text.length() && PlainForm.digit(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
