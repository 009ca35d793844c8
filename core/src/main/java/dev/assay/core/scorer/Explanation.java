package dev.assay.core.scorer;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Why a verdict is what it is.
///
/// @param relation the one reason, such as `EQUAL_EXACT`, `NOT_EQUAL` or `NOTHING_FOUND`
/// @param text the reason in a sentence
/// @param expected the right answer, as it was compared
/// @param flags what a reader should look at; no flag changes a verdict by itself
/// @param details named facts, such as `tier`, `confidence` or `witness`
public record Explanation(String relation, String text, Optional<String> expected, List<String> flags, SortedMap<String, String> details) {

    public Explanation {
        if (!relation.matches("[A-Z][A-Z0-9_]*")) {
            throw new IllegalArgumentException("A relation is written in capitals: \"" + relation + "\".");
        }
        flags = List.copyOf(flags);
        details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
    }

    /// A reason without flags or details.
    public static Explanation of(String relation, String text, Optional<String> expected) {
        return new Explanation(relation, text, expected, List.of(), Collections.emptySortedMap());
    }
}
