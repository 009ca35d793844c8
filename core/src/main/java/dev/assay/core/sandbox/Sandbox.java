package dev.assay.core.sandbox;

import java.util.function.Supplier;

/// Runs programs that nobody has read, each in a box of its own.
///
/// Safe for use by many threads at once. A call blocks its thread, and waits for a free place when all are taken. An interrupt ends the program and
/// is told as `Ending.SetupFailed`, with the thread's interrupt flag set again. Who needs two boxes at once opens the solver's first, and both in
/// one thread.
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

    /// Does some work while no program runs but the work's own, so that how busy the machine is decides nothing: waits until every other program
    /// has ended, and lets none start meanwhile. A time limit that was hit is not final before it was hit again here.
    ///
    /// @param work runs in the calling thread, which has no program running
    /// @return what the work returns
    <T> T alone(Supplier<T> work);

    /// Ends every program and gives everything back.
    @Override
    void close();
}
