package dev.assay.core.run;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SampleOrderTest {

    private static Map<String, Optional<String>> samples(int number, int perCluster) {
        Map<String, Optional<String>> samples = new LinkedHashMap<>();
        IntStream.range(0, number).forEach(i -> samples.put("s" + i, perCluster == 1 ? Optional.empty() : Optional.of("c" + i / perCluster)));
        return samples;
    }

    private static List<String> flat(SampleOrder order) {
        return order.turns().stream().map(SampleOrder.Turn::samples).flatMap(Collection::stream).toList();
    }

    @Test
    void everySampleHasOnePlaceAndEqualSeedsGiveEqualOrders() {
        SampleOrder order = SampleOrder.of(7, "math/a", samples(500, 1));
        assertThat(flat(order)).hasSize(500).containsExactlyInAnyOrderElementsOf(samples(500, 1).keySet());
        assertThat(SampleOrder.of(7, "math/a", samples(500, 1))).isEqualTo(order);
        assertThat(flat(SampleOrder.of(8, "math/a", samples(500, 1)))).isNotEqualTo(flat(order));
        assertThat(flat(SampleOrder.of(7, "math/b", samples(500, 1)))).isNotEqualTo(flat(order));
    }

    @Test
    void samplesOfAClusterMakeOneTurn() {
        SampleOrder order = SampleOrder.of(7, "math/a", samples(100, 5));
        assertThat(order.turns()).hasSize(20).allSatisfy(turn -> assertThat(turn.samples()).hasSize(5));
        assertThat(order.turns()).allSatisfy(turn -> {
            Set<String> clusters = new HashSet<>();
            turn.samples().forEach(sample -> clusters.add(samples(100, 5).get(sample).orElseThrow()));
            assertThat(clusters).hasSize(1);
        });
    }

    @Test
    void theOrderOfSomeIsThatOfAllWithTheOthersLeftOut() {
        Map<String, Optional<String>> some = samples(300, 3);
        some.keySet().removeIf(sample -> sample.hashCode() % 3 == 0);
        List<String> rest = flat(SampleOrder.of(7, "math/a", samples(300, 3))).stream().filter(some::containsKey).toList();
        assertThat(flat(SampleOrder.of(7, "math/a", some))).isEqualTo(rest);
    }

    @Test
    void theOrderInWhichSamplesAreNamedChangesNothing() {
        Map<String, Optional<String>> backwards = new LinkedHashMap<>();
        List.copyOf(samples(100, 2).entrySet()).reversed().forEach(entry -> backwards.put(entry.getKey(), entry.getValue()));
        assertThat(SampleOrder.of(7, "math/a", backwards)).isEqualTo(SampleOrder.of(7, "math/a", samples(100, 2)));
    }

    /// Over many seeds each sample comes first about equally often: five standard errors.
    @Test
    void everySampleComesFirstEquallyOften() {
        int[] first = new int[10];
        for (int seed = 0; seed < 10_000; seed++) {
            first[Integer.parseInt(flat(SampleOrder.of(seed, "math/a", samples(10, 1))).getFirst().substring(1))]++;
        }
        assertThat(IntStream.of(first).boxed()).allSatisfy(times -> assertThat(times).isBetween(850, 1150));
    }

    @Test
    void placesCountTurns() {
        SampleOrder order = SampleOrder.of(7, "math/a", samples(20, 4));
        Map<String, Integer> places = order.places();
        assertThat(places).hasSize(20);
        for (int turn = 0; turn < order.turns().size(); turn++) {
            int expected = turn;
            assertThat(order.turns().get(turn).samples()).allSatisfy(sample -> assertThat(places).containsEntry(sample, expected));
        }
    }

    @Test
    void aTurnHasASample() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SampleOrder.Turn("math/a", 1, List.of())).withMessageContaining("without a sample");
    }
}
