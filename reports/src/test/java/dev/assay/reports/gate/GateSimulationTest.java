package dev.assay.reports.gate;

import dev.assay.core.metric.Observation;
import dev.assay.core.metric.Seed;
import dev.assay.core.metric.compare.MarginTest;
import dev.assay.reports.gate.SampleEpochs.Epoch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.assay.reports.gate.GateCases.always;
import static dev.assay.reports.gate.GateCases.baseline;
import static dev.assay.reports.gate.GateCases.gate;
import static dev.assay.reports.gate.GateCases.maxDrop;
import static dev.assay.reports.gate.GateCases.points;
import static dev.assay.reports.gate.GateCases.results;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// How often the judge is right where no sum is possible: sample i is right with probability p(i), drawn from Beta(.84, .36), whose mean is .70.
///
/// The build draws a part. `mvn -pl core,reports test -Dassay.simulations=full` draws 4,000 runs a row and prints each.
class GateSimulationTest {

    private static final boolean FULL = "full".equals(System.getProperty("assay.simulations"));
    private static final double MEAN = .84 / (.84 + .36);
    private static final Epoch[] EPOCHS = {epoch(0), epoch(1)};

    private static Epoch epoch(double score) {
        return new Epoch(Optional.of(score), false, false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static int repetitions(int part, int whole) {
        return FULL ? whole : part;
    }

    /// A drawn share is within four standard errors, and .002 for rounding, of one that was drawn `statedRepetitions` times.
    private static void near(String what, double actual, double stated, int repetitions, int statedRepetitions) {
        say(String.format("%s: %.4f (stated %.4f)", what, actual, stated));
        double p = Math.clamp(stated, .01, .99);
        assertThat(actual).as(what).isCloseTo(stated, within(4 * Math.sqrt(p * (1 - p) * (1.0 / repetitions + 1.0 / statedRepetitions)) + .002));
    }

    private static void say(String line) {
        if (FULL) {
            System.out.println(line);
        }
    }

    /// Johnk's way, for parameters of at most 1: the share of the first of two powers whose sum is at most 1.
    private static double beta(RandomGenerator chance) {
        while (true) {
            double x = Math.pow(chance.nextDouble(), 1 / .84);
            double y = Math.pow(chance.nextDouble(), 1 / .36);
            if (x + y <= 1 && x + y > 0) {
                return x / (x + y);
            }
        }
    }

    private static double[] abilities(int n, RandomGenerator chance) {
        return IntStream.range(0, n).mapToDouble(_ -> beta(chance)).toArray();
    }

    /// Random samples fall to a share of their ability, until the mean has dropped; the last of them only as far as is needed.
    private static double[] worse(double[] abilities, double drop, double share, RandomGenerator chance) {
        double[] worse = abilities.clone();
        List<Integer> order = new ArrayList<>(IntStream.range(0, abilities.length).boxed().toList());
        Collections.shuffle(order, Random.from(chance));
        double left = drop * abilities.length;
        for (int i : order) {
            double fall = Math.min(left, (1 - share) * worse[i]);
            worse[i] -= fall;
            left -= fall;
        }
        return worse;
    }

    private static List<SampleEpochs> asked(double[] abilities, int k, RandomGenerator chance) {
        List<SampleEpochs> samples = new ArrayList<>(abilities.length);
        for (int i = 0; i < abilities.length; i++) {
            List<Epoch> epochs = new ArrayList<>(k);
            for (int j = 0; j < k; j++) {
                epochs.add(EPOCHS[chance.nextDouble() < abilities[i] ? 1 : 0]);
            }
            samples.add(new SampleEpochs("q" + i, Optional.empty(), Collections.emptySortedSet(), epochs));
        }
        return samples;
    }

    /// What became of many runs.
    private record Shares(double pass, double fail, double confirmed) {

        /// @param drop how much worse the candidate truly is
        /// @param share to what a broken sample falls
        static Shares of(Gate gate, int n, int k, double drop, double share, int repetitions, RandomGenerator chance) {
            double pass = 0;
            double fail = 0;
            double confirmed = 0;
            for (int i = 0; i < repetitions; i++) {
                double[] abilities = abilities(n, chance);
                double[] now = drop == 0 ? abilities : worse(abilities, drop, share, chance);
                BaselineSource then = always(baseline(asked(abilities, k, chance)));
                GateReport first = GateCases.judge(gate, results(asked(now, k, chance)), then);
                pass += first.verdict().standing() == Verdict.Standing.KEPT ? 1 : 0;
                if (first.verdict() == Verdict.FAIL) {
                    fail++;
                    GateReport second = GateCases.judge(gate, results(asked(now, k, chance)), then);
                    confirmed += GateJudge.confirmed(first, second).verdict() == Verdict.FAIL ? 1 : 0;
                }
            }
            return new Shares(pass / repetitions, fail / repetitions, confirmed / repetitions);
        }
    }

    @ParameterizedTest
    @CsvSource({"200, 4, 5, 0, .901, .052, .012", "200, 4, 5, 1, .024, .823, .716", "200, 4, 5, 2, -1, 1.000, 1.000", "500, 1, 5, 0, .753, .052, .013",
            "500, 1, 5, 1, .040, .715, .577", "500, 1, 5, 2, -1, .996, .993", "500, 4, 3, 0, .874, .051, .011", "500, 4, 3, 1, .032, .821, .713",
            "500, 4, 3, 2, -1, 1.000, .999"})
    void aSecondSampleConfirmsAsOftenAsStated(int n, int k, double margin, double times, double pass, double fail, double confirmed) {
        int repetitions = repetitions(120, 4_000);
        String row = "n " + n + ", k " + k + ", " + margin + " pp, drop of " + times + " margins, ";
        RandomGenerator chance = new Seed(20_250_120).split(row).generator();
        Shares shares = Shares.of(gate(maxDrop("accuracy", points(margin))), n, k, times * margin / 100, .3, repetitions, chance);
        if (pass >= 0) {
            near(row + "PASS", shares.pass, pass, repetitions, 20_000);
        }
        near(row + "FAIL", shares.fail, fail, repetitions, 20_000);
        near(row + "confirmed", shares.confirmed, confirmed, repetitions, 20_000);
    }

    /// Each sample breaks on its own, so often that the mean over all samples there could be is lower by the margin.
    private static double[] broken(double[] abilities, double drop, RandomGenerator chance) {
        return Arrays.stream(abilities).map(p -> chance.nextDouble() < drop / MEAN ? 0 : p).toArray();
    }

    /// Every broken sample falls to 0. Without the guard p is that of the same differences as logarithms of ratios, where there is none.
    @ParameterizedTest
    @CsvSource({"29, 16, 5, .136, 0", "10, 4, 10, .099, 0", "40, 4, 5, .069, 0", "60, 4, 5, .073, .073", "100, 4, 5, .063, .063", "500, 4, 5, .054, .054"})
    void rareBreaksAreGuardedAgainst(int n, int k, double margin, double without, double with) {
        int repetitions = repetitions(n <= 40 ? 400 : 250, 4_000);
        String row = "n " + n + ", k " + k + ", " + margin + " pp, broken samples at 0, ";
        RandomGenerator chance = new Seed(20_250_122).split(row).generator();
        Gate gate = gate(maxDrop("accuracy", points(margin)));
        double guarded = 0;
        double unguarded = 0;
        for (int i = 0; i < repetitions; i++) {
            double[] abilities = abilities(n, chance);
            List<SampleEpochs> then = asked(abilities, k, chance);
            List<SampleEpochs> now = asked(broken(abilities, margin / 100, chance), k, chance);
            guarded += GateCases.judge(gate, results(now), always(baseline(then))).verdict().standing() == Verdict.Standing.KEPT ? 1 : 0;
            unguarded += unguarded(then, now, margin / 100) <= .05 ? 1 : 0;
        }
        near(row + "without guard", unguarded / repetitions, without, repetitions, 4_000);
        near(row + "with guard", guarded / repetitions, with, repetitions, 4_000);
    }

    private static double unguarded(List<SampleEpochs> then, List<SampleEpochs> now, double margin) {
        List<Observation> differences = IntStream.range(0, then.size()).mapToObj(i -> new Observation(mean(now.get(i)) - mean(then.get(i)), Optional.empty()))
            .toList();
        return MarginTest.ofRatios(differences, Math.expm1(margin), new Seed(1)).orElseThrow().pass();
    }

    private static double mean(SampleEpochs sample) {
        return sample.epochs().stream().mapToDouble(epoch -> epoch.score().orElseThrow()).average().orElseThrow();
    }

    /// The rules that a gate has where nobody writes a margin: a drop of two points, and the error rate.
    private static final Gate STANDARD = gate(GateCases.unbounded("accuracy"));

    @Test
    void anUnchangedModelFailsTheStandardGateInAtMostOneRunOfTwenty() {
        int repetitions = 2_000;
        Shares shares = Shares.of(STANDARD, 200, 4, 0, 1, repetitions, new Seed(GateCases.SEED).split("unchanged").generator());
        System.out.printf("unchanged model, 200 samples x 4: FAIL in %.4f of %,d runs, confirmed in %.4f%n", shares.fail, repetitions, shares.confirmed);
        assertThat(shares.fail).isLessThanOrEqualTo(.05);
        assertThat(shares.confirmed).isLessThanOrEqualTo(.02);
    }

    @Test
    void aDropOfFivePointsIsCaughtInAtLeastFourRunsOfFive() {
        int repetitions = 2_000;
        Shares shares = Shares.of(STANDARD, 200, 4, .05, .3, repetitions, new Seed(GateCases.SEED).split("five points").generator());
        System.out.printf("five points worse, 200 samples x 4: FAIL in %.4f of %,d runs, confirmed in %.4f%n", shares.fail, repetitions, shares.confirmed);
        assertThat(shares.fail).isGreaterThanOrEqualTo(.80);
        assertThat(shares.pass).isLessThan(.01);
    }
}
