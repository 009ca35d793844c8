package dev.assay.reports.board;

import dev.assay.core.metric.Seed;
import dev.assay.core.run.SampleOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class RaceCourseTest {

    private static final boolean FULL = "full".equals(System.getProperty("assay.simulations"));
    private static final String TASK = "math/a";
    private static final double DIFFICULTY = 1.6;

    private static SampleOrder order(int samples) {
        Map<String, Optional<String>> clusters = new LinkedHashMap<>();
        IntStream.range(0, samples).forEach(i -> clusters.put("s" + i, Optional.empty()));
        return SampleOrder.of(5, TASK, clusters);
    }

    private static List<String> names(int models) {
        return IntStream.range(0, models).mapToObj(m -> "m" + m).toList();
    }

    private static RaceCourse course(int models, int samples) {
        return new RaceCourse(names(models), List.of(order(samples)), Map.of(TASK, 1));
    }

    private static Optional<Double> score(int model, String sample) {
        double draw = new SplittableRandom(31L * sample.hashCode() + model).nextDouble();
        return draw < .02 ? Optional.empty() : Optional.of(draw < .9 - .2 * model ? 1.0 : 0.0);
    }

    private record Trial(int model, String sample) {
    }

    /// Every model has its own window and its own pace.
    private static int ask(RaceCourse course, int models, int samples, Random chance) {
        List<Trial> inFlight = new ArrayList<>();
        int[] next = new int[models];
        List<String> list = order(samples).turns().stream().map(turn -> turn.samples().getFirst()).toList();
        int asked = 0;
        boolean going = true;
        while (going || !inFlight.isEmpty()) {
            going = false;
            for (int m = 0; m < models; m++) {
                while (next[m] < samples && !course.wants("m" + m, TASK, list.get(next[m]), 1)) {
                    next[m]++;
                }
                while (next[m] < samples && course.wants("m" + m, TASK, list.get(next[m]), 1) && course.isTime(TASK, list.get(next[m]), 6)) {
                    inFlight.add(new Trial(m, list.get(next[m])));
                    asked++;
                    next[m]++;
                }
                going |= next[m] < samples && course.wants("m" + m, TASK, list.get(next[m]), 1);
            }
            if (!inFlight.isEmpty()) {
                Trial done = inFlight.remove(chance.nextInt(inFlight.size()));
                course.take("m" + done.model, TASK, done.sample, 1, score(done.model, done.sample));
            }
        }
        return asked;
    }

    @Test
    void resultsInAHundredOrdersOfCompletionGiveOneRace() {
        RaceCourse undisturbed = course(4, 300);
        ask(undisturbed, 4, 300, new Random(0));
        assertThat(undisturbed.finished()).isTrue();
        assertThat(undisturbed.standings().getFirst().model()).isEqualTo("m0");
        for (int seed = 1; seed <= 100; seed++) {
            RaceCourse course = course(4, 300);
            int asked = ask(course, 4, 300, new Random(seed));
            assertThat(course.standings()).isEqualTo(undisturbed.standings());
            assertThat(course.turns()).isEqualTo(undisturbed.turns());
            assertThat(asked).isLessThan(4 * 300);
        }
    }

    @Test
    void aModelThatLeftIsNotAskedAndKeepsItsIntervalSoFar() {
        RaceCourse course = course(2, 300);
        List<String> list = order(300).turns().stream().map(turn -> turn.samples().getFirst()).toList();
        int turn = 0;
        while (!course.finished()) {
            course.take("m0", TASK, list.get(turn), 1, Optional.of(1.0));
            course.take("m1", TASK, list.get(turn), 1, Optional.of(0.0));
            turn++;
        }
        assertThat(turn).isLessThan(60);
        assertThat(course.wants("m1", TASK, list.get(turn), 1)).isFalse();
        assertThat(course.wants("m0", TASK, list.get(turn), 1)).as("one is left, so nobody is asked").isFalse();
        RaceCourse.Standing loser = course.standings().get(1);
        assertThat(loser.dropped()).contains(new RaceCourse.Dropped(turn, "m0"));
        assertThat(loser.mean()).contains(0.0);
        assertThat(loser.turns()).isEqualTo(turn);
        assertThat(loser.interval().orElseThrow().low()).isZero();
    }

    @Test
    void aModelOfWhichNoMoreResultsComeIsTakenOutAndNobodyWaitsForIt() {
        RaceCourse course = course(3, 50);
        List<String> list = order(50).turns().stream().map(turn -> turn.samples().getFirst()).toList();
        course.take("m0", TASK, list.getFirst(), 1, Optional.of(1.0));
        course.take("m1", TASK, list.getFirst(), 1, Optional.of(1.0));
        assertThat(course.turns()).isZero();
        course.withdraw("m2");
        assertThat(course.turns()).isEqualTo(1);
        assertThat(course.wants("m2", TASK, list.get(1), 1)).isFalse();
        assertThat(course.wants("m1", TASK, list.get(1), 1)).isTrue();
        assertThat(course.standings()).allSatisfy(standing -> assertThat(standing.dropped()).isEmpty());
    }

    @Test
    void aFailureWhoseTurnHasNotComeIsAskedAgainWhenTheRaceGoesOn() {
        RaceCourse course = course(2, 10);
        List<String> list = order(10).turns().stream().map(turn -> turn.samples().getFirst()).toList();
        course.take("m0", TASK, list.get(0), 1, Optional.empty());
        course.take("m1", TASK, list.get(0), 1, Optional.of(1.0));
        course.take("m0", TASK, list.get(1), 1, Optional.empty());
        course.reopen();
        assertThat(course.wants("m0", TASK, list.get(0), 1)).isFalse();
        assertThat(course.wants("m0", TASK, list.get(1), 1)).isTrue();
    }

    @Test
    void aTrialThatWasNeverToBeAskedIsAnError() {
        assertThatIllegalArgumentException().isThrownBy(() -> course(2, 3).take("m7", TASK, "s1", 1, Optional.empty())).withMessageContaining("@m7");
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /// The `m` at which `logistic(m - difficulty)` is right as often as wanted, by bisection over 4,001 points of the normal.
    private static double centre(double accuracy) {
        double low = -20;
        double high = 20;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            double sum = 0;
            double weights = 0;
            for (int k = -2000; k <= 2000; k++) {
                double u = k / 250.0;
                sum += Math.exp(-u * u / 2) * logistic(middle + DIFFICULTY * u);
                weights += Math.exp(-u * u / 2);
            }
            if (sum / weights < accuracy) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static Stream<Arguments> races() {
        return Stream.of(Arguments.of(new double[]{.80, .70, .68, .65, .60, .55, .50, .40}, 1862, 1.0),
            Arguments.of(new double[]{.80, .79, .70, .65, .60, .55, .50, .40}, 3052, 2.0),
            Arguments.of(new double[]{.7, .7, .7, .7, .7, .7, .7, .7}, 7945, 7.8));
    }

    /// statistics.md, section 12: calls of 8,000, survivors, and the best model lost in at most one race of twenty.
    @ParameterizedTest
    @MethodSource("races")
    void aRaceSparesTheCallsOfTheBeatenAndKeepsTheBest(double[] accuracies, double calls, double survivors) {
        int repetitions = FULL ? 300 : 40;
        RandomGenerator chance = new Seed(5).split("races/" + Arrays.toString(accuracies)).generator();
        double[] centres = Arrays.stream(accuracies).map(RaceCourseTest::centre).toArray();
        List<String> list = order(1_000).turns().stream().map(turn -> turn.samples().getFirst()).toList();
        double asked = 0;
        double left = 0;
        double lost = 0;
        for (int i = 0; i < repetitions; i++) {
            RaceCourse course = course(8, 1_000);
            Map<String, Double> difficulties = new HashMap<>();
            for (String sample : list) {
                difficulties.put(sample, DIFFICULTY * chance.nextGaussian());
            }
            for (String sample : list) {
                for (int m = 0; m < 8; m++) {
                    if (course.wants("m" + m, TASK, sample, 1)) {
                        asked++;
                        boolean right = chance.nextDouble() < logistic(centres[m] - difficulties.getOrDefault(sample, 0.0));
                        course.take("m" + m, TASK, sample, 1, Optional.of(right ? 1.0 : 0.0));
                    }
                }
            }
            left += course.survivors().size();
            lost += course.survivors().contains("m0") ? 0 : 1;
        }
        System.out.printf("race of %s: %.0f calls of 8,000 (stated %.0f), %.2f survivors (stated %.1f), best lost %.3f%n", Arrays.toString(accuracies),
            asked / repetitions, calls, left / repetitions, survivors, lost / repetitions);
        assertThat(asked / repetitions).isCloseTo(calls, within((FULL ? .05 : .10) * calls));
        assertThat(left / repetitions).isCloseTo(survivors, within(.15));
        assertThat(lost / repetitions).isLessThanOrEqualTo(.05 + 3 * Math.sqrt(.05 * .95 / repetitions));
    }
}
