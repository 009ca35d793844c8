package dev.assay.suites.answer.equality;

import java.util.List;
import java.util.Optional;

/// How an answer stands to the gold, and why.
///
/// @param name the relation
/// @param certificate how equality is known: `STRUCTURAL`, `RATIONAL`, `ALGEBRAIC(…)`, `NUMERIC(…)`; absent unless equal
/// @param witness where the two differ; absent unless they do
/// @param flags what a reader should know, sorted, such as `UNIT_DROPPED`
/// @param sentence the judgement in one sentence
/// @param work units spent on comparing
public record Relation(Name name, Optional<String> certificate, Optional<String> witness, List<String> flags, String sentence, long work) {

    /// The relations.
    public enum Name {
        /// Written alike.
        IDENTICAL,
        /// Of equal value, proven.
        EQUAL_EXACT,
        /// Equal to many digits.
        EQUAL_NUMERIC,
        /// One is the other, rounded.
        EQUAL_ROUNDED,
        /// Equal after converting units, percent or angles.
        EQUAL_CONVERTED,
        /// Of different value, or not accepted by the profile.
        NOT_EQUAL,
        /// Of different kinds.
        TYPE_MISMATCH,
        /// Of different structure, such as more elements.
        STRUCTURE,
        /// Not decided within the limits.
        UNDECIDED
    }

    /// Copies the flags.
    public Relation {
        flags = List.copyOf(flags);
    }

    /// Whether the answer is right.
    public boolean isEqual() {
        return switch (name) {
            case IDENTICAL, EQUAL_EXACT, EQUAL_NUMERIC, EQUAL_ROUNDED, EQUAL_CONVERTED -> true;
            case NOT_EQUAL, TYPE_MISMATCH, STRUCTURE, UNDECIDED -> false;
        };
    }

    /// Whether the two have the same value without any good will: the relation that votes are counted by.
    public boolean isExact() {
        return switch (name) {
            case IDENTICAL, EQUAL_EXACT, EQUAL_NUMERIC -> true;
            case EQUAL_ROUNDED, EQUAL_CONVERTED, NOT_EQUAL, TYPE_MISMATCH, STRUCTURE, UNDECIDED -> false;
        };
    }
}
