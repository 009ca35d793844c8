package dev.assay.core.metric.compare;

import dev.assay.core.metric.Interval;
import dev.assay.core.metric.Observation;
import dev.assay.core.metric.ScoredSample;
import dev.assay.core.metric.Seed;
import dev.assay.core.metric.Simulation;
import dev.assay.core.metric.compare.PairedDifference.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/// Which samples enter a comparison, which test judges them, and what happens at the edges.
class PairedTestTest {

    private static final Seed SEED = new Seed(3);
    private static final PairedTest TEST = new PairedTest(.95, SEED);
    /// Quantiles of Beta(.84, .36), whose mean is .7.
    private static final double[] ABILITIES = IntStream.range(0, 2_000)
        .mapToDouble(i -> BetaDistribution.of(.84, .36).inverseCumulativeProbability((i + .5) / 2_000)).toArray();

    private static ScoredSample sample(int i, Optional<String> cluster, double... scores) {
        return new ScoredSample("s" + i, cluster, Arrays.stream(scores).boxed().toList(), 0);
    }

    private static List<ScoredSample> run(double... scores) {
        return IntStream.range(0, scores.length).mapToObj(i -> sample(i, Optional.empty(), scores[i])).toList();
    }

    private static List<ScoredSample> repeated(int n, int epochs, int size, long seed) {
        RandomGenerator chance = new Seed(seed).generator();
        return IntStream.range(0, n).mapToObj(i -> sample(i, size == 1 ? Optional.empty() : Optional.of("c" + i / size),
            DoubleStream.generate(() -> Simulation.coin(chance, .6)).limit(epochs).toArray())).toList();
    }

    @Test
    void samplesOfOneSideOnlyMakeRunsIncomparable() {
        Pairing pairing = Pairing.of(run(1, 0, 1), run(1, 0));
        assertThat(pairing.onlyA()).containsExactly("s2");
        assertThat(pairing.obstacle()).contains(Obstacle.DIFFERENT_SAMPLES);
        assertThat(TEST.compare(pairing).obstacle()).contains(Obstacle.DIFFERENT_SAMPLES);
        assertThat(TEST.compare(pairing).differs(0, .05)).isFalse();
    }

    @Test
    void aSampleWithoutScoreOnOneSideIsDroppedOnBothAndCounted() {
        List<ScoredSample> a = new ArrayList<>(repeated(100, 1, 1, 1));
        List<ScoredSample> b = new ArrayList<>(repeated(100, 1, 1, 2));
        a.set(7, sample(7, Optional.empty()));
        b.set(9, sample(9, Optional.empty()));
        Pairing two = Pairing.of(a, b);
        assertThat(two.dropped()).containsExactly("s7", "s9");
        assertThat(two.obstacle()).isEmpty();
        assertThat(TEST.compare(two).n()).isEqualTo(98);
        assertThat(TEST.compare(two).dropped()).isEqualTo(2);
        b.set(11, sample(11, Optional.empty()));
        assertThat(Pairing.of(a, b).obstacle()).contains(Obstacle.TOO_MANY_DROPPED);
    }

