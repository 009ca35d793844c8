package dev.assay.core.sandbox;

/// A box for one untrusted program at a time.
public interface Sandbox {

    /// How well the box isolates, weakest first.
    enum Isolation {
        NONE, GUARDED, NAMESPACE, CONTAINER, KERNEL
    }

    /// How well this box isolates.
    Isolation isolation();

    /// Runs the program to its end or its limits.
    Execution run(Program program, Limits limits);
}
