package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.scorer.Score;
import dev.assay.core.transcript.Segmentation;
import dev.assay.suites.SharedFolder;
import dev.assay.suites.answer.equality.Equality;
import dev.assay.suites.answer.equality.Profile;
import dev.assay.suites.answer.equality.SampleRules;
import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Reading;
import dev.assay.suites.answer.expression.ReadingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// The gate of the specification on the shared outputs with what is to be found in them.
final class ExtractionVectorsTest {

    private static final double SHARE = 0.97;

    @Test
    void whatIsToBeFoundIsFound() throws IOException {
        Map<String, int[]> checks = new TreeMap<>();
        List<String> must = new ArrayList<>();
        List<String> other = new ArrayList<>();
        List<String> contested = new ArrayList<>();
        int rows = 0;
        for (String line : Files.readAllLines(SharedFolder.path("vectors/scoring/extraction.jsonl"))) {
            JsonNode row = JsonMapper.shared().readTree(line);
            String tier = row.get("tier").stringValue();
            String check = row.get("check").stringValue();
            Optional<String> wrong = wrong(row, check);
            if (!tier.equals("contested")) {
                rows++;
                checks.computeIfAbsent(check, key -> new int[2])[wrong.isPresent() ? 1 : 0]++;
            }
            wrong.map(text -> row.get("id").stringValue() + " " + check + "  " + text)
                .ifPresent(text -> (tier.equals("must") ? must : tier.equals("contested") ? contested : other).add(text));
        }
        checks.forEach((check, counts) -> System.out.printf("extraction %-8s %3d right %3d wrong%n", check, counts[0], counts[1]));
        must.forEach(text -> System.out.println("must      " + text));
        other.forEach(text -> System.out.println("should    " + text));
        contested.forEach(text -> System.out.println("contested " + text));
        assertThat(must).isEmpty();
        assertThat(other.size()).isLessThanOrEqualTo((int) ((1 - SHARE) * rows));
    }

    private static Optional<String> wrong(JsonNode row, String check) {
        String output = row.get("output").stringValue();
        Optional<String> wanted = Optional.of(row.get("ours")).filter(JsonNode::isString).map(JsonNode::stringValue);
        return switch (check) {
            case "answer" -> differs(wanted, answer(output), ExtractionVectorsTest::same);
            case "verdict" -> verdict(row.get("gold").stringValue(), output);
            case "segment" -> differs(wanted.map(String::strip).filter(text -> !text.isEmpty()),
                Segmentation.of(Said.unsegmented(output).output()).answer().map(String::strip), String::equals);
            case "code" ->
                differs(wanted, finalText(output).flatMap(text -> CodeFinder.find(text, row.get("language").stringValue())).map(CodeFinder.Code::text),
                    ExtractionVectorsTest::sameLines);
            case "boolean" ->
                differs(Optional.of(String.valueOf(row.get("ours").asBoolean())), Optional.of(String.valueOf(format(row, output))), String::equals);
            case "word" -> differs(wanted, AnswerLine.word(output), String::equals);
            case "line" -> differs(wanted, AnswerLine.line(output), String::equals);
            case "unit" -> differs(wanted, unitless(output), String::equals);
            default -> throw new IllegalStateException("No assertion is known for check " + check + ".");
        };
    }

    private static Optional<String> differs(Optional<String> wanted, Optional<String> found, java.util.function.BiPredicate<String, String> same) {
        boolean equal = wanted.isEmpty() ? found.isEmpty() : found.isPresent() && same.test(wanted.get(), found.get());
        return equal ? Optional.empty() : Optional.of("wanted " + wanted + ", found " + found);
    }

    private static Optional<String> finalText(String output) {
        return switch (FinalText.of(Said.unsegmented(output))) {
            case FinalText.Absent _ -> Optional.empty();
            case FinalText.Present(var text, var _, var _) -> Optional.of(text);
        };
    }

    private static Optional<String> answer(String output) {
        return finalText(output).flatMap(text -> switch (AnswerFinder.find(text, false, AnswerKind.SCALAR)) {
            case Finding.Missing _ -> Optional.empty();
            case Finding.Found found -> Optional.of(found.raw());
        });
    }

    private static boolean same(String wanted, String found) {
        return PlainForm.plain(wanted).replace(" ", "").equals(PlainForm.plain(found).replace(" ", ""))
            || Equality.judge(Reading.of(wanted, ReadingOptions.STANDARD), Reading.of(found, ReadingOptions.STANDARD), Profile.STANDARD, SampleRules.NONE)
                .isEqual();
    }

    private static boolean sameLines(String wanted, String found) {
        return wanted.lines().map(String::stripTrailing).toList().equals(found.lines().map(String::stripTrailing).toList());
    }

    private static Optional<String> verdict(String gold, String output) {
        Grade grade = new Grader(Profile.STANDARD).grade(gold, output, GradeRequest.of(GradeRequest.Kind.EXPRESSION));
        return grade.score() instanceof Score.Correct
            ? Optional.empty()
            : Optional.of("gold " + Gold.of(gold).raw() + ", found " + grade.score().extracted() + ", " + grade.score().explanation().text());
    }

    private static boolean format(JsonNode row, String output) {
        FormatScorer scorer = row.get("mode").stringValue().equals("think-format") ? FormatScorer.think() : FormatScorer.thinkAnswer();
        return scorer.score(Sample.of("1", "?", new Target.Text(List.of("-"))), Said.unsegmented(output)) instanceof Score.Correct;
    }

    /// The value of a quantity, as a formula.
    private static Optional<String> unitless(String output) {
        if (Reading.of(output, ReadingOptions.STANDARD) instanceof Reading.Parsed parsed) {
            return parsed.readings().stream().filter(Answer.Quantity.class::isInstance).map(Answer.Quantity.class::cast).findFirst()
                .map(quantity -> quantity.value().print());
        }
        return Optional.empty();
    }
}
