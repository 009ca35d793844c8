package dev.assay.runners;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Demand;
import dev.assay.core.run.PlanExecutor;
import dev.assay.core.run.RunListener;
import dev.assay.core.run.RunPlan;
import dev.assay.core.run.RunPlan.Planned;
import dev.assay.core.run.RunSummary;
import dev.assay.runners.model.Activity;
import dev.assay.runners.model.OpenModel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Runs a plan on this machine: the local [PlanExecutor]. One runner runs one plan, once.
///
/// Each trial in flight has a virtual thread of its own; each model has a sender, which begins its trials in the plan's order as places
/// come free; models run side by side. Finished results wait in a bounded queue for the calling thread, which hands them to the listener
/// one at a time. A trial keeps its place until the listener has taken its result, so a slow listener slows the sending, nothing piles up, and a
/// killed process loses no more than the trials that had a place.
///
/// The book is kept by arrivals: every trial that was begun sends exactly one, every sender sends one with the number it began. The run is
/// over when the two agree, so no count depends on timing.
///
/// [#stop] and [#abort] may be called from any thread, at any time and more than once. An interrupt of the calling thread is an abort.
public final class Runner implements PlanExecutor {

    /// How long a trial may outlast two deadlines of a call before the runner ends it: the longest waiting that a retry policy allows one
    /// trial (30 minutes when rate limited), and then some. It is a net for calls that hang, not a limit anyone should meet.
    public static final Duration DEFAULT_GRACE = Duration.ofMinutes(40);

