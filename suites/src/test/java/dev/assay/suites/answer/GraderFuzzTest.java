package dev.assay.suites.answer;

import dev.assay.core.scorer.Score;
import dev.assay.suites.SharedFolder;
import dev.assay.suites.answer.equality.Profile;
import dev.assay.suites.answer.expression.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever the text, the grader gives a typed result within its budget.
///
/// The build tries a fixed number of texts. A longer run: `mvn -pl suites -am test -Dtest=GraderFuzzTest
/// -Dsurefire.failIfNoSpecifiedTests=false -Dassay.test.args=-Dassay.fuzz.texts=2000000`.
final class GraderFuzzTest {

    private static final int TEXTS = Integer.getInteger("assay.fuzz.texts", 20_000);
    private static final List<String> TOKENS = List.of("\\frac", "{", "}", "\\sqrt", "[", "]", "(", ")", "x", "y", "1", "2", "10", "0.5", "^", "_", "+", "-",
        "*", "/",
        "=", "<", "\\le", "\\pi", "e", "i", "\\boxed{", "<think>", "</think>", "<answer>", "</answer>", "Final answer: ", "the answer is ", "\n", " ", "$",
        "\\(", "\\)",
        ",", ";", "\\infty", "\\cup", "\\in", "\\{", "\\}", "\\begin{pmatrix}", "\\end{pmatrix}", "&", "\\\\", "!", "|", "\\sum_{n=1}^{", "\\int_0^1 ", "dx",
        "\\lim_{x\\to 0}", "%",
        "\\%", "cm", "°", "\\pm", "\\sin", "\\log_2", "9^9^9^9", "10^{10000}", "1,234", "½", "×", "٣", "\u202e", "\ud800", "\u0000", "####", "```",
        "\"answer\": ", "\\text{or}",
        "mod", "\\binom{100000}{50000}", "(", "((((((((((", "^^^^", "0.\\overline{3}", "Infinity", "NaN", "__import__('os')", "lambda");
    private static final List<String> GOLDS = List.of("1", "1/2", "x^2+1", "(0,1)", "\\{1,2\\}", "\\sqrt{2}", "\\pi", "x=3", "[0,\\infty)",
        "\\begin{pmatrix}1\\\\2\\end{pmatrix}",
        "no solution", "50\\%", "5\\text{ cm}", "2^{99}", "\\sin x", "1,2,3");

    @Test
    void tokenSoupsGiveTypedResultsWithinTheBudget() {
        Grader standard = new Grader(Profile.STANDARD);
        SplittableRandom random = new SplittableRandom(20_250_129);
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(24);
            for (int t = 0; t < length; t++) {
                text.append(TOKENS.get(random.nextInt(TOKENS.size())));
            }
            check(standard, GOLDS.get(random.nextInt(GOLDS.size())), text.toString());
        }
    }

    @Test
    void mutatedPairsGiveTypedResultsWithinTheBudget() throws IOException {
        Path file = SharedFolder.path("vectors/scoring/math-equivalence.jsonl");
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            rows.add(JsonMapper.shared().readTree(line));
        }
        Grader standard = new Grader(Profile.STANDARD);
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < TEXTS; i++) {
            JsonNode row = rows.get(random.nextInt(rows.size()));
            check(standard, mutated(row.get("gold").stringValue(), random), mutated(row.get("answer").stringValue(), random));
        }
    }

    private static String mutated(String text, SplittableRandom random) {
        StringBuilder mutated = new StringBuilder(text.length() > 600 ? text.substring(text.length() - 600) : text);
        int changes = random.nextInt(4);
        for (int i = 0; i < changes && !mutated.isEmpty(); i++) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(5)) {
                case 0 -> mutated.deleteCharAt(at);
                case 1 -> mutated.insert(at, TOKENS.get(random.nextInt(TOKENS.size())));
                case 2 -> mutated.setCharAt(at, (char) ('0' + random.nextInt(10)));
                case 3 -> mutated.insert(at, mutated.charAt(at));
                default -> mutated.insert(at, '\\');
            }
        }
        return mutated.toString();
    }

    private static void check(Grader grader, String gold, String text) {
        Grade grade = grader.grade(gold, text, GradeRequest.of(GradeRequest.Kind.EXPRESSION));
        assertThat(grade.work()).as("%s | %s", gold, text).isLessThanOrEqualTo(Work.PAIR);
        assertThat(grade.relation()).as("%s | %s", gold, text).isEqualTo(grade.score().explanation().relation());
        assertThat(grade.certificate().isPresent()).as("a certificate stands with an equality alone: %s | %s", gold, text)
            .isEqualTo(grade.score() instanceof Score.Correct);
    }

    @Test
    void whatStrictAcceptsStandardAcceptsAndWhatStandardAcceptsLenientAccepts() throws IOException {
        Grader strict = new Grader(Profile.STRICT);
        Grader standard = new Grader(Profile.STANDARD);
        Grader lenient = new Grader(Profile.LENIENT);
        for (String line : Files.readAllLines(SharedFolder.path("vectors/scoring/math-equivalence.jsonl"))) {
            JsonNode row = JsonMapper.shared().readTree(line);
            GradeRequest request = GradeRequest.of(GradeRequest.Kind.EXPRESSION);
            boolean byStrict = right(strict, row, request);
            boolean byStandard = right(standard, row, request);
            boolean byLenient = right(lenient, row, request);
            assertThat(!byStrict || byStandard).as("strict implies standard: " + row.get("id")).isTrue();
            assertThat(!byStandard || byLenient).as("standard implies lenient: " + row.get("id")).isTrue();
        }
    }

    private static boolean right(Grader grader, JsonNode row, GradeRequest request) {
        return grader.grade(row.get("gold").stringValue(), row.get("answer").stringValue(), request).score() instanceof Score.Correct;
    }
}
