package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.scorer.Score;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WordScorersTest {

    private static Sample text(String... accepted) {
        return Sample.of("1", "?", new Target.Text(List.of(accepted)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        The Beatles! | beatles | true
        the United States of America | United States of America. | true
        1,200 people | 1200 people | true
        don't | dont | true
        3.5 km | 35 km | false
        -5 | 5 | false
        red house | house red | false
        a red house | the red houses | false
        """)
    void wordsAreComparedWithoutPunctuationAndArticles(String gold, String answer, boolean equal) {
        Score score = TextScorer.quasi().score(text(gold), Said.whole("Final answer: " + answer));
        assertThat(score instanceof Score.Correct).as(score.toString()).isEqualTo(equal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        the red house | red house | 1.0
        red house | house | 0.6666666666666666
        red red house | red house | 0.8
        42 men | 42 women | 0.5
        42 men | 41 men | 0.0
        blue | red | 0.0
        """)
    void creditIsTheShareOfCommonWords(String gold, String answer, double credit) {
        assertThat(WordOverlapScorer.overlap(QuasiText.words(gold), QuasiText.words(answer))).isEqualTo(credit);
    }

    @Test
    void theBestOfSeveralTextsCounts() {
        WordOverlapScorer scorer = new WordOverlapScorer();
        assertThat(scorer.score(text("green", "the red house"), Said.whole("Final answer: red house"))).isInstanceOf(Score.Correct.class);
        assertThat(scorer.score(text("green", "the red house"), Said.whole("Final answer: house")).credit()).hasValueSatisfying(
            credit -> assertThat(credit).isStrictlyBetween(0.6, 0.7));
        assertThat(scorer.score(text("green"), Said.whole("Final answer: blue"))).isInstanceOf(Score.Incorrect.class);
        assertThat(scorer.score(text("green"), Said.whole(""))).isInstanceOf(Score.NoAnswer.class);
    }

    @Test
    void everyScoreNamesItsProfileAndItsTables() {
        for (Score score : List.of(TextScorer.quasi().score(text("red"), Said.whole("Final answer: red")),
            new WordOverlapScorer().score(text("red"), Said.whole("")), new ChoiceScorer().score(text("red"), Said.whole("x")))) {
            boolean unscored = score instanceof Score.Unscored;
            assertThat(score.explanation().details().getOrDefault("profileHash", "")).matches(unscored ? "" : "sha256:[0-9a-f]{64}");
        }
        assertThat(TextScorer.quasi().profile()).isEqualTo(new WordOverlapScorer().profile()).isPresent();
        assertThat(new AnswerJsonScorer().profile()).isEmpty();
    }
}
