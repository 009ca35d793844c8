package dev.assay.runners.model;

import dev.assay.core.model.ModelRef;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What every model is doing right now: in flight, waiting, limited. Progress displays read it; it decides nothing.
///
/// Safe for use by many threads: each figure is an atomic of its own, so a snapshot may mix two neighbouring moments.
public final class Activity {

    private final InstantSource clock;
    private final ConcurrentMap<ModelRef, Figures> models = new ConcurrentHashMap<>();

    /// Waits are measured by the system's clock.
    public Activity() {
        this(InstantSource.system());
    }

    /// Waits are measured by this clock.
    public Activity(InstantSource clock) {
        this.clock = clock;
    }

    /// One model at one moment.
    ///
    /// @param inFlight trials that were begun and have not ended
    /// @param limit how many may be in flight at present; 0 if nobody said
    /// @param waitingToRetry calls that wait for their next attempt
    /// @param longestWait how long the one of them that waits longest has waited so far
    /// @param nextTry how long until the first of them tries again; zero if it is due
    /// @param lastRateLimited when the provider last asked for fewer requests
    /// @param retries how often an attempt was repeated so far
    public record Snapshot(int inFlight, int limit, int waitingToRetry, Optional<Duration> longestWait, Optional<Duration> nextTry,
        Optional<Instant> lastRateLimited, long retries) {
    }

    /// A call that waits for its next attempt, until it is closed.
    public interface Waiting extends AutoCloseable {
        /// The wait is over.
        @Override
        void close();
    }

    private record Wait(Object identity, Instant since, Instant until) {
    }

    private record Figures(AtomicInteger inFlight, AtomicInteger limit, AtomicLong retries, AtomicReference<@Nullable Instant> lastRateLimited,
        Set<Wait> waits) {
        Figures() {
            this(new AtomicInteger(), new AtomicInteger(), new AtomicLong(), new AtomicReference<>(), ConcurrentHashMap.newKeySet());
        }
    }

    private Figures figures(ModelRef model) {
        return models.computeIfAbsent(model, ref -> new Figures());
    }

    /// A trial of this model begins.
    public void started(ModelRef model) {
        figures(model).inFlight.incrementAndGet();
    }

    /// A trial of this model has ended, well or not.
    public void ended(ModelRef model) {
        figures(model).inFlight.decrementAndGet();
    }

    /// So many trials of this model may be in flight from now on.
    public void limit(ModelRef model, int limit) {
        figures(model).limit.set(limit);
    }

    /// The provider has just asked for fewer requests.
    public void rateLimited(ModelRef model) {
        figures(model).lastRateLimited.set(clock.instant());
    }

    /// A call of this model begins to wait before it repeats an attempt; counts as one retry. Close the result when the wait is over.
    public Waiting waiting(ModelRef model, Duration wait) {
        Figures figures = figures(model);
        Instant now = clock.instant();
        Wait entry = new Wait(new Object(), now, now.plus(wait));
        figures.retries.incrementAndGet();
        figures.waits.add(entry);
        return () -> figures.waits.remove(entry);
    }

    /// What this model is doing now.
    public Snapshot snapshot(ModelRef model) {
        Figures figures = figures(model);
        Instant now = clock.instant();
        Collection<Wait> waits = Set.copyOf(figures.waits);
        Optional<Duration> longest = waits.stream().map(wait -> atLeastZero(Duration.between(wait.since, now))).max(Duration::compareTo);
        Optional<Duration> next = waits.stream().map(wait -> atLeastZero(Duration.between(now, wait.until))).min(Duration::compareTo);
        return new Snapshot(figures.inFlight.get(), figures.limit.get(), waits.size(), longest, next, Optional.ofNullable(figures.lastRateLimited.get()),
            figures.retries.get());
    }

    private static Duration atLeastZero(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
