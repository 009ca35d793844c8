package dev.assay.core.scorer;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ScoreValuesTest {

    private static final Explanation WHY = Explanation.of("EQUAL_EXACT", "5 is 5.", Optional.of("5"));

    @Test
    void onlyAVerdictHasCredit() {
        Optional<String> five = Optional.of("5");
        assertThat(new Score.Correct(five, WHY).credit()).contains(1.0);
        assertThat(new Score.Incorrect(five, WHY).credit()).contains(0.0);
        assertThat(new Score.Partial(.25, five, WHY).credit()).contains(.25);
        assertThat(new Score.NoAnswer(WHY).credit()).contains(0.0);
        assertThat(new Score.NoAnswer(WHY).extracted()).isEmpty();
        assertThat(new Score.Unscored(five, WHY).credit()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -.5, 1.5, Double.NaN})
    void partialCreditLiesStrictlyBetween(double share) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Score.Partial(share, Optional.empty(), WHY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "equal", "Equal", "1A", "A-B", "A B"})
    void aRelationIsWrittenInCapitals(String relation) {
        assertThatIllegalArgumentException().isThrownBy(() -> Explanation.of(relation, "", Optional.empty()));
    }

    @Test
    void anExplanationCannotBeChanged() {
        Explanation explanation = new Explanation("A_1", "", Optional.empty(), List.of("ROUNDED"), new TreeMap<>());
        assertThat(explanation.flags()).isUnmodifiable();
        assertThat(explanation.details()).isUnmodifiable();
    }

    @ParameterizedTest
    @ValueSource(strings = {"numeric/1.0", "answer-json/2026-01", "a.b/x"})
    void aScorerIsWrittenAsItWasRead(String text) {
        assertThat(ScorerRef.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "numeric", "numeric/", "/1.0", "Numeric/1", "num eric/1", "numeric/1/2", "numeric/1 "})
    void whatNamesNoScorerIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ScorerRef.parse(text)).withMessageContaining("name/version");
    }

    @Test
    void scorersAreSortedByTheirTexts() {
        assertThat(ScorerRef.parse("a/2")).isLessThan(ScorerRef.parse("b/1"));
    }
}
