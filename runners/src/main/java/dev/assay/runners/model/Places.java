package dev.assay.runners.model;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The places at one endpoint: how many trials may be under way, and how many calls may be in flight.
///
/// A trial takes a place when it begins and gives it back when it ends. While it waits before its next attempt, its place is lent to another
/// trial; the attempt itself waits until a call may be sent. So a limit of the endpoint bounds calls, waiting costs no throughput, and no trial waits
/// long between its beginning and its first call.
///
/// A provider's wish to be left alone for a while delays every call, and freezes nothing else. Safe for use by many threads.
public final class Places {

    /// How long a call waits at most before it looks again.
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AdaptiveLimit limit;
    private final boolean adaptive;
    private final int most;
    private final LongSupplier nanoTime;
    private final State state;

    private static final class State {
        private int trials;
        private int asleep;
        private int calls;
        private long pausedUntil;

        State(long now) {
            this.pausedUntil = now;
        }
    }

    /// A trial that lends its place while it waits; close it when the wait is over.
    public interface Nap extends AutoCloseable {
        @Override
        void close();
    }

    /// A call that was sent. Tell it once how it ended.
    interface Call {

        /// The call is over.
        ///
        /// @param wish how long the server asks to be left alone
        void ended(AdaptiveLimit.Result result, Optional<Duration> wish);
    }

    private Places(AdaptiveLimit limit, boolean adaptive, int most, LongSupplier nanoTime) {
        this.limit = limit;
        this.adaptive = adaptive;
        this.most = most;
        this.nanoTime = nanoTime;
        this.state = new State(nanoTime.getAsLong());
    }

    /// Always so many.
    ///
    /// @param places at least 1
    public static Places fixed(int places) {
        if (places < 1) {
            throw new IllegalArgumentException("At least one trial must be allowed in flight, not " + places + ".");
        }
        return new Places(new AdaptiveLimit(places, places), false, places, System::nanoTime);
    }

    /// As many as the endpoint turns out to take, between 1 and a ceiling.
    static Places adaptive(int ceiling, LongSupplier nanoTime) {
        return new Places(new AdaptiveLimit(AdaptiveLimit.START, ceiling), true, ceiling, nanoTime);
    }

    /// How many calls may be in flight at present.
    public int limit() {
        lock.lock();
        try {
            return allowed();
        } finally {
            lock.unlock();
        }
    }

    private int allowed() {
        return adaptive ? limit.limit() : most;
    }

    /// Whether the limit follows what the endpoint takes.
    public boolean isAdaptive() {
        return adaptive;
    }

    /// Takes a place for a trial, waiting for as long as it takes.
    ///
    /// @param over whether there is nothing to wait for any more; see [#wake]
    public void take(BooleanSupplier over) {
        lock.lock();
        try {
            while (!over.getAsBoolean() && (state.trials - state.asleep >= allowed() || state.trials >= 2 * most)) {
                changed.awaitUninterruptibly();
            }
            state.trials++;
        } finally {
            lock.unlock();
        }
    }

    /// Gives a trial's place back.
    public void free() {
        lock.lock();
        try {
            state.trials--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Lets whoever waits for a place look whether there is still anything to wait for.
    public void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// A trial waits before its next attempt, and lends its place meanwhile.
    public Nap nap() {
        lock.lock();
        try {
            state.asleep++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return this::awake;
    }

    private void awake() {
        lock.lock();
        try {
            state.asleep--;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until a call may be sent.
    ///
    /// @throws InterruptedException if the trial is cancelled
    Call call() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (long delay = delay(); delay > 0; delay = delay()) {
                changed.await(delay, TimeUnit.NANOSECONDS);
            }
            state.calls++;
            AdaptiveLimit.@Nullable Sent sent = adaptive ? limit.sent() : null;
            return (result, wish) -> ended(sent, result, wish);
        } finally {
            lock.unlock();
        }
    }

    /// How long until it is worth to look again; 0 if a call may be sent now.
    private long delay() {
        if (state.calls >= allowed()) {
            return LOOK_NANOS;
        }
        return Math.max(0, state.pausedUntil - nanoTime.getAsLong());
    }

    private void ended(AdaptiveLimit.@Nullable Sent sent, AdaptiveLimit.Result result, Optional<Duration> wish) {
        lock.lock();
        try {
            state.calls--;
            long now = nanoTime.getAsLong();
            if (sent != null) {
                limit.ended(sent, result, now);
                wish.filter(_ -> result == AdaptiveLimit.Result.RATE_LIMITED).ifPresent(time -> pause(time, now));
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration wish, long now) {
        Duration time = wish.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wish;
        if (now + time.toNanos() - state.pausedUntil > 0) {
            state.pausedUntil = now + time.toNanos();
        }
    }
}
