package dev.assay.core.metric.rank;

import dev.assay.core.metric.Quantile;
import dev.assay.core.metric.Seed;
import dev.assay.core.metric.Simulation;
import dev.assay.core.metric.compare.BinaryPairs;
import dev.assay.core.metric.compare.McNemar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// How often all rank intervals cover at once, and what a race saves: eight models of known accuracies on samples of drawn difficulty.
class RankSimulationTest {

    private static final double DIFFICULTY = 1.6;
    private static final double[] FIVE_ALIKE = {.7, .7, .7, .7, .7, .6, .5, .4};

    private static Stream<Arguments> rankRows() {
        double[] spread = {.80, .78, .75, .70, .62, .60, .50, .40};
        double[] steps = IntStream.range(0, 8).mapToDouble(i -> .72 - i / 100.0).toArray();
        return Stream.of(Arguments.of(FIVE_ALIKE, 200, .981, 4.8, .724, 3.9), Arguments.of(FIVE_ALIKE, 1000, .976, 3.5, .716, 3.4),
            Arguments.of(spread, 1000, 1.0, 1.8, 1.0, 1.6), Arguments.of(steps, 200, 1.0, 7.9, .919, 7.0));
    }

    @ParameterizedTest
    @MethodSource("rankRows")
    void rankIntervalsCoverAtOnceWhereUnadjustedTestsDoNot(double[] accuracies, int n, double holm, double holmWidth, double plain, double plainWidth) {
        int repetitions = Simulation.repetitions(200, 2_000);
        RandomGenerator chance = new Seed(5).split("ranks/" + Arrays.toString(accuracies) + n).generator();
        double[] centres = Arrays.stream(accuracies).map(accuracy -> Simulation.centre(accuracy, DIFFICULTY)).toArray();
        double[] covered = new double[2];
        double[] widths = new double[2];
        for (int i = 0; i < repetitions; i++) {
            List<BinaryPairs> pairs = pairs(answers(chance, centres, n));
            Ranks adjusted = Ranks.of(centres.length, contests(centres.length, pairs, test -> McNemar.of(test).twoSided()), .05);
            Ranks naive = unadjusted(centres.length, pairs);
            covered[0] += covers(adjusted, accuracies) ? 1 : 0;
            covered[1] += covers(naive, accuracies) ? 1 : 0;
            widths[0] += width(adjusted);
            widths[1] += width(naive);
        }
        String row = Arrays.toString(accuracies) + " on " + n + ", ";
        Simulation.near(row + "Holm", covered[0] / repetitions, holm, repetitions, 2_000);
        Simulation.near(row + "unadjusted", covered[1] / repetitions, plain, repetitions, 2_000);
        assertThat(widths[0] / repetitions).isBetween(holmWidth * .97 - .05, holmWidth * 1.03 + .05);
        assertThat(widths[1] / repetitions).isBetween(plainWidth * .97 - .05, plainWidth * 1.03 + .05);
        assertThat(covered[0] / repetitions).as("guarantee").isGreaterThanOrEqualTo(.95 - 3 * Math.sqrt(.05 * .95 / repetitions));
    }

    private static boolean[][] answers(RandomGenerator chance, double[] centres, int n) {
        boolean[][] right = new boolean[n][centres.length];
        for (boolean[] sample : right) {
            double difficulty = DIFFICULTY * chance.nextGaussian();
            for (int j = 0; j < centres.length; j++) {
                sample[j] = chance.nextDouble() < Simulation.logistic(centres[j] - difficulty);
            }
        }
        return right;
    }

    private static List<BinaryPairs> pairs(boolean[][] right) {
        int models = right[0].length;
        int[][] wins = new int[models][models];
        for (boolean[] sample : right) {
            for (int a = 0; a < models; a++) {
                for (int b = 0; b < models; b++) {
                    wins[a][b] += sample[a] && !sample[b] ? 1 : 0;
                }
            }
        }
        List<BinaryPairs> pairs = new ArrayList<>();
        for (int a = 0; a < models; a++) {
            for (int b = a + 1; b < models; b++) {
                pairs.add(new BinaryPairs(wins[a][b], wins[b][a], right.length));
            }
        }
        return pairs;
    }

    private static List<Contest> contests(int models, List<BinaryPairs> pairs, ToDoubleFunction<BinaryPairs> p) {
        List<Contest> contests = new ArrayList<>();
        for (int a = 0; a < models; a++) {
            for (int b = a + 1; b < models; b++) {
                BinaryPairs pair = pairs.get(contests.size());
                contests.add(new Contest(a, b, pair.difference(), p.applyAsDouble(pair)));
            }
        }
        return contests;
    }

    /// The ranks that every pair's own t test would give.
    private static Ranks unadjusted(int models, List<BinaryPairs> pairs) {
        double t = Quantile.student(.975, pairs.getFirst().n() - 1.0);
        List<Contest> significant = contests(models, pairs, pair -> student(pair) >= t ? 0 : 1);
        return Ranks.of(models, significant, .05);
    }

    private static double student(BinaryPairs pairs) {
        double mean = pairs.difference();
        double variance = (pairs.discordant() - pairs.n() * mean * mean) / (pairs.n() - 1);
        return mean == 0 ? 0 : Math.abs(mean) / Math.sqrt(variance / pairs.n());
    }

