package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.scorer.Score;
import dev.assay.core.transcript.Transcript;
import dev.assay.suites.answer.equality.Profile;
import dev.assay.suites.answer.equality.SampleRules;
import dev.assay.suites.answer.expression.Rational;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

final class GraderTest {

    private static final Grader STANDARD = new Grader(Profile.STANDARD);

    private static Grade grade(String gold, String output) {
        return STANDARD.grade(gold, output, GradeRequest.of(GradeRequest.Kind.EXPRESSION));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "42 | The answer is \\boxed{42}. | true",
            "42 | <think>\\boxed{41}</think>So it is 42. | true",
            "42 | <think>\\boxed{42} | false",
            "3x+2 | Simplify to get $2+3x$. | true",
            "3x+2 | There are 3 cases and 2 more. | false",
            "\\frac{\\pi}{4} | arctan 1 = \\pi/4 | true",
            "7 | Adding up gives 3 + 4 = 7. | true",
            "[0,1) | \\boxed{0 \\le x < 1} | true",
            "{1,2} | \\boxed{1} and \\boxed{2} | true",
            "1 | \\boxed{1} and \\boxed{2} | false",
            "639/40 | \\boxed{15\\frac{39}{40}}, or \\boxed{\\frac{639}{40}} | true",
            "5 | So x \\ge 5, which is not the end of it | false"})
    void wholeOutputsAreJudged(String gold, String output, boolean right) {
        assertThat(grade(gold, output).score() instanceof Score.Correct).as(grade(gold, output).toString()).isEqualTo(right);
    }

    @Test
    void aDifferenceComesWithAWitnessAndAnEqualityWithACertificate() {
        Grade different = grade("\\sqrt{x^2}", "x");
        assertThat(different.relation()).isEqualTo("NOT_EQUAL");
        assertThat(different.witness()).hasValueSatisfying(text -> assertThat(text).contains("-3/7"));
        Grade equal = grade("(x+1)^2", "x^2+2x+1");
        assertThat(equal.certificate()).hasValueSatisfying(text -> assertThat(text).contains("RATIONAL"));
        assertThat(equal.witness()).isEmpty();
    }

    @Test
    void aGoldThatNobodyCanReadIsTheHarnesssFault() {
        Grade grade = grade("\\frac{1}{", "\\boxed{3}");
        assertThat(grade.score()).isInstanceOfAny(Score.Unscored.class, Score.Incorrect.class);
        assertThat(grade("\\sqrt[", "\\boxed{3}").score()).isInstanceOf(Score.Unscored.class);
        assertThat(grade("\\sqrt[", "\\boxed{3}").relation()).isEqualTo("GOLD");
    }

    @Test
    void anAnswerThatOnlyRepeatsTheQuestionIsRefused() {
        GradeRequest asked = new GradeRequest(GradeRequest.Kind.EXPRESSION, Collections.emptySortedMap(), List.of(), SampleRules.NONE,
            Optional.of("Compute $\\frac{2^{10}}{4}$."), GradeRequest.Location.ANSWER);
        Grade echo = STANDARD.grade("256", "\\boxed{\\frac{2^{10}}{4}}", asked);
        assertThat(echo.score()).isInstanceOf(Score.Incorrect.class);
        assertThat(echo.score().explanation().flags()).contains("ECHO");
        assertThat(STANDARD.grade("256", "\\boxed{256}", asked).score()).isInstanceOf(Score.Correct.class);
    }

    @Test
    void anyOfSeveralRightAnswersWillDo() {
        GradeRequest request = new GradeRequest(GradeRequest.Kind.EXPRESSION, Collections.emptySortedMap(), List.of("x+1", "7"), SampleRules.NONE,
            Optional.empty(),
            GradeRequest.Location.ANSWER);
        assertThat(STANDARD.grade("3", "\\boxed{7}", request).score()).isInstanceOf(Score.Correct.class);
        assertThat(STANDARD.grade("3", "\\boxed{8}", request).score()).isInstanceOf(Score.Incorrect.class);
    }

    @Test
    void aSamplesOwnToleranceReplacesTheRulesOfRounding() {
        SampleRules rules = new SampleRules(List.of(new SampleRules.Tolerance(SampleRules.Tolerance.Kind.ABSOLUTE, Rational.of(1, 100))), Optional.empty());
        GradeRequest request = new GradeRequest(GradeRequest.Kind.EXPRESSION, Collections.emptySortedMap(), List.of(), rules, Optional.empty(),
            GradeRequest.Location.ANSWER);
        assertThat(STANDARD.grade("2.50", "\\boxed{2.51}", request).score()).isInstanceOf(Score.Correct.class);
        assertThat(STANDARD.grade("2.50", "\\boxed{2.52}", request).score()).isInstanceOf(Score.Incorrect.class);
    }

    @Test
    void profilesDifferWhereTheySayTheyDo() {
        GradeRequest request = GradeRequest.of(GradeRequest.Kind.EXPRESSION);
        Grader strict = new Grader(Profile.STRICT);
        Grader lenient = new Grader(Profile.LENIENT);
        assertThat(strict.grade("7", "The result: \\boxed{7", request).score()).isInstanceOf(Score.NoAnswer.class);
        assertThat(STANDARD.grade("7", "The result: \\boxed{7", request).score()).isInstanceOf(Score.Correct.class);
        assertThat(strict.grade("7", "That makes 7 of them.", request).score()).isInstanceOf(Score.NoAnswer.class);
        assertThat(STANDARD.grade("7", "<think>\\boxed{7}</think>", request).score()).isInstanceOf(Score.NoAnswer.class);
        assertThat(lenient.grade("7", "<think>\\boxed{7}</think>", request).score()).isInstanceOf(Score.Correct.class);
        assertThat(lenient.grade("7", "<think>\\boxed{7}</think>", request).score().explanation().flags()).contains("ANSWER_IN_THOUGHT");
    }

    @Test
    void everyVerdictCarriesTheProfileAndItsDigest() {
        assertThat(grade("1", "\\boxed{1}").score().explanation().details()).containsEntry("profile", "standard")
            .hasEntrySatisfying("profileHash", hash -> assertThat(hash).matches("sha256:[0-9a-f]{64}"));
        assertThat(new Grader(Profile.STRICT).profileHash()).isNotEqualTo(STANDARD.profileHash());
    }

    @Test
    void signsThatTheGraderMayBeWrongAreShownAndChangeNothing() {
        Grade grade = grade("5", "I had \\boxed{5} at first. After some further thought about it all, the second way of counting gives \\boxed{6}");
        assertThat(grade.score()).isInstanceOf(Score.Incorrect.class);
        assertThat(grade.score().explanation().flags()).contains("GOLD_IN_EARLIER_BOX", "MANY_DISTINCT_BOXES");
    }

    @Test
    void choicesAndTextsAndNumbersAtAPlaceAreJudgedToo() {
        TreeMap<String, String> options = new TreeMap<>(java.util.Map.of("A", "red", "B", "blue"));
        GradeRequest choice = new GradeRequest(GradeRequest.Kind.CHOICE, options, List.of(), SampleRules.NONE, Optional.empty(), GradeRequest.Location.ANSWER);
        assertThat(STANDARD.grade("B", "The answer is (B).", choice).score()).isInstanceOf(Score.Correct.class);
        assertThat(STANDARD.grade("Paris", "paris", GradeRequest.of(GradeRequest.Kind.TEXT)).score()).isInstanceOf(Score.Correct.class);
        assertThat(at("5", "5 some text", GradeRequest.Location.EXACT)).isInstanceOf(Score.NoAnswer.class);
        assertThat(at("7", "first 7 then 25", GradeRequest.Location.BEGIN)).isInstanceOf(Score.Correct.class);
        assertThat(at("25", "first 7 then 25", GradeRequest.Location.END)).isInstanceOf(Score.Correct.class);
        assertThat(at("5", "got 25 here", GradeRequest.Location.ANY)).isInstanceOf(Score.Incorrect.class);
    }

    private static Score at(String gold, String text, GradeRequest.Location location) {
        return STANDARD.grade(gold, text,
            new GradeRequest(GradeRequest.Kind.NUMBER, Collections.emptySortedMap(), List.of(), SampleRules.NONE, Optional.empty(), location)).score();
    }

    @Test
    void theLocaleOfTheMachineChangesNothing() {
        Locale before = Locale.getDefault();
        try {
            Grade here = grade("1234.5", "\\boxed{1{,}234.5}");
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(grade("1234.5", "\\boxed{1{,}234.5}")).isEqualTo(here);
            assertThat(grade("\\sin I", "SIN I").relation()).isNotBlank();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void theScorerForSuitesGivesTheSameVerdictsUnderItsName() {
        ExpressionScorer scorer = new ExpressionScorer(Profile.STANDARD);
        Sample sample = Sample.of("1", "What is half of $x$?", new Target.Expression("x/2"));
        Transcript said = Said.whole("It is \\boxed{\\frac{x}{2}}.");
        assertThat(scorer.ref()).hasToString("expression/1.0");
        assertThat(scorer.score(sample, said)).isInstanceOf(Score.Correct.class);
        assertThat(scorer.under("strict").score(sample, said)).isInstanceOf(Score.Correct.class);
        assertThat(scorer.score(sample, Said.cutOff("It is \\boxed{\\frac{x}{2"))).isInstanceOf(Score.NoAnswer.class);
    }
}
