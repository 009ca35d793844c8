package dev.assay.reports.board;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.Usage;
import dev.assay.core.transcript.Event;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// Adds up what attempts cost.
final class BillTally {

    private static final String UNREACHED = "connection";

    private final AtomicReference<BigDecimal> good = new AtomicReference<>(BigDecimal.ZERO);
    private final AtomicReference<BigDecimal> wasted = new AtomicReference<>(BigDecimal.ZERO);
    private final AtomicLong known = new AtomicLong();
    private final AtomicLong estimated = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();

    /// Takes what happened in a trial. The last attempt of a call that was answered is good, if the trial is; every other one gave nothing.
    ///
    /// @param answered whether the trial came to an answer that counts
    void add(List<Event> events, boolean answered) {
        for (Event event : events) {
            if (event instanceof Event.ModelCall call) {
                add(call, answered && call.output().isPresent());
            }
        }
    }

    private void add(Event.ModelCall call, boolean answered) {
        if (call.attempts().isEmpty() && call.output().isPresent()) {
            unknown.incrementAndGet();
        }
        for (int i = 0; i < call.attempts().size(); i++) {
            add(call.attempts().get(i), answered && i == call.attempts().size() - 1);
        }
    }

    private void add(Attempt attempt, boolean useful) {
        if (attempt.cost().isPresent()) {
            (useful ? good : wasted).accumulateAndGet(attempt.cost().get().amount(), BigDecimal::add);
            known.incrementAndGet();
            estimated.addAndGet(attempt.usage().origin() == Usage.Origin.ESTIMATED ? 1 : 0);
            return;
        }
        boolean refused = attempt.status().filter(status -> status >= 300).isPresent() || attempt.result().equals(UNREACHED);
        unknown.addAndGet(refused ? 0 : 1);
    }

    /// The bill so far.
    ///
    /// @param free whether calls cost nothing; then nothing is unknown
    Bill bill(boolean free, double correct) {
        return new Bill(free, Objects.requireNonNull(good.get()), Objects.requireNonNull(wasted.get()), known.get(), estimated.get(), free ? 0 : unknown.get(),
            correct);
    }
}
