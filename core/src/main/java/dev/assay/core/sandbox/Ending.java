package dev.assay.core.sandbox;

/// How a program came to its end. None of these means that it did what it should.
public sealed interface Ending {

    /// It ended by itself.
    ///
    /// @param status its exit status, 0 to 255
    record Exited(int status) implements Ending {
    }

    /// A signal ended it. Where a box can only tell by the exit status, 128 and the signal together, a program can pretend this.
    ///
    /// @param signal the signal's number
    record Signalled(int signal) implements Ending {
    }

    /// We ended it, because it went over a limit.
    ///
    /// @param limit which one
    record Killed(LimitHit limit) implements Ending {
    }

    /// We ended it, because nothing more was wanted of it: the conversation with it was over.
    record Stopped() implements Ending {
    }

    /// It was never run, because it is no program of its language: a compiler refused it, or could not deal with it.
    ///
    /// @param reason what the compiler said first, or which of its limits was hit; it may quote the program
    record NotCompiled(String reason) implements Ending {
    }

    /// It was never run, or how it ended is not known. This is a fault of ours.
    ///
    /// @param reason what went wrong, in one sentence
    record SetupFailed(String reason) implements Ending {
    }
}
