package dev.assay.core.sandbox;

/// What a program is there for. Boxes of the two roles are never the same: the solver's box has never seen a test.
public enum Role {
    /// A program that a model wrote.
    SOLVER,
    /// A trusted program that judges what a solver's program says; it knows the tests.
    CHECKER
}
