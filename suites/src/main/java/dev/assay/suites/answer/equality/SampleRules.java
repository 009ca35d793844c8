package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Rational;
import java.util.List;
import java.util.Optional;

/// What a sample itself says about right answers.
///
/// @param tolerances one for all numbers, or one for each element in the gold's order; empty for none
/// @param form the form the answer must have; absent if any will do
public record SampleRules(List<Tolerance> tolerances, Optional<Form> form) {

    /// No rules of its own.
    public static final SampleRules NONE = new SampleRules(List.of(), Optional.empty());

    /// Copies the tolerances.
    public SampleRules {
        tolerances = List.copyOf(tolerances);
    }

    /// How far an answer may be off, bounds included.
    ///
    /// @param kind what the amount means
    /// @param amount zero or more; for [Kind#DIGITS] an integer
    public record Tolerance(Kind kind, Rational amount) {

        /// What the amount of a tolerance means.
        public enum Kind {
            /// The largest absolute difference.
            ABSOLUTE,
            /// The largest difference as a part of the gold.
            RELATIVE,
            /// How many digits after the point must agree after rounding: half a unit there.
            DIGITS
        }

        /// Checks that the amount is not negative.
        public Tolerance {
            if (amount.signum() < 0) {
                throw new IllegalArgumentException("A tolerance is zero or more; it was " + amount + ".");
            }
        }

        @Override
        public String toString() {
            return switch (kind) {
                case ABSOLUTE -> "abs " + amount;
                case RELATIVE -> "rel " + amount;
                case DIGITS -> amount + " digits";
            };
        }
    }

    /// A form that an answer must have.
    public enum Form {
        /// Nothing is left to compute.
        EVALUATED,
        /// Fractions are in lowest terms.
        REDUCED,
        /// A product of factors.
        FACTORED,
        /// A sum without brackets.
        EXPANDED
    }

    /// The tolerance for the element at this place, from 0.
    Optional<Tolerance> tolerance(int place) {
        if (tolerances.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(tolerances.get(tolerances.size() == 1 ? 0 : Math.min(place, tolerances.size() - 1)));
    }
}
