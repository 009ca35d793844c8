package dev.assay.core.metric;

import dev.assay.core.metric.BudgetedAccuracy.Answer;
import dev.assay.core.metric.BudgetedAccuracy.Sized;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BudgetedAccuracyTest {

    private static Sized sample(String id, Answer... answers) {
        return new Sized(id, Optional.empty(), List.of(answers), 0);
    }

    @Test
    void aLongerAnswerCountsAsWrongAndAShorterOneKeepsItsScore() {
        BudgetedAccuracy cut = new BudgetedAccuracy(List.of(sample("a", new Answer(100, 1)), sample("b", new Answer(200, 1)), sample("c", new Answer(300, 0)),
            sample("d", new Answer(400, 0.5))));

        assertThat(cut.at(99).value()).contains(0.0);
        assertThat(cut.at(100).value()).contains(0.25);
        assertThat(cut.at(399).value()).contains(0.5);
        assertThat(cut.at(400).value()).contains(0.625);
        assertThat(cut.longer(200)).isEqualTo(2);
    }

    @Test
    void theCurveNeverFallsAndEndsAtTheAccuracyWithItsInterval() {
        SplittableRandom random = new SplittableRandom(7);
        List<Sized> samples = new ArrayList<>();
        List<ScoredSample> plain = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            List<Answer> answers = List.of(new Answer(random.nextLong(1, 9_000), random.nextInt(2)), new Answer(random.nextLong(1, 9_000), random.nextInt(2)));
            samples.add(new Sized("s" + i, Optional.of("c" + i / 2), answers, 1));
            plain.add(new ScoredSample("s" + i, Optional.of("c" + i / 2), answers.stream().map(Answer::credit).toList(), 1));
        }
        BudgetedAccuracy cut = new BudgetedAccuracy(samples);
        double before = 0;
        for (long budget : BudgetedAccuracy.budgets(1, 9_000, 12)) {
            double value = cut.at(budget).value().orElseThrow();
            assertThat(value).isGreaterThanOrEqualTo(before);
            before = value;
        }

        assertThat(cut.at(9_000)).isEqualTo(new Accuracy().estimate(plain));
    }

    @Test
    void budgetsRiseToTheLongestAnswer() {
        List<Long> budgets = BudgetedAccuracy.budgets(33, 32_768, 12);

        assertThat(budgets).isSorted().doesNotHaveDuplicates().hasSizeBetween(2, 12);
        assertThat(budgets.getLast()).isBetween(32_768L, 33_000L);
        assertThat(BudgetedAccuracy.budgets(1_200, 1_200, 12)).containsExactly(1_200L);
        assertThat(BudgetedAccuracy.budgets(0, 0, 12)).containsExactly(1L);
        assertThatThrownBy(() -> BudgetedAccuracy.budgets(5, 4, 12)).isInstanceOf(IllegalArgumentException.class);
    }
}
