package dev.assay.suites.answer;

import dev.assay.suites.answer.equality.SampleRules;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is known of a question beside its right answer.
///
/// @param kind what is compared
/// @param options label to text, for a choice
/// @param alternatives further right answers; any will do
/// @param rules the sample's own tolerances and form
/// @param question what was asked, where the answer must not merely repeat it
/// @param location where a number must stand, for the kind [Kind#NUMBER]
public record GradeRequest(Kind kind, SortedMap<String, String> options, List<String> alternatives, SampleRules rules, Optional<String> question,
    Location location) {

    /// What is compared.
    public enum Kind {
        /// Numbers, formulas, sets and the like.
        EXPRESSION,
        /// A label among options.
        CHOICE,
        /// A number at a stated place.
        NUMBER,
        /// Words.
        TEXT
    }

    /// Where a number must stand.
    public enum Location {
        /// Where the answer stands.
        ANSWER,
        /// It is the whole text.
        EXACT,
        /// It is the first number of the text.
        BEGIN,
        /// It is the last number of the text.
        END,
        /// It is any number of the text.
        ANY
    }

    /// Copies what it is given.
    public GradeRequest {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
        alternatives = List.copyOf(alternatives);
    }

    /// A question of this kind of which nothing more is known.
    public static GradeRequest of(Kind kind) {
        return new GradeRequest(kind, Collections.emptySortedMap(), List.of(), SampleRules.NONE, Optional.empty(), Location.ANSWER);
    }
}
