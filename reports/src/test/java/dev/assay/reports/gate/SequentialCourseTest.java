package dev.assay.reports.gate;

import dev.assay.core.run.SampleOrder;
import dev.assay.reports.gate.Check.Bound;
import dev.assay.reports.gate.Margin.Unit;
import dev.assay.reports.gate.Rule.Level;
import dev.assay.reports.gate.SampleEpochs.Epoch;
import dev.assay.reports.gate.SequentialCourse.Entrants;
import dev.assay.reports.gate.SequentialResult.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

class SequentialCourseTest {

    private static final String TASK = "math/a";
    private static final double ALPHA = .05;

    /// One trial that somebody asked.
    private record Asked(String sample, int epoch, Epoch result) {
    }

    static Epoch epoch(double score) {
        return new Epoch(Optional.of(score), false, false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Epoch outage() {
        return new Epoch(Optional.empty(), false, false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Check check(Bound bound, String text, double value, Level level) {
        Margin margin = new Margin(text, value, Unit.POINTS);
        Rule rule = new Rule("*", "accuracy", bound == Bound.MAX_DROP ? Optional.of(margin) : Optional.empty(),
            bound == Bound.MAX_INCREASE ? Optional.of(margin) : Optional.empty(), bound == Bound.MIN ? Optional.of(margin) : Optional.empty(), Optional.empty(),
            Optional.empty(), level, false, "");
        return new Check(rule, bound, margin, TASK, "m");
    }

    static SequentialCheck bet(Check check, int family, int cap) {
        GateMetric accuracy = GateMetric.of("accuracy").orElseThrow();
        return new SequentialCheck(check, sample -> Optional.of(accuracy.scores(sample)).filter(s -> !s.scores().isEmpty()).map(s -> s.mean()), family, cap,
            "as the test says", check.rule().level() == Level.FAIL);
    }

    private static SequentialCheck drop(double delta, int cap) {
        return bet(check(Bound.MAX_DROP, delta * 100 + "pp", delta, Level.FAIL), 1, cap);
    }

    private static SampleOrder order(int samples, int perCluster) {
        Map<String, Optional<String>> clusters = new LinkedHashMap<>();
        IntStream.range(0, samples).forEach(i -> clusters.put("s" + i, perCluster == 1 ? Optional.empty() : Optional.of("c" + i / perCluster)));
        return SampleOrder.of(7, TASK, clusters);
    }

    private static SampleEpochs sample(String id, Epoch... epochs) {
        return new SampleEpochs(id, Optional.empty(), new TreeSet<>(), List.of(epochs));
    }

    private static Map<String, SampleEpochs> baseline(int samples, double score) {
        Map<String, SampleEpochs> all = new HashMap<>();
        IntStream.range(0, samples).forEach(i -> all.put("s" + i, sample("s" + i, epoch(score))));
        return all;
    }

    private static SequentialCourse course(SampleOrder order, int epochs, Map<String, SampleEpochs> baseline, Set<String> always, boolean extend,
        SequentialCheck... checks) {
        return new SequentialCourse(order, epochs, ALPHA, List.of(checks), new Entrants(baseline, always), extend);
    }

    /// Everything in the order of the list, as one would ask it.
    private static List<Asked> trials(SampleOrder order, int epochs, java.util.function.BiFunction<String, Integer, Epoch> results) {
        List<Asked> trials = new ArrayList<>();
        for (SampleOrder.Turn turn : order.turns()) {
            for (String sample : turn.samples()) {
                IntStream.rangeClosed(1, epochs).forEach(epoch -> trials.add(new Asked(sample, epoch, results.apply(sample, epoch))));
            }
        }
        return trials;
    }

    private static Epoch drawn(String sample, int epoch, double right) {
        double draw = new SplittableRandom(31L * sample.hashCode() + epoch).nextDouble();
        return draw < .01 ? outage() : epoch(draw < right ? 1 : 0);
    }

    /// Asks as a runner does: `window` trials in flight, finished in any order, each asked only if it is wanted at that moment.
    ///
    /// @return how many were asked
    private static int ask(SequentialCourse course, List<Asked> trials, int window, Random chance) {
        List<Asked> inFlight = new ArrayList<>();
        int asked = 0;
        for (Asked trial : trials) {
            while (inFlight.size() >= window || (!inFlight.isEmpty() && course.wants(trial.sample, trial.epoch) && !course.isTime(trial.sample, window))) {
                finishOne(course, inFlight, chance);
            }
            if (course.wants(trial.sample, trial.epoch)) {
                inFlight.add(trial);
                asked++;
            }
        }
        while (!inFlight.isEmpty()) {
            finishOne(course, inFlight, chance);
        }
        return asked;
    }

    private static void finishOne(SequentialCourse course, List<Asked> inFlight, Random chance) {
        Asked done = inFlight.remove(chance.nextInt(inFlight.size()));
        course.take(done.sample, done.epoch, done.result);
    }

    private static List<SequentialResult> withoutAfterStop(SequentialCourse course) {
        return course.results().stream().map(r -> new SequentialResult(r.check(), r.decision(),
            new CheckResult.Sequential(r.sequential().orderSeed(), r.sequential().used(), r.sequential().cap(), r.sequential().margin(), r.sequential().alpha(),
                r.sequential().checks(), r.sequential().pass(), r.sequential().fail(), 0),
            r.passP(), r.failP(), r.candidate(), r.baseline(), r.effect(), r.interval(), r.samples(), r.turns(), r.dropped(), r.discordance(), r.needed()))
            .toList();
    }

    @Test
    void resultsInAHundredOrdersOfCompletionGiveOneVerdictAndOneE() {
        for (double right : new double[]{.55, .62, .70}) {
            SampleOrder order = order(400, 1);
            SequentialCheck check = drop(.1, 400);
            List<Asked> trials = trials(order, 3, (sample, epoch) -> drawn(sample, epoch, right));
            SequentialCourse undisturbed = course(order, 3, baseline(400, 2 / 3.0), Set.of(), false, check);
            ask(undisturbed, trials, 1, new Random(0));
            assertThat(undisturbed.turns()).isPositive();
            for (int seed = 1; seed <= 100; seed++) {
                SequentialCourse course = course(order, 3, baseline(400, 2 / 3.0), Set.of(), false, check);
                ask(course, trials, 1 + seed % 40, new Random(seed));
                assertThat(withoutAfterStop(course)).as("window %d, right %s", 1 + seed % 40, right).isEqualTo(withoutAfterStop(undisturbed));
                assertThat(course.turns()).isEqualTo(undisturbed.turns());
            }
        }
    }

    @Test
    void atMostTheWindowLessOneIsAskedInVainAndThatIsCounted() {
        int window = 16;
        for (int seed = 0; seed < 50; seed++) {
            SampleOrder order = order(600, 1);
            SequentialCourse course = course(order, 1, baseline(600, 1), Set.of(), false, drop(.05, 600));
            int asked = ask(course, trials(order, 1, (sample, epoch) -> epoch(1)), window, new Random(seed));
            assertThat(course.results().getFirst().decision()).isEqualTo(Decision.PASS);
            assertThat(course.turns()).isEqualTo(81);
            assertThat(asked - 81).isBetween(0, window - 1);
            assertThat(course.afterStop()).isEqualTo(asked - 81);
            assertThat(course.results().getFirst().sequential().afterStop()).isEqualTo(asked - 81);
        }
    }

    /// gate.md 5.3: 436, 214, 140, 81, 37.
    @Test
    void twoIdenticalRunsPassAfterTheStatedNumberOfSamples() {
        Map<Double, Integer> stated = Map.of(.01, 436, .02, 214, .03, 140, .05, 81, .10, 37);
        stated.forEach((delta, samples) -> {
            SampleOrder order = order(1000, 1);
            SequentialCourse course = course(order, 1, baseline(1000, 1), Set.of(), false, drop(delta, 1000));
            assertThat(ask(course, trials(order, 1, (sample, epoch) -> epoch(1)), 1, new Random(1))).isEqualTo(samples);
            assertThat(course.results().getFirst().verdict(1)).isEqualTo(Verdict.PASS);
            assertThat(course.finished()).isTrue();
        });
    }

    @Test
    void aRunThatStoppedAtItsCapAndWasExtendedEqualsTheRunThatNeverStopped() {
        SampleOrder order = order(800, 1);
        for (int k = 0; k < 40; k++) {
            double right = .6 + .01 * (k % 10);
            int seed = k;
            List<Asked> trials = trials(order, 1, (sample, epoch) -> drawn(sample + "/" + seed, epoch, right));
            SequentialCheck check = drop(.05, 100);
            Map<String, SampleEpochs> baseline = new HashMap<>();
            IntStream.range(0, 800).forEach(i -> baseline.put("s" + i, sample("s" + i, drawn("b" + i + "/" + seed, 1, .66))));
            SequentialCourse never = course(order, 1, baseline, Set.of(), true, check);
            ask(never, trials, 8, new Random(k));

            Map<String, Epoch> log = new HashMap<>();
            SequentialCourse stopped = course(order, 1, baseline, Set.of(), false, check);
            List<Asked> asked = trials.stream().filter(trial -> stopped.wants(trial.sample, trial.epoch)).limit(100).toList();
            ask(stopped, asked, 8, new Random(k));
            asked.forEach(trial -> log.put(trial.sample, trial.result));
            assertThat(stopped.turns()).isLessThanOrEqualTo(100);

            SequentialCourse extended = course(order, 1, baseline, Set.of(), true, check);
            log.forEach((sample, result) -> extended.take(sample, 1, result));
            ask(extended, trials, 8, new Random(k + 1));
            assertThat(withoutAfterStop(extended)).isEqualTo(withoutAfterStop(never));
            assertThat(extended.turns()).isEqualTo(never.turns()).isGreaterThanOrEqualTo(stopped.turns());
        }
    }

    @Test
    void aRunThatWasKilledAndResumedEqualsTheUndisturbedOne() {
        SampleOrder order = order(500, 1);
        for (int k = 1; k <= 60; k++) {
            SequentialCheck check = drop(.05, 500);
            List<Asked> trials = trials(order, 2, (sample, epoch) -> drawn(sample, epoch, .8));
            SequentialCourse undisturbed = course(order, 2, baseline(500, .8), Set.of(), false, check);
            ask(undisturbed, trials, 8, new Random(k));

            Random chance = new Random(k);
            Map<String, Map<Integer, Epoch>> log = new HashMap<>();
            SequentialCourse killed = course(order, 2, baseline(500, .8), Set.of(), false, check);
            List<Asked> inFlight = new ArrayList<>(trials.subList(0, 8));
            int next = 8;
            for (int finished = 0; finished < 7 * k; finished++) {
                Asked done = inFlight.remove(chance.nextInt(inFlight.size()));
                log.computeIfAbsent(done.sample, _ -> new HashMap<>()).put(done.epoch, done.result);
                killed.take(done.sample, done.epoch, done.result);
                inFlight.add(trials.get(next++));
            }
            SequentialCourse resumed = course(order, 2, baseline(500, .8), Set.of(), false, check);
            log.forEach((sample, results) -> results.forEach((epoch, result) -> resumed.take(sample, epoch, result)));
            resumed.reopen();
            assertThat(resumed.turns()).isEqualTo(killed.turns());
            ask(resumed, trials, 8, chance);
            assertThat(withoutAfterStop(resumed)).isEqualTo(withoutAfterStop(undisturbed));
            assertThat(resumed.wants(trials.getFirst().sample, 1)).isFalse();
        }
    }

    @Test
    void aFailureWhoseTurnHasNotComeIsAskedAgainWhenTheRunGoesOnAndOneThatEnteredIsNot() {
        SampleOrder order = order(10, 1);
        List<String> list = order.turns().stream().map(turn -> turn.samples().getFirst()).toList();
        SequentialCourse course = course(order, 1, baseline(10, 1), Set.of(), false, drop(.1, 10));
        course.take(list.get(0), 1, outage());
        course.take(list.get(2), 1, outage());
        course.take(list.get(3), 1, epoch(1));
        course.reopen();
        assertThat(course.turns()).isEqualTo(1);
        assertThat(course.wants(list.get(0), 1)).isFalse();
        assertThat(course.wants(list.get(1), 1)).isTrue();
        assertThat(course.wants(list.get(2), 1)).isTrue();
        assertThat(course.wants(list.get(3), 1)).isFalse();
    }

    @Test
    void samplesThatMustPassAreAskedWhateverIsDecided() {
        SampleOrder order = order(300, 1);
        Set<String> always = Set.of("s3", "s77", "s200", "s299");
        SequentialCourse course = course(order, 2, baseline(300, 1), always, false, drop(.1, 300));
        List<Asked> trials = trials(order, 2, (sample, epoch) -> epoch(1));
        int asked = ask(course, trials, 1, new Random(3));
        assertThat(course.turns()).isEqualTo(37);
        assertThat(course.finished()).isTrue();
        long later = always.stream().filter(sample -> order.places().get(sample) >= 37).count();
        assertThat(later).isPositive();
        assertThat(asked).isEqualTo(2 * (37 + (int) later));
        assertThat(course.afterStop()).isZero();
        always.forEach(sample -> assertThat(course.wants(sample, 1)).isFalse());
    }

    @Test
    void aTaskIsNotFinishedWhileASampleThatMustPassIsNotAsked() {
        SampleOrder order = order(100, 1);
        String last = order.turns().getLast().samples().getFirst();
        SequentialCourse course = course(order, 1, baseline(100, 1), Set.of(last), false, drop(.1, 100));
        order.turns().stream().limit(37).forEach(turn -> course.take(turn.samples().getFirst(), 1, epoch(1)));
        assertThat(course.stopped()).isTrue();
        assertThat(course.finished()).isFalse();
        assertThat(course.wants(last, 1)).isTrue();
        course.take(last, 1, epoch(0));
        assertThat(course.finished()).isTrue();
        assertThat(course.results().getFirst().samples()).isEqualTo(37);
    }

    @Test
    void theBetOfADecidedCheckIsFrozenWhileAnotherGoesOn() {
        SampleOrder order = order(500, 1);
        SequentialCourse course = course(order, 1, baseline(500, 1), Set.of(), false, drop(.1, 500), drop(.05, 500));
        ask(course, trials(order, 1, (sample, epoch) -> epoch(1)), 4, new Random(5));
        assertThat(course.results()).extracting(result -> result.sequential().used()).containsExactly(37, 81);
        assertThat(course.results()).extracting(SequentialResult::samples).containsExactly(81, 81);
    }

    @Test
    void aCheckThatOnlyWarnsDoesNotHoldItsTask() {
        SampleOrder order = order(500, 1);
        SequentialCheck warning = bet(check(Bound.MAX_DROP, "1pp", .01, Level.WARN), 1, 500);
        SequentialCourse course = course(order, 1, baseline(500, 1), Set.of(), false, drop(.1, 500), warning);
        ask(course, trials(order, 1, (sample, epoch) -> epoch(1)), 1, new Random(5));
        assertThat(course.turns()).isEqualTo(37);
        assertThat(course.results().get(1).decision()).isEqualTo(Decision.OPEN);
        assertThat(course.results().get(1).verdict(1)).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void withoutAnyCheckEverythingIsAsked() {
        SampleOrder order = order(50, 1);
        SequentialCourse course = course(order, 2, Map.of(), Set.of(), false);
        assertThat(ask(course, trials(order, 2, (sample, epoch) -> epoch(0)), 4, new Random(1))).isEqualTo(100);
        assertThat(course.finished()).isTrue();
    }

    @Test
    void unscoredSamplesAreSkippedOnBothSidesAndTooManyAllowNoVerdict() {
        SampleOrder order = order(200, 1);
        List<String> list = order.turns().stream().map(turn -> turn.samples().getFirst()).toList();
        Set<String> out = Set.of(list.get(0), list.get(5));
        SequentialCourse course = course(order, 1, baseline(200, 1), Set.of(), false, drop(.1, 60));
        ask(course, trials(order, 1, (sample, epoch) -> out.contains(sample) ? outage() : epoch(1)), 1, new Random(1));
        SequentialResult result = course.results().getFirst();
        assertThat(result.decision()).isEqualTo(Decision.PASS);
        assertThat(result.sequential().used()).isEqualTo(37);
        assertThat(result.dropped()).isEqualTo(2);
        assertThat(course.turns()).as("it goes on to its cap, in case the outages stay rare").isEqualTo(60);
        assertThat(result.verdict(1)).isEqualTo(Verdict.INCOMPARABLE);
    }

    @Test
    void afterAnOutageAtTheBeginningItGoesOnUntilTheSharesAreSmallAgain() {
        SampleOrder order = order(200, 1);
        String first = order.turns().getFirst().samples().getFirst();
        SequentialCourse course = course(order, 1, baseline(200, 1), Set.of(), false, drop(.1, 200));
        ask(course, trials(order, 1, (sample, epoch) -> sample.equals(first) ? outage() : epoch(1)), 1, new Random(1));
        assertThat(course.turns()).isEqualTo(50);
        assertThat(course.results().getFirst().verdict(1)).isEqualTo(Verdict.PASS);
    }

    @Test
    void aSampleThatTheBaselineHasNoScoreForIsSkippedToo() {
        SampleOrder order = order(200, 1);
        String first = order.turns().getFirst().samples().getFirst();
        Map<String, SampleEpochs> baseline = baseline(200, 1);
        baseline.put(first, sample(first, outage()));
        SequentialCourse course = course(order, 1, baseline, Set.of(), false, drop(.1, 200));
        order.turns().stream().limit(3).forEach(turn -> course.take(turn.samples().getFirst(), 1, epoch(1)));
        assertThat(course.results().getFirst().dropped()).isEqualTo(1);
        assertThat(course.results().getFirst().samples()).isEqualTo(2);
    }

    @Test
    void aClusterIsOneBetOnThePlainMeanOfItsSamples() {
        SampleOrder order = order(20, 5);
        SequentialCourse course = course(order, 1, baseline(20, 1), Set.of(), false, drop(.1, 20));
        List<String> first = order.turns().getFirst().samples();
        for (int i = 0; i < 5; i++) {
            assertThat(course.turns()).isZero();
            course.take(first.get(i), 1, epoch(i == 0 ? 0 : 1));
        }
        assertThat(course.turns()).isEqualTo(1);
        assertThat(course.results().getFirst().sequential().used()).isEqualTo(1);
        assertThat(course.results().getFirst().sequential().fail().sumSq()).isCloseTo(.04, within(1e-12));
        assertThat(course.results().getFirst().effect()).hasValueSatisfying(effect -> assertThat(effect).isCloseTo(-.2, within(1e-12)));
    }

    @Test
    void aFloorIsShownToBeMissedAndNeverToBeKept() {
        SampleOrder order = order(400, 1);
        SequentialCheck floor = bet(check(Bound.MIN, "60%", .6, Level.FAIL), 1, 400);
        SequentialCourse missed = course(order, 1, Map.of(), Set.of(), false, floor);
        ask(missed, trials(order, 1, (sample, epoch) -> epoch(Math.floorMod(sample.hashCode(), 3) == 0 ? 1 : 0)), 1, new Random(1));
        assertThat(missed.results().getFirst().verdict(1)).isEqualTo(Verdict.FAIL);
        assertThat(missed.turns()).isLessThan(200);
        SequentialCourse kept = course(order, 1, Map.of(), Set.of(), false, floor);
        ask(kept, trials(order, 1, (sample, epoch) -> epoch(1)), 1, new Random(1));
        assertThat(kept.turns()).isEqualTo(400);
        assertThat(kept.results().getFirst().verdict(1)).isEqualTo(Verdict.PASS);
    }

    @Test
    void anIncreaseIsTurnedSoThatMoreIsWorse() {
        SampleOrder order = order(300, 1);
        SequentialCheck increase = bet(check(Bound.MAX_INCREASE, "10pp", .1, Level.FAIL), 1, 300);
        SequentialCourse course = course(order, 1, baseline(300, 0), Set.of(), false, increase);
        ask(course, trials(order, 1, (sample, epoch) -> epoch(Math.floorMod(sample.hashCode(), 2))), 1, new Random(1));
        assertThat(course.results().getFirst().decision()).isEqualTo(Decision.FAIL);
        assertThat(course.results().getFirst().effect().orElseThrow()).isPositive();
        assertThat(course.results().getFirst().interval().orElseThrow().low()).isPositive();
    }

    /// gate.md 5.2: at the end Holm decides about what is open, and turns a pass that is rejected too into a tolerated one.
    @Test
    void atTheEndHolmDecidesWhatIsOpenAndWhatIsTolerated() {
        SampleOrder order = order(300, 1);
        SequentialCourse open = course(order, 1, baseline(300, 1), Set.of(), false, drop(.1, 10));
        ask(open, trials(order, 1, (sample, epoch) -> epoch(1)), 1, new Random(1));
        assertThat(open.results().getFirst().decision()).isEqualTo(Decision.OPEN);
        assertThat(open.results().getFirst().needed()).hasValue(0L);
        assertThat(open.results().getFirst().verdict(.2)).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(open.results().getFirst().verdict(.05)).isEqualTo(Verdict.FAIL);
        SequentialCourse passed = course(order, 1, baseline(300, 1), Set.of(), false, drop(.1, 300));
        ask(passed, trials(order, 1, (sample, epoch) -> epoch(1)), 1, new Random(1));
        assertThat(passed.results().getFirst().verdict(.2)).isEqualTo(Verdict.PASS);
        assertThat(passed.results().getFirst().verdict(.05)).isEqualTo(Verdict.TOLERATED);
    }

    @Test
    void aTrialThatWasNeverToBeAskedIsAnError() {
        SequentialCourse course = course(order(3, 1), 2, Map.of(), Set.of(), false);
        assertThatIllegalArgumentException().isThrownBy(() -> course.take("s9", 1, epoch(1))).withMessageContaining("math/a/s9#1");
        assertThatIllegalArgumentException().isThrownBy(() -> course.take("s1", 3, epoch(1))).withMessageContaining("math/a/s1#3");
    }

    @Test
    void nothingIsKnownBeforeTheFirstResult() {
        SequentialResult result = course(order(3, 1), 1, Map.of(), Set.of(), false, drop(.1, 3)).results().getFirst();
        assertThat(result.effect()).isEmpty();
        assertThat(result.interval()).isEmpty();
        assertThat(result.passP()).isEqualTo(1);
        assertThat(result.verdict(1)).isEqualTo(Verdict.INCOMPARABLE);
    }
}
