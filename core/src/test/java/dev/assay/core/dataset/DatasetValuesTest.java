package dev.assay.core.dataset;

import dev.assay.core.model.Message;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DatasetValuesTest {

    private static final String SHA = "0123456789abcdef".repeat(4);
    private static final Sample ONE = Sample.of("1", "2+3?", new Target.Expression("5"));

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u0000"})
    void anIdThatCannotBeQuotedIsRefused(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> Sample.of(id, "?", new Target.Expression("5")));
    }

    @Test
    void anIdHasAtMostTwoHundredCharacters() {
        assertThat(Sample.of("x".repeat(200), "?", new Target.Expression("5")).id()).hasSize(200);
        assertThatIllegalArgumentException().isThrownBy(() -> Sample.of("x".repeat(201), "?", new Target.Expression("5")));
    }

    @Test
    void aSampleAsksSomething() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sample("1", List.of(), new Target.Expression("5"), Optional.empty(), new TreeMap<>()))
            .withMessage("Sample 1 asks nothing.");
        assertThat(ONE.input()).containsExactly(new Message.User("2+3?")).isUnmodifiable();
        assertThat(ONE.metadata()).isUnmodifiable();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123", "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF"})
    void aDigestIsSixtyFourLowerCaseDigits(String sha256) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Dataset("d", "1", sha256, "MIT", List.of(ONE))).withMessageContaining("hexadecimal");
    }

    @Test
    void noTwoSamplesHaveTheSameId() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Dataset("d", "1", SHA, "MIT", List.of(ONE, ONE)))
            .withMessageContaining("two samples with id 1");
        Dataset dataset = new Dataset("d", "1", SHA, "MIT", List.of(ONE));
        assertThat(dataset.withSamples(List.of()).samples()).isEmpty();
    }

    @Test
    void everyTargetShowsItsRightAnswer() {
        assertThat(new Target.Text(List.of("a")).display()).isEqualTo("a");
        assertThat(new Target.Text(List.of("a", "b", "c")).display()).isEqualTo("a (or 2 others)");
        assertThat(new Target.Choice("B", new TreeMap<>(Map.of("A", "x", "B", "y"))).display()).isEqualTo("B");
        assertThat(new Target.Expression("2/3").display()).isEqualTo("2/3");
        assertThat(new Target.Fields(new TreeMap<>(Map.of("y", "2", "x", "1"))).display()).isEqualTo("x = 1, y = 2");
        assertThat(new Target.Program("python", "assert f(1) == 2").display()).isEqualTo("a python program that passes its checks");
    }

    @Test
    void targetsThatNothingCanMatchAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Target.Text(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Target.Choice("C", new TreeMap<>(Map.of("A", "x")))).withMessageContaining("C");
        assertThatIllegalArgumentException().isThrownBy(() -> new Target.Fields(new TreeMap<>()));
    }
}
