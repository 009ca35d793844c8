package dev.assay.reports.board;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.Usage;
import dev.assay.core.transcript.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// What the process of a local model took, from the attempts that say how much memory it held: those of other models do not.
final class OwnMachineTally {

    private final Durations firstTokens = new Durations();
    private final AtomicLong tokens = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();

    /// Takes what happened in a trial.
    void add(List<Event> events) {
        for (Event event : events) {
            if (event instanceof Event.ModelCall call) {
                call.attempts().forEach(this::add);
            }
        }
    }

    private void add(Attempt attempt) {
        if (attempt.peakMemory().isEmpty()) {
            return;
        }
        peak.accumulateAndGet(attempt.peakMemory().get(), Math::max);
        Optional<Duration> first = attempt.timing().firstByte();
        first.ifPresent(firstTokens::add);
        long written = attempt.usage().origin() == Usage.Origin.REPORTED ? attempt.usage().output().orElse(0L) : 0;
        if (first.isPresent() && written > 1) {
            tokens.addAndGet(written - 1);
            nanos.addAndGet(attempt.timing().total().minus(first.get()).toNanos());
        }
    }

    /// The figures over several tallies; empty if no attempt said how much memory was held.
    static Optional<OwnMachine> of(List<OwnMachineTally> parts) {
        long most = parts.stream().mapToLong(part -> part.peak.get()).max().orElse(0);
        if (most == 0) {
            return Optional.empty();
        }
        long written = parts.stream().mapToLong(part -> part.tokens.get()).sum();
        long took = parts.stream().mapToLong(part -> part.nanos.get()).sum();
        Optional<Double> speed = written > 0 && took > 0 ? Optional.of(written * 1e9 / took) : Optional.empty();
        return Optional.of(new OwnMachine(Durations.percentile(Durations.sorted(parts.stream().map(part -> part.firstTokens).toList()), 50), speed, most));
    }
}
