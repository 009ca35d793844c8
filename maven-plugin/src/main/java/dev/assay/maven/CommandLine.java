package dev.assay.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The words of a command, collected one option at a time; what is not set is left out.
final class CommandLine {

    private final List<String> words = new ArrayList<>();

    CommandLine(String command) {
        words.add(command);
    }

    /// An option with a value.
    CommandLine option(String name, Object value) {
        if (value != null && !value.toString().isBlank()) {
            words.add(name);
            words.add(value instanceof File file ? file.getPath() : value.toString());
        }
        return this;
    }

    /// The same option once for each value.
    CommandLine each(String name, Collection<String> values) {
        if (values != null) {
            values.forEach(value -> option(name, value));
        }
        return this;
    }

    /// An option without a value.
    CommandLine flag(String name, boolean set) {
        if (set) {
            words.add(name);
        }
        return this;
    }

    /// What the command is about.
    CommandLine argument(Object value) {
        words.add(value.toString());
        return this;
    }

    List<String> words() {
        return List.copyOf(words);
    }
}
