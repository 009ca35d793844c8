package dev.assay.suites.answer.expression;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A unit with its exact size, or a count noun.
///
/// Two units convert into each other if their dimensions are equal: value * size + offset is the value in base units.
///
/// @param name how it is shown, such as `km/h`
/// @param dimension powers of base dimensions, such as `length=1, time=-1`; a count noun has none and is of kind [Kind#NOUN]
/// @param size how many base units it is
/// @param offset for temperatures only, else 0
/// @param kind what sort of unit it is
public record Unit(String name, SortedMap<String, Integer> dimension, Rational size, Rational offset, Kind kind) {

    /// What sort of unit.
    public enum Kind {
        /// A measure from the table, or a product of such.
        MEASURE,
        /// A currency; converts only inside itself.
        CURRENCY,
        /// An angle in degrees and the like; radians are the base.
        ANGLE,
        /// A word that is not in the table, such as `apples`.
        NOUN
    }

    /// Copies the dimension.
    public Unit {
        dimension = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(dimension));
    }

    /// The unit of the table with this name or abbreviation.
    public static Optional<Unit> named(String word) {
        return UnitTable.find(word);
    }

    /// A count noun.
    public static Unit noun(String word) {
        return new Unit(word, new TreeMap<>(Map.of()), Rational.ONE, Rational.ZERO, Kind.NOUN);
    }

    /// True if values in both can be converted into each other exactly.
    public boolean converts(Unit other) {
        return kind != Kind.NOUN && kind == other.kind && dimension.equals(other.dimension);
    }
}
