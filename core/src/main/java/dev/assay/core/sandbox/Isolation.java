package dev.assay.core.sandbox;

/// How well a box isolates, weakest first.
public enum Isolation {
    /// The program runs with the rights of whoever started the run.
    NONE,
    /// The program shares users and processes with its host, but files, sockets and signals are denied to it.
    GUARDED,
    /// The program has its own users, processes, mounts and network.
    NAMESPACE,
    /// As `NAMESPACE`, inside a container engine.
    CONTAINER,
    /// The program has its own kernel.
    KERNEL;

    /// Whether this is as strong as the other, or stronger.
    public boolean atLeast(Isolation other) {
        return compareTo(other) >= 0;
    }
}
