package dev.assay.runners;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/// A trial between its beginning and its end, and the one means to end it early.
///
/// Safe for use by many threads: the first reason to end it wins and is never changed.
final class InFlight {

    /// Why a trial was ended early.
    enum Verdict {
        /// It was not.
        RUNNING,
        /// The run was stopped.
        CANCELLED,
        /// It took too long.
        OVERDUE
    }

    private final Thread thread;
    private final long begun;
    private final AtomicReference<Verdict> verdict = new AtomicReference<>(Verdict.RUNNING);

    /// @param thread the trial's own thread
    /// @param begun the reading of the nanosecond clock when it began
    InFlight(Thread thread, long begun) {
        this.thread = thread;
        this.begun = begun;
    }

    /// How long it has run at this reading of the nanosecond clock.
    Duration age(long now) {
        return Duration.ofNanos(now - begun);
    }

    /// Ends it by an interrupt. A second interrupt does no harm, and reaches a thread that had not started at the first.
    void end(Verdict why) {
        verdict.compareAndSet(Verdict.RUNNING, why);
        thread.interrupt();
    }

    Verdict verdict() {
        return Objects.requireNonNull(verdict.get());
    }
}
