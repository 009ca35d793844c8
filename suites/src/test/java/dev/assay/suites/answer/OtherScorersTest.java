package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.scorer.Score;
import dev.assay.suites.answer.equality.Profile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class OtherScorersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Final answer: [1, 2, 3]                     | Correct   | IDENTICAL",
            "It prints the list.\\nFinal answer: `[1, 2, 3]` | Correct | EQUAL_EXACT",
            "Final answer:\\n```\\n[1, 2, 3]\\n```       | Correct   | EQUAL_EXACT",
            "**Final answer:** [1, 2, 3]                 | Correct   | IDENTICAL",
            "Final answer: \"[1, 2, 3]\"                 | Correct   | EQUAL_EXACT",
            "[1, 2, 3]                                   | Correct   | IDENTICAL",
            "Final answer: [1,2,3]                       | Incorrect | NOT_EQUAL",
            "Final answer: [1, 2]                        | Incorrect | NOT_EQUAL",
            "It prints [1, 2, 3] or so, I believe, if nothing goes wrong on the way | NoAnswer | NOTHING_FOUND"})
    void printedOutputIsComparedCharacterByCharacter(String said, String verdict, String relation) {
        Score score = TextScorer.exact().score(text("[1, 2, 3]"), Said.whole(said.replace("\\n", "\n")));
        assertThat(score.getClass().getSimpleName()).as(score.toString()).isEqualTo(verdict);
        assertThat(score.explanation().relation()).isEqualTo(relation);
    }

    @Test
    void aSingleLetterIsAnOutputLikeAnyOther() {
        assertThat(TextScorer.exact().score(text("x"), Said.whole("Final answer: x"))).isInstanceOf(Score.Correct.class);
        assertThat(TextScorer.exact().score(text("answer"), Said.whole("Final answer: answer"))).isInstanceOf(Score.Correct.class);
        assertThat(TextScorer.exact().score(text("a b"), Said.whole("Final answer: A  B"))).isInstanceOf(Score.Incorrect.class);
    }

    @Test
    void foldingForgivesCaseAndWhiteSpaceAndSaysSo() {
        Score score = TextScorer.folded().score(text("the red house", "the crimson house"), Said.whole("The answer is:  The  Crimson house."));
        assertThat(score).as(score.toString()).isInstanceOf(Score.Correct.class);
        assertThat(score.explanation().flags()).contains("FOLDED");
        assertThat(TextScorer.folded().score(text("red"), Said.whole("Final answer: a red house"))).isInstanceOf(Score.Incorrect.class);
    }

    @Test
    void anyOfSeveralNumbersIsRight() {
        ExpressionScorer scorer = new ExpressionScorer(Profile.STANDARD);
        assertThat(scorer.score(text("13", "77"), Said.whole("f(77) = 5.\nFinal answer: 77"))).isInstanceOf(Score.Correct.class);
        assertThat(scorer.score(text("13", "77"), Said.whole("Final answer: n = 13"))).isInstanceOf(Score.Correct.class);
        assertThat(scorer.score(text("13", "77"), Said.whole("Final answer: 78"))).isInstanceOf(Score.Incorrect.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"x\": \"3/2\", \"y\": -4}                                           | Correct   | EQUAL_EXACT",
            "Done.\\n```json\\n{\"x\": 1.5, \"y\": \"-4\"}\\n```\\nThat is it.     | Correct   | EQUAL_EXACT",
            "Not {\"x\": 1, \"y\": 1} but {\"y\": -4, \"x\": \"\\\\frac{3}{2}\"}    | Correct   | EQUAL_EXACT",
            "{\"solution\": {\"x\": \"6/4\", \"y\": -4}}                            | Correct   | EQUAL_EXACT",
            "{\"x\": \"3/2\", \"y\": -4} and then {\"note\": \"checked\"}           | Correct   | EQUAL_EXACT",
            "{\"X\": \"3/2\", \"Y\": \"-4.0\",}                                     | Correct   | EQUAL_EXACT",
            "{\"x\": \"3/2\", \"y\": 4}                                             | Incorrect | NOT_EQUAL",
            "{\"x\": \"3/2\"}                                                       | Incorrect | STRUCTURE",
            "x = 3/2, y = -4                                                        | NoAnswer  | NOTHING_FOUND",
            "{\"x\": \"3/2\", \"y\":                                                | NoAnswer  | NOTHING_FOUND"})
    void namedValuesAreReadFromTheLastObjectThatHasThem(String said, String verdict, String relation) {
        Sample sample = Sample.of("1", "?", new Target.Fields(new TreeMap<>(Map.of("x", "3/2", "y", "-4"))));
        Score score = new FieldsScorer().score(sample, Said.whole(said.replace("\\n", "\n")));
        assertThat(score.getClass().getSimpleName()).as(score.toString()).isEqualTo(verdict);
        assertThat(score.explanation().relation()).isEqualTo(relation);
    }

    @Test
    void eachPartIsExplained() {
        Sample sample = Sample.of("1", "?", new Target.Fields(new TreeMap<>(Map.of("Anna", "knight", "Bert", "knave", "Carl", "knave"))));
        Score score = new FieldsScorer().score(sample, Said.whole("{\"Anna\": \"Knight\", \"Bert\": \"knight\"}"));
        assertThat(score).isInstanceOf(Score.Incorrect.class);
        assertThat(score.explanation().text()).isEqualTo("1 of 3 parts are right; not right: Bert, Carl.");
        assertThat(score.explanation().details()).containsEntry("part.Anna", "Knight: right").containsEntry("part.Bert", "knight: wrong; right is knave")
            .containsEntry("part.Carl", "missing; right is knave");
        assertThat(score.extracted()).contains("Anna = Knight, Bert = knight");
    }

    @Test
    void aChoiceIsNeverGuessed() {
        Sample sample = Sample.of("1", "?", new Target.Choice("B", new TreeMap<>(Map.of("A", "Nucleus", "B", "Mitochondria", "C", "Ribosome"))));
        ChoiceScorer scorer = new ChoiceScorer();
        assertThat(scorer.score(sample, Said.whole("Answer: (B)"))).isInstanceOf(Score.Correct.class);
        assertThat(scorer.score(sample, Said.whole("Answer: Mitochondria"))).isInstanceOf(Score.Correct.class);
        assertThat(scorer.score(sample, Said.whole("The answer is C."))).isInstanceOf(Score.Incorrect.class);
        assertThat(scorer.score(sample, Said.whole("The answer is A or B."))).isInstanceOf(Score.NoAnswer.class);
        assertThat(scorer.score(sample, Said.whole("A cell has many parts."))).isInstanceOf(Score.NoAnswer.class);
        assertThat(scorer.score(sample, Said.cutOff("Answer: B"))).isInstanceOf(Score.NoAnswer.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"answer\": \"70,000\"}                       | 70000 | Correct",
            "{\"answer\": 18}                               | 18    | Correct",
            "{\"reasoning\": \"a {\", \"answer\": \"18\"}    | 18    | Correct",
            "{\"answer\": \"36/2\"}                         | 18    | Correct",
            "{\"answer\": \"18 hours and 48 minutes\"}      | 1128  | Incorrect",
            "answer: 18 and so on                           | 18    | Correct",
            "answer: none                                   | 18    | Incorrect",
            "18                                             | 18    | NoAnswer"})
    void thePublishedRuleIsKeptWithItsOddities(String said, String gold, String verdict) {
        Score score = new AnswerJsonScorer().score(Sample.of("1", "?", new Target.Expression(gold)), Said.whole(said));
        assertThat(score.getClass().getSimpleName()).as(score.toString()).isEqualTo(verdict);
    }

    private static Sample text(String... accepted) {
        return Sample.of("1", "?", new Target.Text(List.of(accepted)));
    }
}
