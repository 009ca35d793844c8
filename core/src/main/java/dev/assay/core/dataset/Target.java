package dev.assay.core.dataset;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The right answer to a sample.
public sealed interface Target {

    /// The right answer as a reader of a report sees it.
    String display();

    /// A text, or any of several.
    ///
    /// @param accepted the accepted texts, at least one; the first is shown
    record Text(List<String> accepted) implements Target {
        public Text {
            accepted = List.copyOf(accepted);
            if (accepted.isEmpty()) {
                throw new IllegalArgumentException("A text target accepts at least one text.");
            }
        }

        @Override
        public String display() {
            return accepted.size() == 1 ? accepted.getFirst() : accepted.getFirst() + " (or " + (accepted.size() - 1) + " others)";
        }
    }

    /// One of several labelled options.
    ///
    /// @param label the right label
    /// @param options every label with its text
    record Choice(String label, SortedMap<String, String> options) implements Target {
        public Choice {
            options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
            if (!options.containsKey(label)) {
                throw new IllegalArgumentException("The right label " + label + " is not among the options " + options.keySet() + ".");
            }
        }

        @Override
        public String display() {
            return label;
        }
    }

    /// A number or formula.
    ///
    /// @param text the gold as the dataset writes it
    record Expression(String text) implements Target {
        @Override
        public String display() {
            return text;
        }
    }

    /// Several named values that must all be right, such as the solution of a puzzle.
    ///
    /// @param values the right value of each name, at least one
    record Fields(SortedMap<String, String> values) implements Target {
        public Fields {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
            if (values.isEmpty()) {
                throw new IllegalArgumentException("A target of named values names at least one.");
            }
        }

        @Override
        public String display() {
            return values.entrySet().stream().map(Fields::printed).collect(Collectors.joining(", "));
        }

        private static String printed(Map.Entry<String, String> value) {
            return value.getKey() + " = " + value.getValue();
        }
    }

    /// A program that must pass checks.
    ///
    /// @param language the language of the answer, in lower case
    /// @param checks what is run against the answer, in the suite's own form
    record Program(String language, String checks) implements Target {
        @Override
        public String display() {
            return "a " + language + " program that passes its checks";
        }
    }
}