    private static boolean covers(Ranks ranks, double[] accuracies) {
        return IntStream.range(0, accuracies.length).allMatch(i -> {
            RankInterval interval = ranks.intervals().get(i).orElseThrow();
            int better = (int) Arrays.stream(accuracies).filter(other -> other > accuracies[i]).count();
            int worse = (int) Arrays.stream(accuracies).filter(other -> other < accuracies[i]).count();
            return interval.best() <= 1 + better && interval.worst() >= accuracies.length - worse;
        });
    }

    private static double width(Ranks ranks) {
        return ranks.intervals().stream().mapToDouble(interval -> interval.orElseThrow().worst() - interval.orElseThrow().best() + 1).average().orElseThrow();
    }

    private static Stream<Arguments> bootstrapRows() {
        List<Double> stated = List.of(.247, .240, .997, .790);
        List<Object[]> rows = rankRows().map(Arguments::get).toList();
        return IntStream.range(0, rows.size()).mapToObj(i -> Arguments.of(rows.get(i)[0], rows.get(i)[1], stated.get(i)));
    }

    /// Percentiles of ranks in resampled data: what many leaderboards print, and why ours does not.
    @ParameterizedTest
    @MethodSource("bootstrapRows")
    void percentilesOfResampledRanksDoNotCover(double[] accuracies, int n, double stated) {
        Assumptions.assumeTrue(Simulation.full(), "drawn with -Dassay.simulations=full only");
        RandomGenerator chance = new Seed(5).split("bootstrap/" + Arrays.toString(accuracies) + n).generator();
        double[] centres = Arrays.stream(accuracies).map(accuracy -> Simulation.centre(accuracy, DIFFICULTY)).toArray();
        double covered = 0;
        for (int i = 0; i < 300; i++) {
            int[][] ranks = resampledRanks(chance, answers(chance, centres, n));
            covered += IntStream.range(0, 8).allMatch(j -> {
                long better = Arrays.stream(accuracies).filter(other -> other > accuracies[j]).count();
                return ranks[j][12] <= 1 + better && 1 + better <= ranks[j][487];
            }) ? 1 : 0;
        }
        Simulation.near(Arrays.toString(accuracies) + " on " + n + ", percentile bootstrap", covered / 300, stated, 300, 300);
    }

    /// For each model its rank in 500 resamples, ascending.
    private static int[][] resampledRanks(RandomGenerator chance, boolean[][] answers) {
        int[][] ranks = new int[8][500];
        for (int round = 0; round < 500; round++) {
            int[] right = new int[8];
            for (int i = 0; i < answers.length; i++) {
                boolean[] sample = answers[chance.nextInt(answers.length)];
                for (int j = 0; j < 8; j++) {
                    right[j] += sample[j] ? 1 : 0;
                }
            }
            for (int j = 0; j < 8; j++) {
                int own = right[j];
                ranks[j][round] = 1 + (int) Arrays.stream(right).filter(other -> other > own).count();
            }
        }
        Arrays.stream(ranks).forEach(Arrays::sort);
        return ranks;
    }

    private static Stream<Arguments> races() {
        return Stream.of(Arguments.of(new double[]{.80, .70, .68, .65, .60, .55, .50, .40}, 1862, 1.0, .0),
            Arguments.of(new double[]{.80, .79, .70, .65, .60, .55, .50, .40}, 3052, 2.0, .0),
            Arguments.of(new double[]{.7, .7, .7, .7, .7, .7, .7, .7}, 7945, 7.8, .033));
    }

    @ParameterizedTest
    @MethodSource("races")
    void aRaceSparesTheCallsOfTheBeatenAndKeepsTheBest(double[] accuracies, double calls, double survivors, double lost) {
        int repetitions = Simulation.repetitions(60, 300);
        RandomGenerator chance = new Seed(5).split("races/" + Arrays.toString(accuracies)).generator();
        double[] centres = Arrays.stream(accuracies).map(accuracy -> Simulation.centre(accuracy, DIFFICULTY)).toArray();
        double asked = 0;
        double left = 0;
        double missed = 0;
        for (int i = 0; i < repetitions; i++) {
            Race race = Race.of(centres.length, .05);
            for (boolean[] sample : answers(chance, centres, 1_000)) {
                if (race.decided()) {
                    break;
                }
                asked += race.survivors().size();
                race = race.after(scores(race, sample));
            }
            left += race.survivors().size();
            missed += race.running().getFirst() ? 0 : 1;
        }
        String row = "race of " + Arrays.toString(accuracies) + ", ";
        Simulation.nearly(row + "calls", asked / repetitions, calls, .05);
        Simulation.nearly(row + "survivors", left / repetitions, survivors, .05);
        Simulation.near(row + "best lost", missed / repetitions, lost, repetitions, 300);
        assertThat(missed / repetitions).as("guarantee").isLessThanOrEqualTo(.05 + 3 * Math.sqrt(.05 * .95 / repetitions));
    }

    private static List<Optional<Double>> scores(Race race, boolean[] sample) {
        return IntStream.range(0, sample.length).mapToObj(i -> race.running().get(i) ? Optional.of(sample[i] ? 1.0 : 0.0) : Optional.<Double>empty()).toList();
    }
}
