package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.transcript.Transcript;
import dev.assay.suites.answer.equality.Profile;
import dev.assay.suites.answer.expression.Reading;
import dev.assay.suites.answer.expression.ReadingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever a model says, each scorer gives a typed result. The time limit is only there so that a hang is a failure.
@Timeout(120)
class HostileInputTest {

    /// How many times as many texts as a build takes: `-Dassay.hostile.times=4`.
    private static final int THOROUGH = Integer.getInteger("assay.hostile.times", 1);

    private static final int LARGEST = 4 << 20;
    private static final int LARGE = 1 << 19;

    private static final List<String> PIECES = List.of("\\boxed{", "}", "{", "\\{", "$", "$$", "\\(", "\\)", "\\[", "\\frac{", "\\frac", "\\text{", "<answer>",
        "</answer>", "final answer",
        "Final answer: ", "answer is ", "####", "\n", " ", "\"answer\": ", "\"", "\\", "\\\"", "42", "-", "1,234", ".", "%", "\\%", "^", "1e9999", "e", "/",
        "½", "(", ")", "[", "]", ",", ":",
        "=", "≈", "×", "10^", "\u0000", "\ud800", "\u202e", "答案", "。", "```", "```json\n", "oxed{", "\b", "\\over", "\\overline{", "0.", "A", "or", "and",
        "option ", " is correct", "not ");

    static Stream<String> large() {
        return Stream
            .of("{", "}", "\\boxed{", "\\boxed{1}", "\\frac{", "$", "9", "1,", "1 ", "{\"a\":", "{\"a\":1,", "{\"a\":\"", "{\"", "{}", "[", "<answer>",
                "</answer>", "<answer></answer>",
                "final answer ", "Final answer: ", "Final answer: x\n", "####", "####\n", "answer: ", "answer is ", "\"answer\"", "\"answer\":",
                "\"answer\":\"\n", "\\", "\\\\", " ", "\n", "=", "-", "(", "1/",
                "1e9", "A ", "option A is correct. ", "\\boxed{A}, ", "not A ", "```\n", "\u0000", "\ud800", "\\(", "\\[", "答案", "1+", "½", "1^9^", "oxed ",
                "\\boxed ", "{, }", "\\phantom{", "\\text{")
            .map(piece -> piece.repeat(LARGE / piece.length()));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("large")
    void halfAMebibyteOfAnythingGivesATypedResult(String text) {
        judgeAll(text, true);
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(strings = {"{\"a\":", "\\boxed{1}", "$", "9", "answer is ", "final answer: x\n"})
    void fourMebibytesGiveATypedResultToo(String piece) {
        judgeAll(piece.repeat(LARGEST / piece.length()), false);
    }

    @Test
    void randomMixturesOfMarkupGiveATypedResult() {
        Random random = new Random(20_250_129);
        for (int round = 0; round < 1_000 * THOROUGH; round++) {
            StringBuilder text = new StringBuilder();
            int pieces = 1 + random.nextInt(40);
            for (int i = 0; i < pieces; i++) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            judgeAll(text.toString(), round % 7 == 0);
        }
    }

    @Test
    void randomCandidatesAreANumberOrNot() {
        Random random = new Random(7);
        String signs = "0123456789.,-+*/^(){}\\$% eE'_:½°π=≈ \u2009frac";
        for (int round = 0; round < 100_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(24);
            for (int i = 0; i < length; i++) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            String candidate = text.toString();
            assertThat(Reading.of(candidate, ReadingOptions.STANDARD)).isNotNull();
            assertThat(PlainForm.plain(PlainForm.plain(candidate))).isNotNull();
        }
    }

    @Test
    void anyWholeNumberIsReadBackInAllItsSpellings() {
        Random random = new Random(11);
        for (int round = 0; round < 500 * THOROUGH; round++) {
            long value = random.nextLong(1_000_000_000_000L) - 500_000_000_000L;
            String expected = Long.toString(value);
            for (String spelling : List.of("%d", "%,d", "$%,d", "%,d dollars", "\\boxed{%,d}", "**%d**", "$%d$", "\\text{%d}", "%d.00", "x = %d")) {
                String written = String.format(Locale.ROOT, spelling, value);
                assertThat(right(expected, written)).as(written).isTrue();
            }
        }
    }

    @Test
    void oneChangedDigitIsADifferentNumber() {
        Random random = new Random(13);
        for (int round = 0; round < 5_000 * THOROUGH; round++) {
            String gold = Long.toString(1_000_000 + random.nextLong(1_000_000_000_000L));
            int at = random.nextInt(gold.length());
            char other = (char) ('1' + (gold.charAt(at) - '0' + random.nextInt(8)) % 9);
            String changed = gold.substring(0, at) + other + gold.substring(at + 1);
            assertThat(right(gold, changed)).isEqualTo(changed.equals(gold));
        }
    }

    private static boolean right(String gold, String answer) {
        return new Grader(Profile.STANDARD).grade(gold, answer, GradeRequest.of(GradeRequest.Kind.EXPRESSION)).score() instanceof Score.Correct;
    }

    @Test
    void theExtractedNumberStandsInTheText() {
        Random random = new Random(17);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 1 + round % 20; i++) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            String said = text.toString();
            if (AnswerFinder.find(said, false, AnswerKind.SCALAR) instanceof Finding.Found found && !found.flags().contains("JOINED_BOXES")) {
                assertThat(found.span().end()).isLessThanOrEqualTo(said.length());
            }
        }
    }

    private static void judgeAll(String text, boolean cutToo) {
        List<Scorer> scorers = List.of(new ExpressionScorer(Profile.STANDARD), new AnswerJsonScorer(), new ExpressionScorer(Profile.STANDARD),
            TextScorer.exact(), TextScorer.folded(),
            new FieldsScorer(), new ChoiceScorer());
        List<Target> targets = List.of(new Target.Expression("42"), new Target.Expression("42"), new Target.Text(List.of("42", "43")),
            new Target.Text(List.of("42")),
            new Target.Text(List.of("forty two")), new Target.Fields(new TreeMap<>(Map.of("a", "1", "b", "x"))),
            new Target.Choice("A", new TreeMap<>(Map.of("A", "alpha", "B", "beta", "I", "iota"))));
        List<Transcript> said = new ArrayList<>(List.of(Said.whole(text)));
        if (cutToo) {
            said.add(Said.cutOff(text));
        }
        for (int i = 0; i < scorers.size(); i++) {
            boolean sameSearch = text.length() > LARGE / 2 && (i == 2 || scorers.get(i).ref().name().equals("text"));
            for (Transcript transcript : sameSearch ? List.<Transcript>of() : said) {
                Score score = scorers.get(i).score(Sample.of("1", "?", targets.get(i)), transcript);
                assertThat(score.explanation().relation()).isNotBlank();
                assertThat(score).isNotInstanceOf(Score.Unscored.class);
            }
        }
    }
}
