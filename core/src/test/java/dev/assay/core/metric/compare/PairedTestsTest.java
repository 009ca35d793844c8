package dev.assay.core.metric.compare;

import dev.assay.core.metric.Interval;
import dev.assay.core.metric.Quantile;
import dev.assay.core.metric.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/// Each test against counting by hand.
class PairedTestsTest {

    private static final Seed SEED = new Seed(3);

    @Test
    void mcNemarCountsWhatAFairCoinWouldDo() {
        for (int b = 0; b <= 9; b++) {
            for (int c = 0; c <= 9; c++) {
                int n = b + c;
                int[] counts = new int[4];
                for (int coins = 0; coins < 1 << n; coins++) {
                    int wins = Integer.bitCount(coins);
                    counts[0] += Math.abs(2 * wins - n) >= Math.abs(b - c) ? 1 : 0;
                    counts[1] += wins >= b ? 1 : 0;
                    counts[2] += wins >= c ? 1 : 0;
                    counts[3] += wins == Math.min(b, c) ? 1 : 0;
                }
                double all = 1 << n;
                McNemar test = McNemar.of(new BinaryPairs(b, c, n + 1));
                assertThat(test.twoSided()).isEqualTo(counts[0] / all);
                assertThat(test.aBetter()).isEqualTo(counts[1] / all);
                assertThat(test.bBetter()).isEqualTo(counts[2] / all);
                assertThat(test.mid()).isCloseTo(b == c ? 1 : counts[0] / all - counts[3] / all, within(1e-15));
            }
        }
    }

    @Test
    void manyDiscordantSamplesGiveTheSamePByEitherRoute() {
        McNemar exact = McNemar.of(new BinaryPairs(2_040, 1_960, 10_000));
        McNemar almost = McNemar.of(new BinaryPairs(2_041, 1_960, 10_000));
        assertThat(exact.twoSided()).isCloseTo(.2119, within(1e-3));
        assertThat(almost.twoSided()).isCloseTo(exact.twoSided(), within(.01));
        assertThat(almost.aBetter() + almost.bBetter()).isBetween(1.0, 1.02);
        assertThat(McNemar.of(new BinaryPairs(0, 5_000, 5_000)).aBetter()).isEqualTo(1);
    }

    @Test
    void signFlipsCountEveryPattern() {
        RandomGenerator chance = SEED.generator();
        for (int clusters = 1; clusters <= 11; clusters++) {
            double[] sums = DoubleStream.generate(() -> chance.nextInt(-4, 5) / 4.0).limit(clusters).toArray();
            double observed = Arrays.stream(sums).sum();
            double far = 0;
            double large = 0;
            double small = 0;
            for (int signs = 0; signs < 1 << clusters; signs++) {
                double sum = 0;
                for (int i = 0; i < clusters; i++) {
                    sum += (signs >> i & 1) == 0 ? sums[i] : -sums[i];
                }
                far += Math.abs(sum) >= Math.abs(observed) ? 1 : 0;
                large += sum >= observed ? 1 : 0;
                small += sum <= observed ? 1 : 0;
            }
            SignFlip test = SignFlip.of(sums, SEED);
            double all = 1 << clusters;
            assertThat(test).isEqualTo(new SignFlip(far / all, large / all, small / all, true));
        }
    }

    @Test
    void theSmallestPOfSignFlipsIsTwoPatternsOfAll() {
        double[] sums = DoubleStream.iterate(1, i -> i + 1).limit(12).toArray();
        assertThat(SignFlip.of(sums, SEED).twoSided()).isEqualTo(2 / 4096.0);
        assertThat(SignFlip.of(sums, SEED).positive()).isEqualTo(1 / 4096.0);
    }

    @Test
    void drawnPatternsComeNearTheCountedOnesAndAreTheSameForASeed() {
        RandomGenerator chance = SEED.generator();
        double[] sums = DoubleStream.generate(() -> chance.nextGaussian() + .25).limit(25).toArray();
        SignFlip drawn = SignFlip.of(sums, SEED);
        assertThat(drawn.exact()).isFalse();
        assertThat(SignFlip.of(sums, SEED)).isEqualTo(drawn);
        double deviation = Math.sqrt(Arrays.stream(sums).map(x -> x * x).sum());
        assertThat(drawn.positive()).isCloseTo(Quantile.normalAbove(Arrays.stream(sums).sum() / deviation), within(.03));
    }

    @Test
    void clustersWithoutDifferenceChangeNoP() {
        double[] few = {.5, -.25, 1, .75, .25, -.5};
        double[] many = Arrays.copyOf(few, 29);
        assertThat(SignFlip.of(many, SEED)).isEqualTo(SignFlip.of(few, SEED));
        assertThat(SignFlip.of(new double[29], SEED)).isEqualTo(new SignFlip(1, 1, 1, true));
    }

