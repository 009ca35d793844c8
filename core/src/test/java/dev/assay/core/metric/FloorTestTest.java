package dev.assay.core.metric;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/// A score and its floor.
class FloorTestTest {

    private static List<ScoredSample> samples(int n, int right) {
        return IntStream.range(0, n).mapToObj(i -> new ScoredSample("q" + i, Optional.empty(), List.of(i < right ? 1.0 : 0.0), 0)).toList();
    }

    /// 100 of 200: SE² = 200/199 · 50/200² = .00125628, n_eff = 199, times (1.644854/1.652547)² = 197.151.
    @Test
    void theTestIsMadeOnTheEffectiveSampleSize() {
        FloorTest test = FloorTest.of(samples(200, 100), .6, .05).orElseThrow();
        assertThat(test.size()).isCloseTo(197.151, within(1e-3));
        assertThat(test.fail()).isCloseTo(Quantile.normalAbove(.1 / Math.sqrt(.24 / test.size())), within(1e-12)).isCloseTo(.00208, within(1e-5));
        assertThat(test.low()).isEqualTo(Wilson.interval(.5, test.size(), .9).low());
        assertThat(test.n()).isEqualTo(200);
    }

    @Test
    void samplesOfFewClustersShowNothing() {
        List<ScoredSample> four = IntStream.range(0, 400).mapToObj(i -> new ScoredSample("q" + i, Optional.of("c" + i % 4), List.of(0.0), 0)).toList();
        assertThat(FloorTest.of(four, .9, .05).orElseThrow().fail()).isEqualTo(1);
        assertThat(FloorTest.of(samples(5, 0), .9, .05).orElseThrow().fail()).isLessThan(.001);
    }

    @Test
    void clustersCountAsWhatTheyAreWorth() {
        List<ScoredSample> alike = IntStream.range(0, 200).mapToObj(i -> new ScoredSample("q" + i, Optional.of("c" + i / 10), List.of(i / 10 % 2 == 0
            ? 1.0
            : 0.0), 0)).toList();
        FloorTest test = FloorTest.of(alike, .6, .05).orElseThrow();
        assertThat(test.size()).isBetween(15.0, 20.0);
        assertThat(test.fail()).isGreaterThan(.05);
    }

    /// Summed over every outcome of independent right or wrong answers whose truth is the floor.
    @ParameterizedTest
    @CsvSource({"100, .6, .05", "300, .6, .052", "300, .9, .06", "1000, .6, .052"})
    void aTruthAtTheFloorIsSaidToBeBelowItInOneRunOfTwenty(int n, double floor, double most) {
        double log = n * Math.log1p(-floor);
        double failed = 0;
        for (int right = 0; right <= n; right++) {
            failed += FloorTest.of(samples(n, right), floor, .05).orElseThrow().fail() <= .05 ? Math.exp(log) : 0;
            log += Math.log((n - right) / (right + 1.0)) + Math.log(floor / (1 - floor));
        }
        assertThat(failed).isBetween(.025, most);
    }

    @Test
    void nothingScoredShowsNothing() {
        assertThat(FloorTest.of(List.of(new ScoredSample("q", Optional.empty(), List.of(), 2)), .6, .05)).isEmpty();
        assertThat(FloorTest.of(List.of(), .6, .05)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, .05", "1, .05", ".6, 0", ".6, .5", "NaN, .05", ".6, NaN"})
    void aFloorAndAnErrorRateHaveTheirRanges(double floor, double alpha) {
        List<ScoredSample> some = samples(5, 3);
        assertThatIllegalArgumentException().isThrownBy(() -> FloorTest.of(some, floor, alpha));
    }
}
