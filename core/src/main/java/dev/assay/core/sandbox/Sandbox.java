package dev.assay.core.sandbox;

/// Runs programs that nobody has read, each in a box of its own.
///
/// Safe for use by many threads at once. A call blocks its thread, and waits for a free place when all are taken. An interrupt ends the program and
/// is told as `Ending.SetupFailed`, with the thread's interrupt flag set again.
public interface Sandbox extends AutoCloseable {

    /// The name of the back end, such as `bwrap`.
    String id();

    /// How well its boxes isolate.
    Isolation isolation();

    /// A digest of everything that decides what a program may do: rules, filter, and back end.
    String policyHash();

    /// Runs a program to its end or its limits.
    Execution run(Job job);

    /// Starts a program for a conversation in frames.
    Channel start(Job job);

    /// Ends every program and gives everything back.
    @Override
    void close();
}