    @Test
    void aSampleThatIsThereTwiceIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Pairing.of(List.of(sample(1, Optional.empty(), 1), sample(1, Optional.empty(), 0)), run(1)))
            .withMessageContaining("s1");
    }

    @Test
    void withoutSamplesEverythingIsAbsent() {
        PairedDifference nothing = TEST.compare(Pairing.of(List.of(), List.of()));
        assertThat(nothing.obstacle()).contains(Obstacle.NO_SAMPLES);
        assertThat(nothing.effect()).isEmpty();
        assertThat(nothing.p()).isEmpty();
        assertThat(MarginTest.ofScores(Pairing.of(List.of(), List.of()), .05, SEED)).isEmpty();
    }

    @Test
    void theDataChooseTheTest() {
        assertThat(TEST.compare(Pairing.of(repeated(50, 1, 1, 1), repeated(50, 1, 1, 2))).method()).contains(Method.MCNEMAR);
        assertThat(TEST.compare(Pairing.of(repeated(50, 4, 1, 1), repeated(50, 4, 1, 2))).method()).contains(Method.STUDENT);
        assertThat(TEST.compare(Pairing.of(repeated(50, 1, 5, 1), repeated(50, 1, 5, 2))).method()).contains(Method.SIGN_FLIP);
        assertThat(TEST.compare(Pairing.of(repeated(20, 4, 1, 1), repeated(20, 4, 1, 2))).method()).contains(Method.SIGN_FLIP);
        assertThat(TEST.compare(Pairing.of(repeated(30, 1, 6, 1), repeated(30, 1, 6, 2))).obstacle()).contains(Obstacle.TOO_FEW_CLUSTERS);
        List<ScoredSample> partial = new ArrayList<>(repeated(50, 1, 1, 1));
        partial.set(3, sample(3, Optional.empty(), .5));
        assertThat(TEST.compare(Pairing.of(partial, repeated(50, 1, 1, 2))).method()).contains(Method.STUDENT);
    }

    @Test
    void exchangedModelsNegateTheEffectAndMirrorTheInterval() {
        for (int epochs : new int[]{1, 4}) {
            for (int size : new int[]{1, 3}) {
                Pairing pairing = Pairing.of(repeated(120, epochs, size, 1), repeated(120, epochs, size, 2));
                PairedDifference one = TEST.compare(pairing);
                PairedDifference other = TEST.compare(pairing.swapped());
                assertThat(other.effect().orElseThrow()).isCloseTo(-one.effect().orElseThrow(), within(1e-12));
                assertThat(other.interval().orElseThrow().low()).isCloseTo(-one.interval().orElseThrow().high(), within(1e-9));
                assertThat(other.p().orElseThrow().twoSided()).isCloseTo(one.p().orElseThrow().twoSided(), within(1e-9));
                assertThat(other.p().orElseThrow().aBetter()).isCloseTo(one.p().orElseThrow().bBetter(), within(1e-9));
            }
        }
    }

    @Test
    void theOrderOfSamplesAndTheNamesOfClustersChangeNothing() {
        List<ScoredSample> a = repeated(90, 3, 3, 1);
        List<ScoredSample> b = repeated(90, 3, 3, 2);
        PairedDifference before = TEST.compare(Pairing.of(a, b));
        List<ScoredSample> shuffled = new ArrayList<>(
            a.stream().map(s -> new ScoredSample(s.sample(), s.cluster().map(c -> "x" + c.hashCode()), s.scores(), 0)).toList());
        Collections.shuffle(shuffled, new Random(4));
        assertThat(TEST.compare(Pairing.of(shuffled, b))).isEqualTo(before);
    }

    @Test
    void identicalRunsAreNotDifferentAndHaveAnIntervalAllTheSame() {
        for (int epochs : new int[]{1, 4}) {
            List<ScoredSample> a = repeated(40, epochs, 1, 1);
            PairedDifference same = TEST.compare(Pairing.of(a, a));
            assertThat(same.p().orElseThrow().twoSided()).isEqualTo(1);
            assertThat(same.standardError()).contains(0.0);
            assertThat(same.detectable()).isEmpty();
            assertThat(same.interval()).contains(Tango.interval(new BinaryPairs(0, 0, 40), .95));
        }
    }

    @Test
    void aDifferenceThatNeverVariesIsJudgedBySignsAndHasNoInterval() {
        List<ScoredSample> half = IntStream.range(0, 40).mapToObj(i -> sample(i, Optional.empty(), .75, .75)).toList();
        List<ScoredSample> none = IntStream.range(0, 40).mapToObj(i -> sample(i, Optional.empty(), .25, .25)).toList();
        PairedDifference difference = TEST.compare(Pairing.of(half, none));
        assertThat(difference.effect()).contains(.5);
        assertThat(difference.p().orElseThrow().twoSided()).isLessThan(.001);
        assertThat(difference.interval()).isEmpty();
        assertThat(difference.correlation()).isEmpty();
        assertThat(difference.pairingSaved()).isEmpty();
    }

    @Test
    void oneSampleGivesNoVerdict() {
        PairedDifference one = TEST.compare(Pairing.of(run(1), run(0)));
        assertThat(one.effect()).contains(1.0);
        assertThat(one.standardError()).isEmpty();
        assertThat(one.obstacle()).contains(Obstacle.TOO_FEW_CLUSTERS);
    }

    @Test
    void askingTheSameSamplesSavesWhatTheModelsShare() {
        List<ScoredSample> a = repeated(400, 1, 1, 1);
        assertThat(TEST.compare(Pairing.of(a, a)).pairingSaved().orElseThrow()).isCloseTo(1, within(1e-12));
        PairedDifference strangers = TEST.compare(Pairing.of(a, repeated(400, 1, 1, 2)));
        assertThat(strangers.pairingSaved().orElseThrow()).isCloseTo(0, within(.12));
        assertThat(strangers.correlation().orElseThrow()).isCloseTo(strangers.pairingSaved().orElseThrow(), within(.01));
    }

    @Test
    void intervalsOfDifferencesStayWithinOneEitherWay() {
        List<ScoredSample> a = IntStream.range(0, 6).mapToObj(i -> sample(i, Optional.empty(), 1, i == 0 ? 0 : 1)).toList();
        List<ScoredSample> b = IntStream.range(0, 6).mapToObj(i -> sample(i, Optional.empty(), 0, 0)).toList();
        Interval interval = TEST.compare(Pairing.of(a, b)).interval().orElseThrow();
        assertThat(interval.high()).isEqualTo(1);
    }

    @Test
    void fewClustersNeverPassByNotMeetingRareBreaks() {
        List<ScoredSample> a = new ArrayList<>(repeated(40, 4, 1, 1));
        Pairing same = Pairing.of(a, a);
        assertThat(MarginTest.ofScores(same, .05, SEED).orElseThrow().pass()).isGreaterThan(.05);
        assertThat(MarginTest.ofScores(same, .10, SEED).orElseThrow().pass()).isLessThan(.05);
        a.set(0, sample(0, Optional.empty(), 1, 1, 1, 0));
        List<ScoredSample> b = new ArrayList<>(a);
        b.set(0, sample(0, Optional.empty(), 1, 1, 0, 0));
        MarginTest nearlySame = MarginTest.ofScores(Pairing.of(a, b), .05, SEED).orElseThrow();
        assertThat(nearlySame.pass()).isCloseTo(Tango.above(new BinaryPairs(0, 0, 40), -.05), within(1e-12));
    }

    @Test
    void withFewerThanFiveClustersNothingIsShown() {
        Pairing pairing = Pairing.of(repeated(40, 4, 10, 1), repeated(40, 4, 10, 2));
        MarginTest test = MarginTest.ofScores(pairing, .05, SEED).orElseThrow();
        assertThat(test.pass()).isEqualTo(1);
        assertThat(test.fail()).isEqualTo(1);
    }

    @Test
    void aRelativeChangeIsTestedOnTheLogarithmicScale() {
        RandomGenerator chance = SEED.generator();
        List<Observation> dearer = IntStream.range(0, 60).mapToObj(i -> new Observation(Math.log(1 / 1.5) + .1 * chance.nextGaussian(), Optional.empty()))
            .toList();
        MarginTest test = MarginTest.ofRatios(dearer, .2, SEED).orElseThrow();
        assertThat(test.fail()).isLessThan(1e-6);
        assertThat(test.pass()).isGreaterThan(.999);
        assertThat(Math.exp(-test.effect())).isCloseTo(1.5, within(.06));
        MarginTest tolerated = MarginTest.ofRatios(dearer, .8, SEED).orElseThrow();
        assertThat(tolerated.pass()).isLessThan(1e-6);
    }

    @Test
    void aMarginOutsideItsRangeIsRefused() {
        Pairing pairing = Pairing.of(run(1, 0), run(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> MarginTest.ofScores(pairing, 0, SEED));
        assertThatIllegalArgumentException().isThrownBy(() -> MarginTest.ofScores(pairing, 1, SEED));
        assertThatIllegalArgumentException().isThrownBy(() -> MarginTest.ofRatios(List.of(), Double.POSITIVE_INFINITY, SEED));
    }

    /// Abilities from Beta(.84, .36); a regression lets random samples fall to three tenths until the mean has dropped.
    @ParameterizedTest
    @CsvSource({"200, 4, .05, 0, .901, .052", "200, 4, .05, -.05, .024, .823", "200, 4, .05, -.10, .000, 1.000", "500, 1, .05, 0, .753, .052",
            "500, 1, .05, -.05, .040, .715", "500, 4, .03, 0, .874, .051", "500, 4, .03, -.03, .032, .821"})
    void anUnchangedModelIsSeldomFailedAndADropIsCaught(int n, int epochs, double margin, double change, double pass, double fail) {
        int repetitions = Simulation.repetitions(300, 4_000);
        RandomGenerator chance = new Seed(20250120).split("gate/" + n + "/" + epochs + "/" + change).generator();
        double passed = 0;
        double failed = 0;
        for (int i = 0; i < repetitions; i++) {
            double[] before = abilities(chance, n);
            double[] after = fallen(before, -change);
            MarginTest test = MarginTest.ofScores(Pairing.of(asked(chance, after, epochs), asked(chance, before, epochs)), margin, SEED).orElseThrow();
            passed += test.pass() <= .05 ? 1 : 0;
            failed += test.fail() <= .05 && test.pass() > .05 ? 1 : 0;
        }
        String row = n + " x " + epochs + ", margin " + margin + ", change " + change + ", ";
        Simulation.near(row + "pass", passed / repetitions, pass, repetitions, 20_000);
        Simulation.near(row + "fail", failed / repetitions, fail, repetitions, 20_000);
    }

    /// The worst regression for a test of means: random samples are broken altogether.
    @ParameterizedTest
    @CsvSource({"29, 16, .05, 0", "10, 4, .10, 0", "40, 4, .05, 0", "60, 4, .05, .073", "100, 4, .05, .063", "500, 4, .05, .054"})
    void aFewSamplesThatBreakAltogetherSeldomPass(int n, int epochs, double margin, double pass) {
        int repetitions = Simulation.repetitions(400, 4_000);
        RandomGenerator chance = new Seed(20250122).split("broken/" + n).generator();
        double passed = 0;
        for (int i = 0; i < repetitions; i++) {
            double[] before = abilities(chance, n);
            List<ScoredSample> candidate = asked(chance, broken(chance, before, margin / .7), epochs);
            passed += MarginTest.ofScores(Pairing.of(candidate, asked(chance, before, epochs)), margin, SEED).orElseThrow().pass() <= .05 ? 1 : 0;
        }
        Simulation.near("broken samples, " + n + " x " + epochs, passed / repetitions, pass, repetitions, 4_000);
    }

    private static double[] abilities(RandomGenerator chance, int n) {
        return IntStream.range(0, n).mapToDouble(i -> ABILITIES[chance.nextInt(ABILITIES.length)]).toArray();
    }

    private static double[] broken(RandomGenerator chance, double[] abilities, double share) {
        return Arrays.stream(abilities).map(ability -> chance.nextDouble() < share ? 0 : ability).toArray();
    }

    private static double[] fallen(double[] abilities, double drop) {
        double[] fallen = abilities.clone();
        double left = drop * abilities.length;
        for (int i = 0; left > 0 && i < fallen.length; i++) {
            double loss = Math.min(left, .7 * fallen[i]);
            fallen[i] -= loss;
            left -= loss;
        }
        return fallen;
    }

    private static List<ScoredSample> asked(RandomGenerator chance, double[] abilities, int epochs) {
        return IntStream.range(0, abilities.length).mapToObj(i -> new ScoredSample("s" + i, Optional.empty(),
            IntStream.range(0, epochs).mapToObj(j -> Simulation.coin(chance, abilities[i])).toList(), 0)).toList();
    }
}