    private static final int QUEUE_CAPACITY = 256;
    /// How long a finished trial waits for the queue before it looks whether the run is over. The end of a run wakes it by an interrupt; a
    /// short wait would cost dearly where thousands wait, for the queue looks at all of them when one gives up.
    private static final Duration LONGEST_HAND = Duration.ofMinutes(1);
    private static final Duration LONGEST_TICK = Duration.ofSeconds(1);
    private static final Duration SHORTEST_TICK = Duration.ofMillis(5);
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);

    private enum Phase {
        RUNNING, DRAINING, ABORTED
    }

    private final Map<ModelRef, Lane> lanes;
    private final Activity activity;
    private final Duration drain;
    private final Duration grace;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final BlockingQueue<Arrival> arrivals = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    private final Set<InFlight> inFlight = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.RUNNING);
    private final AtomicReference<@Nullable Thread> drainTimer = new AtomicReference<>();
    private final Bookings bookings = new Bookings();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();

    /// A runner by the system's clock.
    ///
    /// @param models every model that a plan may name, ready to be asked
    /// @param activity told how many trials of each model are in flight
    /// @param drain how long trials in flight may go on after [#stop]
    public Runner(Map<ModelRef, OpenModel> models, Activity activity, Duration drain) {
        this(models, activity, drain, DEFAULT_GRACE, DEFAULT_PATIENCE, System::nanoTime);
    }

    /// A runner by another clock.
    ///
    /// @param grace how long a trial may outlast two deadlines of a call before the runner ends it as failed
    /// @param patience how long a cancelled trial may take no notice before the run ends without it
    /// @param nanoTime a clock in nanoseconds with any origin
    public Runner(Map<ModelRef, OpenModel> models, Activity activity, Duration drain, Duration grace, Duration patience, LongSupplier nanoTime) {
        Map<ModelRef, Lane> all = new HashMap<>();
        models.forEach((ref, model) -> all.put(ref, new Lane(ref, model)));
        this.lanes = Map.copyOf(all);
        this.activity = activity;
        this.drain = drain;
        this.grace = grace;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /// Runs the plan; see [PlanExecutor#execute].
    ///
    /// @throws IllegalArgumentException if the plan names a model that was not opened
    /// @throws IllegalStateException if this runner was used before
    @Override
    public RunSummary execute(RunPlan plan, Demand demand, RunListener listener) {
        List<Lane> senders = plan.spec().models().stream().map(this::lane).toList();
        if (!begun.compareAndSet(false, true)) {
            throw new IllegalStateException("A runner runs one plan; make another for the next.");
        }
        Tally tally = new Tally(plan.remaining(), senders.size(), listener);
        Thread watch = Thread.ofVirtual().name("assay-watch").start(() -> watch(plan.spec().config()));
        senders.forEach(lane -> Thread.ofVirtual().name("assay-sender " + lane.ref()).start(() -> send(lane, plan, demand)));
        try {
            collect(tally, demand);
        } finally {
            close(watch);
        }
        tally.rethrow();
        return tally.summary(phase.get() != Phase.RUNNING, senders);
    }

    private void close(Thread watch) {
        over.set(true);
        inFlight.forEach(flight -> flight.end(InFlight.Verdict.CANCELLED));
        watch.interrupt();
        Thread timer = drainTimer.get();
        if (timer != null) {
            timer.interrupt();
        }
    }

    private Lane lane(ModelRef ref) {
        Lane lane = lanes.get(ref);
        if (lane == null) {
            throw new IllegalArgumentException("The plan asks model " + ref + ", which was not opened.");
        }
        return lane;
    }

    /// Begins no more trials; those in flight have the time to drain, then they are cancelled.
    public void stop() {
        if (phase.compareAndSet(Phase.RUNNING, Phase.DRAINING)) {
            lanes.values().forEach(Lane::wake);
            bookings.add();
            drainTimer.set(Thread.ofVirtual().name("assay-drain").start(this::abortAfterDrain));
        }
    }

    private void abortAfterDrain() {
        try {
            Thread.sleep(drain);
            abort();
        } catch (InterruptedException _) {
            // Everything ended before the time was over.
        }
    }

    /// Begins no more trials and cancels those in flight.
    public void abort() {
        if (phase.getAndSet(Phase.ABORTED) != Phase.ABORTED) {
            lanes.values().forEach(Lane::wake);
            bookings.add();
            inFlight.forEach(flight -> flight.end(InFlight.Verdict.CANCELLED));
        }
    }

    // ---- one sender for each model

    private void send(Lane lane, RunPlan plan, Demand demand) {
        activity.limit(lane.ref(), lane.model().concurrency());
        TrialRunner runner = new TrialRunner(lane.model().model(), plan.spec().config(), nanoTime);
        long sent = 0;
        Offers offers = new Offers(plan.trials(lane.ref()).iterator(), demand);
        try {
            while (offers.left()) {
                lane.takePlace();
                if (!sending(lane)) {
                    break;
                }
                Optional<Planned> next = offers.next();
                if (next.isEmpty()) {
                    lane.freePlace();
                    break;
                }
                if (awaited(lane, demand, next.get())) {
                    begin(lane, runner, next.get());
                    sent++;
                    continue;
                }
                lane.freePlace();
                if (sending(lane)) {
                    offers.refuse();
                }
            }
        } catch (RuntimeException | Error fault) {
            hand(new Arrival.Broken(fault, Optional.empty()));
        }
        hand(new Arrival.Sent(sent, offers.refused()));
    }

    /// Waits until it is time for a trial.
    ///
    /// @return whether it is to be begun: not if meanwhile nobody wants it, or nothing is sent any more
    private boolean awaited(Lane lane, Demand demand, Planned next) {
        while (sending(lane)) {
            long seen = bookings.count();
            if (!demand.wants(next)) {
                return false;
            }
            if (demand.isTime(next)) {
                return true;
            }
            if (!bookings.awaitMoreThan(seen, LONGEST_TICK) && inFlight.isEmpty() && arrivals.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private boolean sending(Lane lane) {
        return phase.get() == Phase.RUNNING && lane.givenUp().isEmpty();
    }

    private void begin(Lane lane, TrialRunner runner, Planned planned) {
        activity.started(lane.ref());
        Thread.ofVirtual().name("assay-trial").start(() -> run(lane, runner, planned));
    }

    // ---- one thread for each trial

    private void run(Lane lane, TrialRunner runner, Planned planned) {
        InFlight flight = new InFlight(Thread.currentThread(), nanoTime.getAsLong());
        inFlight.add(flight);
        hand(arrivalOf(lane, runner, planned, flight));
        inFlight.remove(flight);
    }

    private Arrival arrivalOf(Lane lane, TrialRunner runner, Planned planned, InFlight flight) {
        try {
            // An abort either finds this trial among those in flight, or is found here.
            if (phase.get() == Phase.ABORTED) {
                return new Arrival.Undone(lane);
            }
            return arrivalOf(lane, runner.run(planned, flight));
        } catch (Error error) {
            return new Arrival.Broken(error, Optional.of(lane));
        } finally {
            activity.ended(lane.ref());
        }
    }

    private static Arrival arrivalOf(Lane lane, TrialEnd end) {
        return switch (end) {
            case TrialEnd.Recorded recorded -> new Arrival.Result(lane, recorded.result());
            case TrialEnd.NotRun notRun -> {
                notRun.givenUp().ifPresent(lane::giveUp);
                yield new Arrival.Undone(lane);
            }
        };
    }

    /// Puts an arrival into the queue, however often the thread is interrupted: what is finished was paid for. Once the run is over nobody
    /// reads the queue any more, and a trial that took no notice of its cancellation ends here.
    private void hand(Arrival arrival) {
        boolean handed = false;
        while (!handed && !over.get()) {
            try {
                handed = arrivals.offer(arrival, LONGEST_HAND.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                // The interrupt was meant for the call to the model, which is over.
            }
        }
    }

    // ---- the calling thread

    /// Takes arrivals until the book is closed. An interrupt aborts the run and is passed on at the end.
    private void collect(Tally tally, Demand demand) {
        boolean interrupted = false;
        boolean hopeful = true;
        while (hopeful && tally.open()) {
            try {
                Optional<Arrival> arrival = next();
                hopeful = arrival.isPresent();
                arrival.ifPresent(it -> book(it, tally, demand));
            } catch (InterruptedException _) {
                interrupted = true;
                abort();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void book(Arrival arrival, Tally tally, Demand demand) {
        boolean going = tally.take(arrival);
        arrival.place().filter(lane -> lane.givenUp().isPresent()).ifPresent(lane -> demand.givenUp(lane.ref()));
        arrival.place().ifPresent(Lane::freePlace);
        bookings.add();
        if (!going) {
            abort();
        }
    }

    /// The next arrival; empty if the run was aborted and those still in flight take no notice of it.
    private Optional<Arrival> next() throws InterruptedException {
        while (phase.get() != Phase.ABORTED) {
            Arrival arrival = arrivals.poll(LONGEST_TICK.toMillis(), TimeUnit.MILLISECONDS);
            if (arrival != null) {
                return Optional.of(arrival);
            }
        }
        return Optional.ofNullable(arrivals.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    // ---- the net under calls that hang

    private void watch(GenerateConfig config) {
        Duration limit = config.timeout().multipliedBy(2).plus(grace);
        Duration tick = clamped(limit.dividedBy(10));
        try {
            while (!over.get()) {
                Thread.sleep(tick);
                long now = nanoTime.getAsLong();
                inFlight.stream().filter(flight -> flight.age(now).compareTo(limit) > 0).forEach(flight -> flight.end(InFlight.Verdict.OVERDUE));
            }
        } catch (InterruptedException _) {
            // The run is over.
        }
    }

    private static Duration clamped(Duration tick) {
        if (tick.compareTo(LONGEST_TICK) > 0) {
            return LONGEST_TICK;
        }
        return tick.compareTo(SHORTEST_TICK) < 0 ? SHORTEST_TICK : tick;
    }
}
