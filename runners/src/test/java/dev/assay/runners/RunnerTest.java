package dev.assay.runners;

import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Demand;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.RunListener;
import dev.assay.core.run.RunPlan;
import dev.assay.core.run.RunSummary;
import dev.assay.core.run.SampleResult;
import dev.assay.core.run.Trial;
import dev.assay.core.solver.Solver;
import dev.assay.core.transcript.Event;
import dev.assay.runners.model.Activity;
import dev.assay.runners.model.OpenModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class RunnerTest {

    private static final ModelRef A = FakeModel.ref("a");
    private static final ModelRef B = FakeModel.ref("b");
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final RunListener DEAF = result -> {
    };

    private final Activity activity = new Activity();
    private final List<SampleResult> heard = new ArrayList<>();

    @AfterEach
    void nothingStaysInFlight() {
        assertThat(activity.snapshot(A).inFlight()).isZero();
        assertThat(activity.snapshot(B).inFlight()).isZero();
        Thread.interrupted();
    }

    private static ModelOutput rightAnswer(CallLabel label) {
        return FakeModel.saying("Final answer: " + label.sample().substring(1));
    }

    private Runner runner(Duration drain, OpenModel... models) {
        return new Runner(byRef(models), activity, drain);
    }

    private static Map<ModelRef, OpenModel> byRef(OpenModel... models) {
        Map<ModelRef, OpenModel> map = new HashMap<>();
        for (OpenModel model : models) {
            map.put(model.model().ref(), model);
        }
        return map;
    }

    private static OpenModel answering(String name, int concurrency) {
        return FakeModel.open(name, concurrency, (label, _) -> rightAnswer(label));
    }

    private Set<Trial> heardTrials() {
        Set<Trial> trials = new HashSet<>();
        heard.forEach(result -> assertThat(trials.add(result.trial())).as("heard once: " + result.trial()).isTrue());
        return trials;
    }

    @Test
    void everyTrialOfEveryModelIsHandedOverOnce() {
        RunPlan plan = Plans.plan(50, 4, A, B);
        RunSummary summary = runner(LONG, answering("a", 8), answering("b", 3)).execute(plan, heard::add);
        assertThat(summary).isEqualTo(new RunSummary(400, 400, 0, 0, false, Map.of()));
        assertThat(heardTrials()).hasSize(400);
        assertThat(heard).allSatisfy(result -> assertThat(result.outcome()).isInstanceOf(Outcome.Scored.class));
    }

    @Test
    void trialsThatAreDoneAreNotRunAgain() {
        RunPlan whole = Plans.plan(10, 1, A);
        Set<Trial> done = Set.of(new Trial(Plans.TASK, "s3", 1, A), new Trial(Plans.TASK, "s4", 1, A));
        RunSummary summary = runner(LONG, answering("a", 4)).execute(new RunPlan(whole.spec(), whole.tasks(), done), heard::add);
        assertThat(summary.planned()).isEqualTo(8);
        assertThat(heardTrials()).hasSize(8).doesNotContainAnyElementsOf(done);
    }

    @Test
    void trialsOfAModelAreBegunInThePlansOrder() {
        RunPlan plan = Plans.plan(40, 2, A);
        List<String> begun = new CopyOnWriteArrayList<>();
        OpenModel model = FakeModel.open("a", 1, (label, _) -> {
            begun.add(label.sample() + "#" + label.epoch());
            return rightAnswer(label);
        });
        runner(LONG, model).execute(plan, DEAF);
        assertThat(begun).containsExactlyElementsOf(plan.trials(A).map(planned -> planned.trial().sample() + "#" + planned.trial().epoch()).toList());
    }

    @Test
    void neverAreMoreTrialsInFlightThanTheModelAllows() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        OpenModel model = FakeModel.open("a", 5, (label, _) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.yield();
            now.decrementAndGet();
            return rightAnswer(label);
        });
        runner(LONG, model).execute(Plans.plan(300, 1, A), DEAF);
        assertThat(most.get()).isBetween(1, 5);
    }

    @Test
    void asManyTrialsAreInFlightAtOnceAsTheModelAllows() {
        CountDownLatch allFive = new CountDownLatch(5);
        OpenModel model = FakeModel.open("a", 5, (label, _) -> {
            allFive.countDown();
            FakeModel.await(allFive);
            return rightAnswer(label);
        });
        assertThat(runner(LONG, model).execute(Plans.plan(5, 1, A), DEAF).scored()).isEqualTo(5);
    }

    @Test
    void modelsRunSideBySide() {
        CountDownLatch otherHasAnswered = new CountDownLatch(3);
        OpenModel waiting = FakeModel.open("a", 1, (label, _) -> {
            FakeModel.await(otherHasAnswered);
            return rightAnswer(label);
        });
        OpenModel quick = FakeModel.open("b", 1, (label, _) -> {
            otherHasAnswered.countDown();
            return rightAnswer(label);
        });
        assertThat(runner(LONG, waiting, quick).execute(Plans.plan(3, 1, A, B), DEAF).scored()).isEqualTo(6);
    }

    @Test
    void theListenerIsCalledOnTheCallingThread() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        runner(LONG, answering("a", 8)).execute(Plans.plan(50, 1, A), result -> threads.add(Thread.currentThread()));
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void aTrialHoldsItsPlaceUntilTheListenerHasTakenItsResult() {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger mostAhead = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        OpenModel model = FakeModel.open("a", 4, (label, _) -> {
            asked.incrementAndGet();
            return rightAnswer(label);
        });
        runner(LONG, model).execute(Plans.plan(2000, 1, A), result -> {
            Thread.yield();
            mostAhead.accumulateAndGet(asked.get() - taken.getAndIncrement(), Math::max);
        });
        assertThat(mostAhead.get()).as("what a kill can lose is what had a place").isBetween(0, 4);
    }

    @Test
    void eachEpochAsksWithASeedOfItsOwnIfTheRunHasOne() {
        Set<String> seeds = ConcurrentHashMap.newKeySet();
        OpenModel model = FakeModel.open("a", 2, (label, config) -> {
            seeds.add(label.epoch() + "=" + config.seed().map(String::valueOf).orElse("none"));
            return rightAnswer(label);
        });
        GenerateConfig seeded = GenerateConfig.defaults().withSeed(100);
        runner(LONG, model).execute(Plans.plan(Plans.task(2, Solver.once()), 3, seeded, A), DEAF);
        assertThat(seeds).containsExactlyInAnyOrder("1=101", "2=102", "3=103");
        seeds.clear();
        runner(LONG, model).execute(Plans.plan(1, 1, A), DEAF);
        assertThat(seeds).containsExactly("1=none");
    }

    @Test
    void everyCallOfASolverIsInTheTranscript() {
        RunPlan plan = Plans.plan(Plans.task(1, (sample, generate) -> {
            generate.generate(sample.input());
            return generate.generate(sample.input());
        }), 1, GenerateConfig.defaults(), A);
        runner(LONG, answering("a", 1)).execute(plan, heard::add);
        Outcome.Scored scored = (Outcome.Scored) heard.getFirst().outcome();
        assertThat(scored.transcript().events()).hasSize(2).allSatisfy(event -> assertThat(event).isInstanceOf(Event.ModelCall.class));
        assertThat(scored.judgements()).hasSize(1);
    }

    // ---- failures

    private Outcome.Failed failureOf(FakeModel.Deed deed) {
        RunSummary summary = runner(LONG, FakeModel.open("a", 2, deed)).execute(Plans.plan(1, 1, A), heard::add);
        assertThat(summary.failed()).isEqualTo(1);
        return (Outcome.Failed) heard.getFirst().outcome();
    }

    @Test
    void anOutageIsAFailureAndNeverAWrongAnswer() {
        Outcome.Failed failed = failureOf((_, _) -> {
            throw new ModelException.Transient(ModelException.Trouble.CUT, "The answer was cut.", Optional.empty(), List.of());
        });
        assertThat(failed.kind()).isEqualTo("transient");
        assertThat(failed.error()).isEqualTo("The answer was cut.");
        assertThat(failed.events()).hasSize(1);
    }

    @Test
    void aRejectedTrialIsAFailure() {
        assertThat(failureOf((_, _) -> {
            throw new ModelException.Rejected("Too long.", false, List.of());
        }).kind()).isEqualTo("rejected");
    }

    @Test
    void aTrialThatWasNotRecordedSaysSo() {
        assertThat(failureOf((_, _) -> {
            throw new ModelException.Rejected("not recorded: no answer to s0.", false, List.of());
        }).kind()).isEqualTo("not recorded");
    }

    @Test
    void aFaultOfOursCostsOneTrialAndNamesItself() {
        OpenModel model = FakeModel.open("a", 2, (label, _) -> {
            if (label.sample().equals("s1")) {
                throw new IllegalStateException("no way");
            }
            return rightAnswer(label);
        });
        RunSummary summary = runner(LONG, model).execute(Plans.plan(10, 1, A), heard::add);
        assertThat(summary).isEqualTo(new RunSummary(10, 9, 1, 0, false, Map.of()));
        Outcome.Failed failed = heard.stream().map(SampleResult::outcome).filter(Outcome.Failed.class::isInstance).map(Outcome.Failed.class::cast).findFirst()
            .orElseThrow();
        assertThat(failed.kind()).isEqualTo("fault");
        assertThat(failed.error()).contains("java.lang.IllegalStateException: no way").contains(Plans.TASK);
    }

    @Test
    void aStackOverflowCostsOneTrial() {
        assertThat(failureOf((_, _) -> {
            throw new StackOverflowError();
        }).kind()).isEqualTo("fault");
    }

    @Test
    void anErrorOfTheMachineEndsTheRunAndComesBack() {
        LinkageError error = new LinkageError("broken jar");
        OpenModel model = FakeModel.open("a", 2, (_, _) -> {
            throw error;
        });
        assertThatThrownBy(() -> runner(LONG, model).execute(Plans.plan(10, 1, A), DEAF)).isSameAs(error);
    }

    @Test
    void aCancelledCallLeavesItsTrialToBeDone() {
        OpenModel model = FakeModel.open("a", 2, (label, _) -> {
            if (label.sample().equals("s1")) {
                throw new ModelException.Cancelled(List.of());
            }
            return rightAnswer(label);
        });
        assertThat(runner(LONG, model).execute(Plans.plan(3, 1, A), heard::add)).isEqualTo(new RunSummary(3, 2, 0, 1, false, Map.of()));
    }

    @Test
    void aModelThatRefusesEverythingIsGivenUpAndOthersGoOn() {
        OpenModel refusing = FakeModel.open("a", 2, (_, _) -> {
            throw new ModelException.Rejected("The key was refused.", true, List.of());
        });
        RunSummary summary = runner(LONG, refusing, answering("b", 2)).execute(Plans.plan(20, 1, A, B), heard::add);
        assertThat(summary).isEqualTo(new RunSummary(40, 20, 0, 20, false, Map.of(A, "The key was refused.")));
        assertThat(heard).allSatisfy(result -> assertThat(result.trial().model()).isEqualTo(B));
    }

    @Test
    void trialsInFlightMayFinishWhenTheirModelIsGivenUp() {
        CountDownLatch othersInFlight = new CountDownLatch(2);
        CountDownLatch exhausted = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        OpenModel model = FakeModel.open("a", 3, (label, _) -> {
            if (calls.incrementAndGet() == 1) {
                FakeModel.await(othersInFlight);
                exhausted.countDown();
                throw new ModelException.Exhausted("The budget is spent.", List.of());
            }
            othersInFlight.countDown();
            FakeModel.await(exhausted);
            return rightAnswer(label);
        });
        RunSummary summary = runner(LONG, model).execute(Plans.plan(10_000, 1, A), heard::add);
        assertThat(summary.stopped()).containsEntry(A, "The budget is spent.");
        assertThat(summary.scored()).isGreaterThanOrEqualTo(2).isEqualTo(heard.size());
        assertThat(summary.failed()).isZero();
    }

    @Test
    void aTrialThatOutlastsEveryDeadlineIsEndedAsAFailure() {
        AtomicLong now = new AtomicLong();
        OpenModel model = FakeModel.open("a", 1, (label, _) -> {
            if (label.sample().equals("s1")) {
                now.addAndGet(Duration.ofMinutes(3).toNanos());
                FakeModel.await(new CountDownLatch(1));
            }
            return rightAnswer(label);
        });
        Runner runner = new Runner(byRef(model), activity, LONG, Duration.ofSeconds(30), LONG, now::get);
        RunPlan plan = Plans.plan(Plans.task(3, Solver.once()), 1, GenerateConfig.defaults().withTimeout(Duration.ofMinutes(1)), A);
        RunSummary summary = runner.execute(plan, heard::add);
        assertThat(summary).isEqualTo(new RunSummary(3, 2, 1, 0, false, Map.of()));
        Outcome.Failed failed = (Outcome.Failed) heard.stream().filter(result -> result.trial().sample().equals("s1")).findFirst().orElseThrow().outcome();
        assertThat(failed.kind()).isEqualTo("overdue");
        assertThat(failed.error()).contains("180 s").contains("the runner ended it");
    }

    // ---- stopping

    @Test
    void afterAStopTrialsInFlightFinishAndNoOtherIsBegun() {
        AtomicReference<Runner> self = new AtomicReference<>();
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch threeInFlight = new CountDownLatch(3);
        OpenModel model = FakeModel.open("a", 3, (label, _) -> {
            threeInFlight.countDown();
            FakeModel.await(threeInFlight);
            self.get().stop();
            stopped.countDown();
            FakeModel.await(stopped);
            return rightAnswer(label);
        });
        self.set(runner(LONG, model));
        RunSummary summary = self.get().execute(Plans.plan(100, 1, A), heard::add);
        assertThat(summary).isEqualTo(new RunSummary(100, 3, 0, 97, true, Map.of()));
        assertThat(heardTrials()).hasSize(3);
    }

    @Test
    void whatDoesNotFinishWhileDrainingIsCancelledAndNotRun() {
        AtomicReference<Runner> self = new AtomicReference<>();
        CountDownLatch never = new CountDownLatch(1);
        OpenModel model = FakeModel.open("a", 3, (label, _) -> {
            self.get().stop();
            FakeModel.await(never);
            return rightAnswer(label);
        });
        self.set(runner(Duration.ofMillis(20), model));
        RunSummary summary = self.get().execute(Plans.plan(100, 1, A), heard::add);
        assertThat(summary).isEqualTo(new RunSummary(100, 0, 0, 100, true, Map.of()));
        assertThat(heard).isEmpty();
    }

    @Test
    void anAbortCancelsWhatIsInFlight() {
        AtomicReference<Runner> self = new AtomicReference<>();
        CountDownLatch never = new CountDownLatch(1);
        OpenModel model = FakeModel.open("a", 3, (label, _) -> {
            self.get().abort();
            FakeModel.await(never);
            return rightAnswer(label);
        });
        self.set(runner(LONG, model));
        assertThat(self.get().execute(Plans.plan(100, 1, A), heard::add)).isEqualTo(new RunSummary(100, 0, 0, 100, true, Map.of()));
    }

    @Test
    void whatFailsBecauseItWasCancelledIsNotRecordedAsAFailure() {
        AtomicReference<Runner> self = new AtomicReference<>();
        CountDownLatch never = new CountDownLatch(1);
        OpenModel model = FakeModel.open("a", 1, (label, _) -> {
            self.get().abort();
            try {
                FakeModel.await(never);
            } catch (ModelException.Cancelled _) {
                throw new ModelException.Transient(ModelException.Trouble.CONNECTION, "Reset.", Optional.empty(), List.of());
            }
            return rightAnswer(label);
        });
        self.set(runner(LONG, model));
        assertThat(self.get().execute(Plans.plan(2, 1, A), heard::add).failed()).isZero();
    }

    @Test
    void aRunnerThatWasStoppedBeforehandBeginsNothing() {
        Runner runner = runner(LONG, answering("a", 3));
        runner.stop();
        runner.stop();
        assertThat(runner.execute(Plans.plan(10, 1, A), heard::add)).isEqualTo(new RunSummary(10, 0, 0, 10, true, Map.of()));
    }

    @Test
    void anInterruptOfTheCallingThreadIsAnAbortAndIsPassedOn() {
        Thread caller = Thread.currentThread();
        CountDownLatch never = new CountDownLatch(1);
        OpenModel model = FakeModel.open("a", 2, (label, _) -> {
            caller.interrupt();
            FakeModel.await(never);
            return rightAnswer(label);
        });
        RunSummary summary = runner(LONG, model).execute(Plans.plan(10, 1, A), heard::add);
        assertThat(summary).isEqualTo(new RunSummary(10, 0, 0, 10, true, Map.of()));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aListenerThatThrowsStopsTheRunAndItsExceptionComesBack() {
        IllegalStateException diskFull = new IllegalStateException("disk full");
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        OpenModel model = FakeModel.open("a", 4, (label, _) -> {
            if (calls.incrementAndGet() > 1) {
                FakeModel.await(never);
            }
            return rightAnswer(label);
        });
        assertThatThrownBy(() -> runner(LONG, model).execute(Plans.plan(1000, 1, A), result -> {
            told.incrementAndGet();
            throw diskFull;
        })).isSameAs(diskFull);
        assertThat(told).hasValue(1);
        assertThat(calls.get()).isLessThanOrEqualTo(5);
    }

    @Test
    void aTrialThatTakesNoNoticeOfItsCancellationDoesNotHoldTheRun() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicReference<Runner> self = new AtomicReference<>();
        OpenModel deaf = FakeModel.open("deaf", 2, (label, _) -> {
            self.get().abort();
            awaitUninterruptibly(release);
            return rightAnswer(label);
        });
        self.set(new Runner(byRef(deaf), activity, LONG, LONG, Duration.ofMillis(50), System::nanoTime));
        RunSummary summary = self.get().execute(Plans.plan(10, 1, FakeModel.ref("deaf")), heard::add);
        release.countDown();
        assertThat(summary).isEqualTo(new RunSummary(10, 0, 0, 10, true, Map.of()));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException _) {
                // Deaf on purpose.
            }
        }
    }

    @Test
    void whatWasFinishedBeforeAnAbortIsStillHandedOver() {
        AtomicReference<Runner> self = new AtomicReference<>();
        AtomicInteger answered = new AtomicInteger();
        CountDownLatch hundredAnswered = new CountDownLatch(100);
        OpenModel model = FakeModel.open("a", 100, (label, _) -> {
            if (answered.get() >= 100) {
                FakeModel.await(new CountDownLatch(1));
            }
            answered.incrementAndGet();
            hundredAnswered.countDown();
            return rightAnswer(label);
        });
        self.set(runner(LONG, model));
        RunSummary summary = self.get().execute(Plans.plan(1000, 1, A), result -> {
            waitFor(hundredAnswered);
            self.get().abort();
            heard.add(result);
        });
        assertThat(summary.scored()).isEqualTo(heard.size()).isEqualTo(answered.get());
        assertThat(summary.scored() + summary.notRun()).isEqualTo(1000);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            FakeModel.await(latch);
        } catch (ModelException cancelled) {
            throw new IllegalStateException(cancelled);
        }
    }

    @Test
    void whereverItIsStoppedEachTrialIsCountedAndHeardAtMostOnce() {
        SplittableRandom random = new SplittableRandom(20_250_129);
        for (int round = 0; round < 150; round++) {
            heard.clear();
            int after = random.nextInt(1, 400);
            boolean abort = random.nextBoolean();
            AtomicReference<Runner> self = new AtomicReference<>();
            AtomicInteger calls = new AtomicInteger();
            CountDownLatch stopped = new CountDownLatch(1);
            FakeModel.Deed deed = (label, _) -> {
                int call = calls.incrementAndGet();
                if (call == after) {
                    stopOrAbort(self.get(), abort);
                    stopped.countDown();
                }
                if (call > after) {
                    FakeModel.await(stopped);
                }
                return rightAnswer(label);
            };
            self.set(runner(LONG, FakeModel.open("a", 1 + round % 7, deed), FakeModel.open("b", 1 + round % 3, deed)));
            RunSummary summary = self.get().execute(Plans.plan(100, 2, A, B), heard::add);
            assertThat(summary.interrupted()).isTrue();
            assertThat(summary.scored()).isEqualTo(heardTrials().size());
            assertThat(summary.scored() + summary.notRun()).isEqualTo(400);
            assertThat(calls.get()).isLessThanOrEqualTo(after + 10);
        }
    }

    private static void stopOrAbort(Runner runner, boolean abort) {
        if (abort) {
            runner.abort();
        } else {
            runner.stop();
        }
    }

    // ---- misuse

    @Test
    void aPlanThatAsksAModelThatWasNotOpenedIsRefused() {
        assertThatThrownBy(() -> runner(LONG, answering("a", 1)).execute(Plans.plan(1, 1, B), DEAF)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("fake/b");
    }

    @Test
    void aRunnerRunsOnce() {
        Runner runner = runner(LONG, answering("a", 1));
        runner.execute(Plans.plan(1, 1, A), DEAF);
        assertThatThrownBy(() -> runner.execute(Plans.plan(1, 1, A), DEAF)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTrialThatNobodyWantsIsNotAskedAndCountsAsNotNeeded() {
        RunPlan plan = Plans.plan(50, 2, A, B);
        RunSummary summary = runner(LONG, answering("a", 4), answering("b", 4)).execute(plan,
            planned -> !planned.trial().model().equals(B) && !planned.trial().sample().equals("s7"), heard::add);
        assertThat(summary).isEqualTo(new RunSummary(200, 98, 0, 102, 0, false, Map.of()));
        assertThat(summary.complete()).isTrue();
        assertThat(heardTrials()).hasSize(98).noneMatch(trial -> trial.model().equals(B) || trial.sample().equals("s7"));
    }

    /// The demand is asked when there is a place and not before, and a place comes free when the listener has taken a result: so at most the
    /// trials that had a place are asked in vain.
    @Test
    void askingStopsWithinTheWindowOnceTheListenerHasSeenEnough() {
        int window = 6;
        AtomicInteger seen = new AtomicInteger();
        RunSummary summary = runner(LONG, answering("a", window)).execute(Plans.plan(500, 1, A).bySample(), _ -> seen.get() < 40, result -> {
            heard.add(result);
            seen.incrementAndGet();
        });
        assertThat(summary.scored()).isBetween(40L, 40L + window - 1);
        assertThat(summary.scored() + summary.notNeeded()).isEqualTo(500);
        assertThat(summary.complete()).isTrue();
        assertThat(heard).hasSize((int) summary.scored());
    }

    @Test
    void oneModelStopsEarlyAndTheOtherGoesOn() {
        AtomicInteger ofA = new AtomicInteger();
        RunSummary summary = runner(LONG, answering("a", 2), answering("b", 2)).execute(Plans.plan(100, 1, A, B),
            planned -> planned.trial().model().equals(B) || ofA.get() < 10, result -> {
                heard.add(result);
                ofA.addAndGet(result.trial().model().equals(A) ? 1 : 0);
            });
        assertThat(heard.stream().filter(result -> result.trial().model().equals(B))).hasSize(100);
        assertThat(ofA.get()).isBetween(10, 11);
        assertThat(summary.notNeeded()).isEqualTo(100 - ofA.get());
    }

    @Test
    void aPlaceThatWasTakenForATrialNobodyWantsIsFreeAgain() {
        OpenModel model = answering("a", 1);
        runner(LONG, model).execute(Plans.plan(5, 1, A), _ -> false, heard::add);
        assertThat(heard).isEmpty();
        assertThat(runner(LONG, model).execute(Plans.plan(5, 1, A), heard::add).scored()).isEqualTo(5);
    }

    @Test
    void aDemandThatBreaksStopsTheRunAndWhatItThrewIsThrown() {
        IllegalStateException broken = new IllegalStateException("The course is lost.");
        assertThatThrownBy(() -> runner(LONG, answering("a", 2)).execute(Plans.plan(20, 1, A), planned -> {
            throw broken;
        }, heard::add)).isSameAs(broken);
    }

    /// Says of every trial whether it is time by how many results were taken.
    private record Ahead(AtomicInteger taken, AtomicInteger offered, int window) implements Demand {
        @Override
        public boolean wants(RunPlan.Planned planned) {
            return true;
        }

        @Override
        public boolean isTime(RunPlan.Planned planned) {
            boolean now = offered.get() - taken.get() < window;
            offered.addAndGet(now ? 1 : 0);
            return now;
        }
    }

    @Test
    void aTrialWhoseTimeHasNotComeWaitsUntilAResultWasTaken() {
        Ahead ahead = new Ahead(new AtomicInteger(), new AtomicInteger(), 3);
        AtomicInteger most = new AtomicInteger();
        RunSummary summary = runner(LONG, answering("a", 50)).execute(Plans.plan(200, 1, A), ahead, result -> {
            most.accumulateAndGet(ahead.offered.get() - ahead.taken.get(), Math::max);
            ahead.taken.incrementAndGet();
        });
        assertThat(summary).isEqualTo(new RunSummary(200, 200, 0, 0, false, Map.of()));
        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void aTrialForWhichItIsNeverTimeIsBegunWhenNothingElseIsInFlight() {
        Demand never = new Ahead(new AtomicInteger(), new AtomicInteger(), 0);
        RunSummary summary = runner(LONG, answering("a", 4)).execute(Plans.plan(2, 1, A), never, heard::add);
        assertThat(summary.scored()).isEqualTo(2);
    }

    @Test
    void aRunThatWaitsForTheTimeOfATrialCanBeStopped() {
        AtomicReference<Runner> self = new AtomicReference<>();
        Ahead ahead = new Ahead(new AtomicInteger(), new AtomicInteger(), 1);
        self.set(runner(LONG, answering("a", 4)));
        RunSummary summary = self.get().execute(Plans.plan(50, 1, A), ahead, result -> self.get().stop());
        assertThat(summary.interrupted()).isTrue();
        assertThat(summary.notRun()).isEqualTo(49);
        assertThat(summary.notNeeded()).isZero();
    }

    @Test
    void theDemandIsToldOfAModelThatIsGivenUp() {
        List<ModelRef> told = new CopyOnWriteArrayList<>();
        OpenModel refused = FakeModel.open("a", 2, (label, _) -> {
            throw new ModelException.Rejected("The key was refused.", true, List.of());
        });
        Demand listening = new Demand() {
            @Override
            public boolean wants(RunPlan.Planned planned) {
                return true;
            }

            @Override
            public void givenUp(ModelRef model) {
                told.add(model);
            }
        };
        RunSummary summary = runner(LONG, refused, answering("b", 2)).execute(Plans.plan(10, 1, A, B), listening, heard::add);
        assertThat(summary.stopped()).containsKey(A);
        assertThat(told).isNotEmpty().containsOnly(A);
    }
}
