package dev.assay.suites.answer;

import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Score;
import dev.assay.core.transcript.Transcript;
import dev.assay.suites.answer.equality.Equality;
import dev.assay.suites.answer.equality.Relation;
import dev.assay.suites.answer.equality.SampleRules;
import dev.assay.suites.answer.expression.Reading;
import dev.assay.suites.answer.expression.ReadingOptions;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Judges a number that must stand at a place of the text: all of it, its first number, its last, or any. A number is a whole token.
final class NumberAtPlace {

    private static final int MAX_NUMBERS = 256;

    private NumberAtPlace() {
    }

    static Grade grade(Grader grader, String gold, Transcript transcript, GradeRequest.Location location) {
        return switch (FinalText.of(transcript)) {
            case FinalText.Absent(var reason, var flags) -> nothing(grader, gold, reason, flags);
            case FinalText.Present(var text, var _, var flags) -> among(grader, gold, candidates(text, location), flags);
        };
    }

    private static List<String> candidates(String text, GradeRequest.Location location) {
        Span whole = new Span(Math.max(0, text.length() - AnswerFinder.MAX_SCANNED), text.length());
        return switch (location) {
            case ANSWER, EXACT -> NumeralScanner.first(text, whole).map(span -> span.of(text)).filter(text.strip()::equals).stream().toList();
            case BEGIN -> NumeralScanner.first(text, whole).map(span -> span.of(text)).stream().toList();
            case END -> NumeralScanner.last(text, whole).map(span -> span.of(text)).stream().toList();
            case ANY -> NumeralScanner.all(text, whole, MAX_NUMBERS).stream().map(span -> span.of(text)).toList();
        };
    }

    private static Grade nothing(Grader grader, String gold, Finding.Reason reason, List<String> flags) {
        Explanation explanation = new Explanation(reason.name(), reason.sentence(), Optional.of(gold), flags, grader.detailsOf("none"));
        return new Grade(new Score.NoAnswer(explanation), reason.name(), Optional.empty(), Optional.empty(), 0);
    }

    private static Grade among(Grader grader, String gold, List<String> candidates, List<String> flags) {
        if (candidates.isEmpty()) {
            return nothing(grader, gold, Finding.Reason.NOTHING_FOUND, flags);
        }
        Reading wanted = Reading.of(gold, ReadingOptions.STANDARD);
        Optional<Grade> last = Optional.empty();
        for (String candidate : candidates) {
            Reading said = Reading.of(candidate, ReadingOptions.STANDARD.withWords(false));
            Relation relation = Equality.judge(wanted, said, grader.profile(), SampleRules.NONE);
            Grade grade = graded(grader, gold, candidate, relation);
            if (relation.isEqual()) {
                return grade;
            }
            last = Optional.of(grade);
        }
        return last.orElseThrow();
    }

    private static Grade graded(Grader grader, String gold, String candidate, Relation relation) {
        SortedMap<String, String> details = grader.detailsOf("place");
        Explanation explanation = new Explanation(relation.name().name(), relation.sentence(), Optional.of(gold), relation.flags(), details);
        Optional<String> extracted = Optional.of(Scores.shown(candidate));
        Score score = relation.isEqual() ? new Score.Correct(extracted, explanation) : new Score.Incorrect(extracted, explanation);
        return new Grade(score, relation.name().name(), relation.certificate(), relation.witness(), relation.work());
    }
}
