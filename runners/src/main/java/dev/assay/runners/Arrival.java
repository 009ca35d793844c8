package dev.assay.runners;

import dev.assay.core.run.SampleResult;

/// What comes over the queue to the calling thread: one for each trial that was begun, and one for each model whose sending has ended.
sealed interface Arrival {

    /// A trial came to a result.
    record Result(SampleResult result) implements Arrival {
    }

    /// A trial was begun and stays to be done.
    record Undone() implements Arrival {
    }

    /// No trial of a model will be begun any more.
    ///
    /// @param begun how many were
    record Sent(long begun) implements Arrival {
    }

    /// A trial, or the sending of a model, met an error after which the run cannot go on.
    ///
    /// @param trial whether it was a trial
    record Broken(Throwable error, boolean trial) implements Arrival {
    }
}
