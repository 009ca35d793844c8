package dev.assay.cli;

import java.util.List;

/// A piece of a YAML file, with the place where it stands.
sealed interface YamlNode {

    /// Where it begins.
    Place at();

    /// A place in a file.
    ///
    /// @param line the line, the first is 1
    /// @param column the column, the first is 1
    record Place(int line, int column) {
        @Override
        public String toString() {
            return line + ":" + column;
        }
    }

    /// Keys with their values, in the order of the file; each key once.
    record Mapping(Place at, List<Entry> entries) implements YamlNode {
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    /// One key with its value.
    record Entry(Place at, String key, YamlNode value) {
    }

    /// Values one after the other.
    record Sequence(Place at, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /// A text.
    ///
    /// @param plain whether it stands without quotes, so that it may also be a number, a truth or nothing
    record Scalar(Place at, String text, boolean plain) implements YamlNode {

        /// Whether this is the absence of a value: empty, `~` or `null`.
        boolean isNothing() {
            return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
        }
    }

    /// Something that was refused where it was read; the problem is already told.
    record Refused(Place at) implements YamlNode {
    }
}
