package dev.assay.cli;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What was typed on the command line: the texts of each option, by its name without hyphens, in the order typed.
///
/// A flag has the text `true`. Texts are not read here, so that a bad one is told together with all others.
///
/// @param texts at least one text for each option that was typed
public record OptionValues(SortedMap<String, List<String>> texts) {

    public OptionValues {
        SortedMap<String, List<String>> copy = new TreeMap<>();
        texts.forEach((option, values) -> {
            if (!Setting.options().contains(option)) {
                throw new IllegalArgumentException("No setting has the option --" + option + ".");
            }
            if (!values.isEmpty()) {
                copy.put(option, List.copyOf(values));
            }
        });
        texts = Collections.unmodifiableSortedMap(copy);
    }

    /// Nothing was typed.
    public static OptionValues none() {
        return new OptionValues(Collections.emptySortedMap());
    }

    /// The same with one option more; with no text, the same.
    public OptionValues with(String option, Collection<String> values) {
        SortedMap<String, List<String>> more = new TreeMap<>(texts);
        more.put(option, List.copyOf(values));
        return new OptionValues(more);
    }

    /// The same with one option more.
    public OptionValues with(String option, String... values) {
        return with(option, List.of(values));
    }

    /// The same with a flag, if it was typed.
    public OptionValues withFlag(String option, boolean typed) {
        return typed ? with(option, "true") : this;
    }
}