    @ParameterizedTest
    @CsvSource({"12, 9, 100", "3, 8, 50", "0, 4, 164", "5, 0, 20", "0, 0, 60", "1, 1, 2", "7, 0, 7", "0, 7, 7", "0, 0, 1", "40, 1, 41"})
    void tangoEndsWhereTheScoreIsTheQuantileAndMirrorsWhenModelsAreExchanged(int b, int c, int n) {
        BinaryPairs pairs = new BinaryPairs(b, c, n);
        for (double confidence : new double[]{.8, .9, .95, .99}) {
            Interval interval = Tango.interval(pairs, confidence);
            Interval mirrored = Tango.interval(pairs.swapped(), confidence);
            assertThat(mirrored.low()).isCloseTo(-interval.high(), within(1e-9));
            assertThat(mirrored.high()).isCloseTo(-interval.low(), within(1e-9));
            assertThat(interval.low()).isLessThanOrEqualTo(pairs.difference());
            assertThat(interval.high()).isGreaterThanOrEqualTo(pairs.difference());
            double z = Quantile.normal(Quantile.upper(confidence));
            if (interval.low() > -1) {
                assertThat(Tango.score(pairs, interval.low())).isCloseTo(z, within(1e-6));
            }
            if (interval.high() < 1) {
                assertThat(Tango.score(pairs, interval.high())).isCloseTo(-z, within(1e-6));
            }
        }
    }

    /// The restricted estimate of the second model's wins, by searching the likelihood.
    @ParameterizedTest
    @CsvSource({"12, 9, 100, -.05", "3, 8, 50, .1", "5, 2, 30, -.2", "1, 6, 40, -.02", "2, 2, 20, .3"})
    void tangosVarianceIsTheOneUnderTheHypothesis(int b, int c, int n, double difference) {
        double low = Math.max(0, -difference) + 1e-12;
        double high = (1 - difference) / 2 - 1e-12;
        while (high - low > 1e-13) {
            double first = low + (high - low) / 3;
            double second = high - (high - low) / 3;
            if (logLikelihood(b, c, n, first, difference) < logLikelihood(b, c, n, second, difference)) {
                low = first;
            } else {
                high = second;
            }
        }
        double variance = n * (2 * low + difference - difference * difference);
        assertThat(Tango.score(new BinaryPairs(b, c, n), difference)).isCloseTo((b - c - n * difference) / Math.sqrt(variance), within(1e-5));
    }

    private static double logLikelihood(int b, int c, int n, double q, double difference) {
        return b * Math.log(q + difference) + c * Math.log(q) + (n - b - c) * Math.log(1 - 2 * q - difference);
    }

    @Test
    void tangosScoreFallsAsTheDifferenceGrows() {
        for (int b = 0; b <= 6; b++) {
            for (int c = 0; c + b <= 9; c++) {
                BinaryPairs pairs = new BinaryPairs(b, c, 9);
                double last = Double.POSITIVE_INFINITY;
                for (int i = -99; i <= 99; i++) {
                    double score = Tango.score(pairs, i / 100.0);
                    assertThat(score).isLessThanOrEqualTo(last + 1e-9);
                    last = score;
                }
            }
        }
    }

    @Test
    void identicalRunsPassFromTheStatedSizesOn() {
        List<Integer> sizes = List.of(268, 133, 88, 52, 25);
        List<Double> margins = List.of(.01, .02, .03, .05, .10);
        for (int i = 0; i < sizes.size(); i++) {
            assertThat(Tango.above(new BinaryPairs(0, 0, sizes.get(i)), -margins.get(i))).isLessThanOrEqualTo(.05);
            assertThat(Tango.above(new BinaryPairs(0, 0, sizes.get(i) - 1), -margins.get(i))).isGreaterThan(.05);
        }
    }

    @Test
    void holmIsWhatRejectingOneAfterTheOtherGives() {
        RandomGenerator chance = SEED.generator();
        for (int round = 0; round < 200; round++) {
            List<Double> p = DoubleStream.generate(() -> Math.pow(chance.nextDouble(), 3)).limit(7).boxed().toList();
            List<Double> holm = Multiplicity.holm(p);
            List<Double> bh = Multiplicity.benjaminiHochberg(p);
            double[] sorted = p.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            for (double level : new double[]{.01, .05, .2, .5}) {
                int down = 0;
                while (down < 7 && sorted[down] <= level / (7 - down)) {
                    down++;
                }
                int up = 7;
                while (up > 0 && sorted[up - 1] > level * up / 7) {
                    up--;
                }
                assertThat(holm.stream().filter(q -> q <= level).count()).isEqualTo(down);
                assertThat(bh.stream().filter(q -> q <= level).count()).isEqualTo(up);
            }
        }
    }

    @Test
    void whatIsNotACountOrAPIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BinaryPairs(3, 3, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new BinaryPairs(Integer.MAX_VALUE, Integer.MAX_VALUE, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> Multiplicity.holm(List.of(.1, Double.NaN)));
        assertThatIllegalArgumentException().isThrownBy(() -> Tango.score(new BinaryPairs(1, 1, 5), 1.5));
        assertThatIllegalArgumentException().isThrownBy(() -> Tango.interval(new BinaryPairs(1, 1, 5), 1));
    }
}
