package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Transcript;
import dev.assay.suites.answer.Finding.Reason;
import dev.assay.suites.answer.equality.Equality;
import dev.assay.suites.answer.equality.Profile;
import dev.assay.suites.answer.equality.SampleRules;
import dev.assay.suites.answer.expression.Reading;
import dev.assay.suites.answer.expression.ReadingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Judges answers of several named values, given as one JSON object: `fields/1.0`.
///
/// The answer is the last complete JSON object that has all the names of a [Target.Fields], or else the last one that has some, wherever
/// it stands, inside fences and inside other objects too. Two values are equal if both are numbers of the same value, or else texts that
/// differ at most in case and white space. All must be right; the explanation lists each part.
public final class FieldsScorer implements Scorer {

    private static final ScorerRef REF = new ScorerRef("fields", "1.0");
    private static final int MAX_PART = 200;
    private static final ReadingOptions FORMULA = ReadingOptions.STANDARD.withWords(false);

    /// A scorer without state.
    public FieldsScorer() {
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
        if (!(sample.target() instanceof Target.Fields(SortedMap<String, String> values))) {
            return Scores.unreadableGold(sample.target(), "a list of named values");
        }
        return switch (FinalText.of(transcript)) {
            case FinalText.Absent(var reason, var flags) -> Scores.nothing(reason, sample.target(), flags);
            case FinalText.Present(var text, var truncated, var flags) -> {
                Optional<Answer> answer = find(text, values);
                yield answer.isPresent()
                    ? judged(answer.get(), values, sample.target(), flags)
                    : Scores.nothing(truncated ? Reason.TRUNCATED_IN_ANSWER : Reason.NOTHING_FOUND, sample.target(), flags);
            }
        };
    }

    /// An object found in the text.
    private record Answer(Json.Members members, Span span, boolean whole) {
    }

    private static Optional<Answer> find(String text, SortedMap<String, String> wanted) {
        Optional<Answer> some = Optional.empty();
        int offset = Math.max(0, text.length() - AnswerFinder.MAX_SCANNED);
        for (Json.Placed placed : JsonScanner.objects(text.substring(offset)).reversed()) {
            Span span = new Span(placed.span().start() + offset, placed.span().end() + offset);
            for (Json.Members members : placed.withNested().reversed()) {
                long present = wanted.keySet().stream().filter(name -> members.find(name).isPresent()).count();
                if (present == wanted.size()) {
                    return Optional.of(new Answer(members, span, true));
                }
                some = some.isEmpty() && present > 0 ? Optional.of(new Answer(members, span, false)) : some;
            }
        }
        return some;
    }

    private static Score judged(Answer answer, SortedMap<String, String> wanted, Target target, List<String> flags) {
        List<String> wrong = new ArrayList<>();
        SortedMap<String, String> details = new TreeMap<>();
        SortedMap<String, String> given = new TreeMap<>();
        for (Map.Entry<String, String> gold : wanted.entrySet()) {
            Part part = part(gold.getValue(), answer.members().find(gold.getKey()));
            part.given().ifPresent(value -> given.put(gold.getKey(), value));
            details.put("part." + gold.getKey(), part.sentence());
            if (!part.right()) {
                wrong.add(gold.getKey());
            }
        }
        AnswerTables.describe(details);
        details.put("tier", Tier.T1.name());
        details.put("confidence", Tier.T1.confidence().name());
        details.put("start", Integer.toString(answer.span().start()));
        details.put("end", Integer.toString(answer.span().end()));
        Optional<String> extracted = Optional.of(Scores.shown(new Target.Fields(given).display()));
        if (wrong.isEmpty()) {
            return new Score.Correct(extracted,
                new Explanation("EQUAL_EXACT", "All " + wanted.size() + " parts are right.", Optional.of(target.display()), flags, details));
        }
        String sentence = (wanted.size() - wrong.size()) + " of " + wanted.size() + " parts are right; not right: " + String.join(", ", wrong) + ".";
        return new Score.Incorrect(extracted,
            new Explanation(answer.whole() ? "NOT_EQUAL" : "STRUCTURE", sentence, Optional.of(target.display()), flags, details));
    }

    /// One part's verdict.
    private record Part(boolean right, Optional<String> given, String sentence) {
    }

    private static Part part(String gold, Optional<Json> value) {
        if (value.isEmpty()) {
            return new Part(false, Optional.empty(), "missing; right is " + gold);
        }
        String given = value.get().display();
        String shown = given.length() <= MAX_PART ? given : given.substring(0, MAX_PART) + "…";
        boolean right = equal(gold, given);
        return new Part(right, Optional.of(shown), right ? shown + ": right" : shown + ": wrong; right is " + gold);
    }

    private static boolean equal(String gold, String given) {
        Gold wanted = Gold.of(gold);
        if (wanted.kind() == AnswerKind.SCALAR && Reading.of(given, FORMULA) instanceof Reading.Parsed said) {
            return Equality.judge(wanted.reading(), said, Profile.STANDARD, SampleRules.NONE).isEqual();
        }
        return folded(gold).equals(folded(given));
    }

    private static String folded(String text) {
        return String.join(" ", text.strip().toLowerCase(Locale.ROOT).split("\\s+"));
    }
}
