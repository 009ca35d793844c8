package dev.assay.runners;

import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.RunListener;
import dev.assay.core.run.RunSummary;
import dev.assay.core.run.SampleResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The book of a run: what was begun, what arrived, and what the listener took. Used by the calling thread alone.
final class Tally {

    private final long planned;
    private final RunListener listener;
    private final AtomicLong sendersOpen;
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong scored = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong notNeeded = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();

    Tally(long planned, int senders, RunListener listener) {
        this.planned = planned;
        this.listener = listener;
        this.sendersOpen = new AtomicLong(senders);
    }

    /// Whether something is still to arrive.
    boolean open() {
        return sendersOpen.get() > 0 || ended.get() < begun.get();
    }

    /// Books one arrival and tells the listener of a result.
    ///
    /// @return whether the run can go on
    boolean take(Arrival arrival) {
        switch (arrival) {
            case Arrival.Result(Lane _, SampleResult result) -> {
                ended.incrementAndGet();
                tell(result);
            }
            case Arrival.Undone _ -> ended.incrementAndGet();
            case Arrival.Sent(long number, long unwanted) -> {
                begun.addAndGet(number);
                notNeeded.addAndGet(unwanted);
                sendersOpen.decrementAndGet();
            }
            case Arrival.Broken(Throwable error, Optional<Lane> lane) -> {
                ended.addAndGet(lane.isPresent() ? 1 : 0);
                broken.compareAndSet(null, error);
            }
        }
        return broken.get() == null;
    }

    /// A listener that has thrown once hears no more; what it did not take counts as not run.
    private void tell(SampleResult result) {
        if (broken.get() != null) {
            return;
        }
        try {
            listener.onResult(result);
        } catch (RuntimeException | Error failure) {
            broken.set(failure);
            return;
        }
        switch (result.outcome()) {
            case Outcome.Scored _ -> scored.incrementAndGet();
            case Outcome.Failed _ -> failed.incrementAndGet();
        }
    }

    /// Throws what broke the run, unchanged, if anything did.
    void rethrow() {
        switch (broken.get()) {
            case null -> {
            }
            case Error error -> throw error;
            case RuntimeException failure -> throw failure;
            case Throwable other -> throw new IllegalStateException("The run broke.", other);
        }
    }

    /// The counts; what was begun and never heard of again is not run.
    RunSummary summary(boolean interrupted, List<Lane> lanes) {
        Map<ModelRef, String> stopped = new TreeMap<>();
        lanes.forEach(lane -> lane.givenUp().ifPresent(reason -> stopped.put(lane.ref(), reason)));
        long notRun = planned - scored.get() - failed.get() - notNeeded.get();
        return new RunSummary(planned, scored.get(), failed.get(), notNeeded.get(), notRun, interrupted, stopped);
    }
}
