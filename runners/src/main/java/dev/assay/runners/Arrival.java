package dev.assay.runners;

import dev.assay.core.run.SampleResult;
import java.util.Optional;

/// What comes over the queue to the calling thread: one for each trial that was begun, and one for each model whose sending has ended.
sealed interface Arrival {

    /// A trial came to a result.
    ///
    /// @param lane where it holds a place
    record Result(Lane lane, SampleResult result) implements Arrival {
    }

    /// A trial was begun and stays to be done.
    ///
    /// @param lane where it holds a place
    record Undone(Lane lane) implements Arrival {
    }

    /// No trial of a model will be begun any more.
    ///
    /// @param begun how many were
    /// @param notNeeded how many nobody wanted when their turn came
    record Sent(long begun, long notNeeded) implements Arrival {
    }

    /// A trial, or the sending of a model, met an error after which the run cannot go on.
    ///
    /// @param lane where the trial holds a place; absent if it was the sending
    record Broken(Throwable error, Optional<Lane> lane) implements Arrival {
    }

    /// Where a place comes free once this is booked.
    default Optional<Lane> place() {
        return switch (this) {
            case Result result -> Optional.of(result.lane());
            case Undone undone -> Optional.of(undone.lane());
            case Sent _ -> Optional.empty();
            case Broken broken -> broken.lane();
        };
    }
}
