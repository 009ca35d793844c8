package dev.assay.runners.model;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Stops asking an endpoint that fails, and looks from time to time whether it has recovered.
///
/// It opens at 5 failures in a row, or when half of the last 20 or more calls of one minute failed. While it is open one call at a time tries
/// the endpoint, after 30 s, then 1, 2, 4 and 5 min; one that goes well closes it. After 15 min without one the model is given up.
///
/// Safe for use by many threads.
final class Breaker {

    private static final int IN_A_ROW = 5;
    private static final int ENOUGH = 20;
    private static final long WINDOW_NANOS = Duration.ofSeconds(60).toNanos();
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    /// The last one is what is left of 15 minutes.
    private static final List<Duration> WAITS = List.of(Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(4),
        Duration.ofMinutes(5), Duration.ofSeconds(150));

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LongSupplier nanoTime;
    private final Pause pause;
    private final boolean breaks;
    private final State state = new State();

    private static final class State {
        private boolean open;
        private boolean probing;
        private int probes;
        private int failuresInARow;
        private final Deque<Seen> seen = new ArrayDeque<>();
    }

    private record Seen(long at, boolean failed) {
    }

    /// What a call may do.
    enum Admission {
        /// Ask.
        GO,
        /// Ask, and decide by the outcome whether others may.
        PROBE,
        /// Never: the model is given up.
        GIVEN_UP
    }

    Breaker(LongSupplier nanoTime, Pause pause) {
        this(nanoTime, pause, true);
    }

    private Breaker(LongSupplier nanoTime, Pause pause, boolean breaks) {
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.breaks = breaks;
    }

    /// One that never opens.
    static Breaker never() {
        return new Breaker(() -> 0, Pause.real(), false);
    }

    /// Waits until this call may be sent, if it ever may.
    ///
    /// @throws InterruptedException if the trial is cancelled
    Admission admit() throws InterruptedException {
        Duration wait;
        lock.lockInterruptibly();
        try {
            while (state.open && state.probing) {
                changed.await(LOOK_NANOS, TimeUnit.NANOSECONDS);
            }
            if (!state.open) {
                return Admission.GO;
            }
            if (state.probes == WAITS.size()) {
                return Admission.GIVEN_UP;
            }
            state.probing = true;
            wait = WAITS.get(state.probes);
        } finally {
            lock.unlock();
        }
        try {
            pause.pause(wait);
        } catch (InterruptedException e) {
            abandonProbe();
            throw e;
        }
        return Admission.PROBE;
    }

    /// A probe was not made after all; the next call makes it.
    private void abandonProbe() {
        lock.lock();
        try {
            state.probing = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// How a call that was admitted ended.
    ///
    /// @param failed whether the endpoint is to blame
    void ended(Admission admission, boolean failed) {
        lock.lock();
        try {
            if (admission == Admission.PROBE) {
                probed(failed);
            } else if (breaks && !state.open) {
                note(failed);
            }
        } finally {
            lock.unlock();
        }
    }

    /// A call that was admitted was cancelled and says nothing.
    void cancelled(Admission admission) {
        if (admission == Admission.PROBE) {
            abandonProbe();
        }
    }

    private void probed(boolean failed) {
        state.probing = false;
        if (failed) {
            state.probes++;
        } else {
            close();
        }
        changed.signalAll();
    }

    private void close() {
        state.open = false;
        state.probes = 0;
        state.failuresInARow = 0;
        state.seen.clear();
    }

    private void note(boolean failed) {
        long now = nanoTime.getAsLong();
        state.failuresInARow = failed ? state.failuresInARow + 1 : 0;
        state.seen.addLast(new Seen(now, failed));
        while (now - state.seen.getFirst().at > WINDOW_NANOS || state.seen.size() > 1_000) {
            state.seen.removeFirst();
        }
        long failures = state.seen.size() < ENOUGH ? 0 : state.seen.stream().filter(Seen::failed).count();
        if (state.failuresInARow >= IN_A_ROW || (failures > 0 && 2 * failures >= state.seen.size())) {
            state.open = true;
            state.probes = 0;
        }
    }

    /// Whether calls wait for a probe, or are refused.
    boolean isOpen() {
        lock.lock();
        try {
            return state.open;
        } finally {
            lock.unlock();
        }
    }
}
