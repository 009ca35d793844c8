package dev.assay.core.metric.sequential;

import dev.assay.core.metric.Quantile;
import dev.assay.core.metric.Seed;
import dev.assay.core.metric.Simulation;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/// What a sequential gate decides, how often, and after how many samples.
class GateSimulationTest {

    private static final int STATED = 20_000;

    /// What became of many runs.
    private record Tally(double pass, double fail, double samples) {

        static Tally of(SequentialGate fresh, int cap, int repetitions, DoubleSupplier differences) {
            double pass = 0;
            double fail = 0;
            double used = 0;
            for (int i = 0; i < repetitions; i++) {
                SequentialGate gate = fresh;
                while (gate.verdict() == SequentialGate.Verdict.UNDECIDED && gate.used() < cap) {
                    gate = gate.after(differences.getAsDouble());
                }
                pass += gate.verdict() == SequentialGate.Verdict.PASS ? 1 : 0;
                fail += gate.verdict() == SequentialGate.Verdict.FAIL ? 1 : 0;
                used += gate.used();
            }
            return new Tally(pass / repetitions, fail / repetitions, used / repetitions);
        }
    }

    private static double step(RandomGenerator chance, double discordance, double difference) {
        double draw = chance.nextDouble();
        if (draw < (discordance + difference) / 2) {
            return 1;
        }
        return draw < discordance ? -1 : 0;
    }

    @ParameterizedTest
    @CsvSource({".20, .05, 750, 1, 1, 1.000, .000, 170", ".20, .05, 750, 1, .5, .988, .003, 254", ".20, .05, 750, 1, 0, .799, .036, 415",
            ".20, .05, 750, 1, -.5, .297, .305, 534", ".20, .05, 750, 1, -1, .037, .813, 408", ".20, .05, 750, 1, -2, .000, 1.000, 164",
            ".10, .03, 1050, 1, 1, 1.000, .000, 252", ".10, .03, 1050, 1, .5, .988, .002, 369", ".10, .03, 1050, 1, 0, .799, .035, 595",
            ".10, .03, 1050, 1, -.5, .293, .308, 760", ".10, .03, 1050, 1, -1, .039, .815, 582", ".10, .03, 1050, 1, -2, .000, 1.000, 244",
            ".30, .10, 300, 1, 1, 1.000, .000, 62", ".30, .10, 300, 1, .5, .989, .003, 95", ".30, .10, 300, 1, 0, .806, .037, 160",
            ".30, .10, 300, 1, -.5, .301, .296, 209", ".30, .10, 300, 1, -1, .042, .812, 155", ".30, .10, 300, 1, -2, .000, 1.000, 57"})
    void itDecidesAsOftenAndAsEarlyAsStated(double discordance, double margin, int cap, int checks, double times, double pass, double fail, double samples) {
        int repetitions = Simulation.repetitions(1_000, STATED);
        String row = "D " + discordance + ", margin " + margin + ", true difference " + times + " margins, ";
        RandomGenerator chance = new Seed(7).split(row).generator();
        Tally tally = Tally.of(SequentialGate.of(margin, .05, checks), cap, repetitions, () -> step(chance, discordance, times * margin));
        Simulation.near(row + "pass", tally.pass, pass, repetitions, STATED);
        Simulation.near(row + "fail", tally.fail, fail, repetitions, STATED);
        Simulation.nearly(row + "samples", tally.samples, samples, .05);
    }

    @ParameterizedTest
    @CsvSource({"3, 0, .010", "3, -1, .687", "3, -2, 1.000", "6, 0, .005", "6, -1, .594", "6, -2, 1.000"})
    void ofSeveralChecksItFailsLessOften(int checks, double times, double fail) {
        int repetitions = Simulation.repetitions(1_000, STATED);
        RandomGenerator chance = new Seed(7).split("checks/" + checks + "/" + times).generator();
        Tally tally = Tally.of(SequentialGate.of(.05, .05, checks), 750, repetitions, () -> step(chance, .2, times * .05));
        Simulation.near(checks + " checks, " + times + " margins", tally.fail, fail, repetitions, STATED);
    }

