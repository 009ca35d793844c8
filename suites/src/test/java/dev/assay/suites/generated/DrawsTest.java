package dev.assay.suites.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DrawsTest {

    /// The numbers come from a program in another language, written after the description of [Draws].
    @Test
    void equalSeedsAndNamesDrawTheSameOnEveryMachine() {
        Draws draws = Draws.of(42).split("math/word-problems").split("L03-0007");

        assertThat(IntStream.range(0, 8).map(_ -> draws.below(1_000)).toArray()).containsExactly(559, 720, 854, 38, 351, 215, 177, 435);
    }

    @Test
    void aSplitDoesNotDependOnWhatWasDrawnBefore() {
        Draws fresh = Draws.of(1);
        Draws used = Draws.of(1);
        used.below(10);
        used.shuffled(List.of(1, 2, 3));

        assertThat(used.split("a").below(1_000_000)).isEqualTo(fresh.split("a").below(1_000_000));
    }

    @Test
    void splitsOfDifferentNamesDrawDifferently() {
        List<Integer> firsts = IntStream.range(0, 500).map(name -> Draws.of(1).split("L01-" + name).below(Integer.MAX_VALUE)).boxed().toList();

        assertThat(firsts).doesNotHaveDuplicates();
    }

    @Test
    void everyNumberOfARangeIsDrawnAboutAsOften() {
        Draws draws = Draws.of(3);
        int[] drawn = new int[7];
        for (int draw = 0; draw < 70_000; draw++) {
            drawn[draws.between(-3, 3) + 3]++;
        }

        assertThat(IntStream.of(drawn).boxed()).allSatisfy(times -> assertThat(times).isBetween(9_600, 10_400));
    }

    @Test
    void aBoundNearTheLargestNumberIsKept() {
        Draws draws = Draws.of(4);

        assertThat(IntStream.range(0, 10_000).map(_ -> draws.below(Integer.MAX_VALUE)).boxed()).allMatch(each -> each >= 0 && each < Integer.MAX_VALUE);
    }

    @Test
    void aShuffleKeepsAllAndReachesEveryOrder() {
        Draws draws = Draws.of(5);
        List<List<Integer>> orders = new ArrayList<>();
        for (int draw = 0; draw < 500; draw++) {
            orders.add(draws.shuffled(List.of(1, 2, 3, 4)));
        }

        assertThat(orders).allSatisfy(order -> assertThat(order).containsExactlyInAnyOrder(1, 2, 3, 4));
        assertThat(orders.stream().distinct()).hasSize(24);
    }

    @Test
    void severalPicksAreDifferent() {
        assertThat(Draws.of(6).pick(3, List.of("a", "b", "c", "d"))).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void aBoundBelowOneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Draws.of(1).below(0)).withMessageContaining("at least 1");
    }
}
