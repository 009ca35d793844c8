package dev.assay.core.task;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.solver.Solver;
import dev.assay.core.transcript.Transcript;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TaskValuesTest {

    private static final Dataset DATASET = new Dataset("d", "1", "a".repeat(64), "MIT", List.of(Sample.of("1", "?", new Target.Expression("5"))));

    private record Refusing(ScorerRef ref) implements Scorer {
        @Override
        public Score score(Sample sample, Transcript transcript) {
            return new Score.NoAnswer(Explanation.of("REFUSED", "", Optional.empty()));
        }
    }

    private static Task task(String id, int epochs, String... scorers) {
        List<Scorer> made = List.of(scorers).stream().map(ref -> (Scorer) new Refusing(ScorerRef.parse(ref))).toList();
        return new Task(id, "1", DATASET, Solver.once(), made, epochs);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gsm8k", "math/", "/gsm8k", "Math/gsm8k", "math/gsm 8k", "math/gsm8k/x", "1math/x"})
    void aTaskIsNamedByCategoryAndName(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> task(id, 1, "a/1")).withMessageContaining("category/name");
    }

    @Test
    void aTaskHasACategoryAndAPrimaryScorer() {
        Task task = task("math/gsm8k", 1, "numeric/1.0", "answer-json/1.0");
        assertThat(task.category()).isEqualTo("math");
        assertThat(task.primaryScorer().ref()).isEqualTo(ScorerRef.parse("numeric/1.0"));
        assertThat(task.withDataset(DATASET.withSamples(List.of())).dataset().samples()).isEmpty();
    }

    @Test
    void aTaskWithoutScorersOrEpochsOrWithAScorerTwiceIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> task("math/gsm8k", 1)).withMessageContaining("no scorer");
        assertThatIllegalArgumentException().isThrownBy(() -> task("math/gsm8k", 1, "a/1", "a/1")).withMessageContaining("twice");
        assertThatIllegalArgumentException().isThrownBy(() -> task("math/gsm8k", 0, "a/1")).withMessageContaining("0 times");
    }

    @Test
    void aSuiteHasATask() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Suite("empty", List.of())).withMessage("Suite empty has no task.");
    }
}