    @ParameterizedTest
    @CsvSource({"0, .791, .035, 263", "-.05, .039, .813, 256"})
    void severalEpochsDecideSooner(double difference, double pass, double fail, double samples) {
        int repetitions = Simulation.repetitions(1_000, 4_000);
        RandomGenerator chance = new Seed(7).split("epochs/" + difference).generator();
        Tally tally = Tally.of(SequentialGate.of(.05, .05, 1), 450, repetitions, () -> {
            double persistent = step(chance, .1, difference);
            return persistent == 0 ? (binomial(chance, 4, .05) - binomial(chance, 4, .05)) / 4 : persistent;
        });
        Simulation.near("four epochs at " + difference + ", pass", tally.pass, pass, repetitions, 4_000);
        Simulation.near("four epochs at " + difference + ", fail", tally.fail, fail, repetitions, 4_000);
        Simulation.nearly("four epochs at " + difference + ", samples", tally.samples, samples, .05);
    }

    private static double binomial(RandomGenerator chance, int n, double p) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Simulation.coin(chance, p);
        }
        return sum;
    }

    /// A shock of +1 or -1 strikes all five samples of a cluster with a chance of .08 each.
    @Test
    void samplesOfOneClusterAreNotBetOnOneByOne() {
        int repetitions = Simulation.repetitions(1_000, 4_000);
        RandomGenerator chance = new Seed(7).split("clusters").generator();
        double[] passed = new double[2];
        for (int i = 0; i < repetitions; i++) {
            SequentialGate bySample = SequentialGate.of(.05, .05, 1);
            SequentialGate byCluster = bySample;
            for (int c = 0; c < 150; c++) {
                double shock = step(chance, .16, 0);
                double sum = 0;
                for (int j = 0; j < 5; j++) {
                    double d = shock == 0 ? step(chance, .1, -.05 / .84) : shock;
                    bySample = bySample.after(d);
                    sum += d;
                }
                byCluster = byCluster.after(sum / 5);
            }
            passed[0] += bySample.verdict() == SequentialGate.Verdict.PASS ? 1 : 0;
            passed[1] += byCluster.verdict() == SequentialGate.Verdict.PASS ? 1 : 0;
        }
        Simulation.near("clusters, bet on each sample", passed[0] / repetitions, .262, repetitions, 4_000);
        Simulation.near("clusters, bet on each mean", passed[1] / repetitions, .005, repetitions, 4_000);
    }

    /// An ordinary t test after every 25th of 500 samples finds a difference that is not there in a quarter of all runs.
    @Test
    void lookingAgainAndAgainWithAnOrdinaryTestFindsWhatIsNotThere() {
        int repetitions = Simulation.repetitions(1_000, 10_000);
        RandomGenerator chance = new Seed(7).split("peeking").generator();
        double[] t = new double[21];
        double[] oneSided = new double[21];
        for (int look = 1; look <= 20; look++) {
            t[look] = Quantile.student(.975, 25.0 * look - 1);
            oneSided[look] = Quantile.student(.95, 25.0 * look - 1);
        }
        double found = 0;
        double foundOneSided = 0;
        for (int i = 0; i < repetitions; i++) {
            double sum = 0;
            double squares = 0;
            boolean two = false;
            boolean one = false;
            for (int n = 1; n <= 500; n++) {
                double d = step(chance, .2, 0);
                sum += d;
                squares += d * d;
                if (n % 25 == 0) {
                    double score = sum / Math.sqrt((squares - sum * sum / n) / (n - 1) * n);
                    two |= Math.abs(score) >= t[n / 25];
                    one |= score >= oneSided[n / 25];
                }
            }
            found += two ? 1 : 0;
            foundOneSided += one ? 1 : 0;
        }
        assertThat(found / repetitions).isBetween(.22, .31);
        assertThat(foundOneSided / repetitions).isBetween(.18, .28);
    }

    @Test
    void theConfidenceSequenceMissesTheTruthInAtMostOneRunOfTwenty() {
        int repetitions = Simulation.repetitions(200, 4_000);
        RandomGenerator chance = new Seed(7).split("sequence").generator();
        double missed = 0;
        for (int i = 0; i < repetitions; i++) {
            ConfidenceSequence sequence = new ConfidenceSequence(.05);
            for (int n = 0; n < 200; n++) {
                sequence.observe(Simulation.coin(chance, .7));
            }
            missed += sequence.range().low() <= .7 && .7 <= sequence.range().high() ? 0 : 1;
        }
        assertThat(missed / repetitions).isLessThanOrEqualTo(.05 + 3 * Math.sqrt(.05 * .95 / repetitions));
    }
}
