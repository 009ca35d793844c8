package dev.assay.core.sandbox;

/// A limit that a program went over.
public enum LimitHit {
    /// Processor time.
    CPU,
    /// Time on the clock.
    WALL,
    /// Memory, as the host counted it.
    MEMORY,
    /// The length of standard output or standard error.
    OUTPUT,
    /// The length or number of frames.
    FRAME,
    /// The length of the source.
    SOURCE
}
