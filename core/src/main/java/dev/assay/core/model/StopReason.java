package dev.assay.core.model;

/// Why a model stopped writing.
public enum StopReason {
    /// It was done.
    NATURAL,
    /// It reached the token ceiling.
    LENGTH,
    /// It reached the deadline of the run.
    TIME,
    /// It, or a filter in front of it, refused; never guessed from prose.
    REFUSED,
    /// Nobody said.
    UNKNOWN
}
