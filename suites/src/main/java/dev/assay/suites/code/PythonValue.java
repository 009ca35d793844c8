package dev.assay.suites.code;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A value of a generated program.
///
/// Lists and tables can be changed and are shared by all names that refer to them, as in Python.
sealed interface PythonValue extends Comparable<PythonValue> {

    /// As `repr` writes it.
    String repr();

    /// As `str` and `print` write it.
    default String printed() {
        return repr();
    }

    /// What an `if` makes of it.
    boolean truth();

    @Override
    default int compareTo(PythonValue other) {
        if (this instanceof Number(long value) && other instanceof Number(long another)) {
            return Long.compare(value, another);
        }
        if (this instanceof Text(String value) && other instanceof Text(String another)) {
            return value.compareTo(another);
        }
        throw new PythonHalt("'<' not supported between " + repr() + " and " + other.repr());
    }

    record Number(long value) implements PythonValue {
        @Override
        public String repr() {
            return Long.toString(value);
        }

        @Override
        public boolean truth() {
            return value != 0;
        }
    }

    record Truth(boolean value) implements PythonValue {
        @Override
        public String repr() {
            return value ? "True" : "False";
        }

        @Override
        public boolean truth() {
            return value;
        }
    }

    record Text(String value) implements PythonValue {
        @Override
        public String repr() {
            return Python.quoted(value);
        }

        @Override
        public String printed() {
            return value;
        }

        @Override
        public boolean truth() {
            return !value.isEmpty();
        }
    }

    /// A list.
    ///
    /// @param values can be changed
    record Items(List<PythonValue> values) implements PythonValue {

        static Items of(List<? extends PythonValue> values) {
            return new Items(new ArrayList<>(values));
        }

        @Override
        public String repr() {
            return values.stream().map(PythonValue::repr).collect(Collectors.joining(", ", "[", "]"));
        }

        @Override
        public boolean truth() {
            return !values.isEmpty();
        }
    }

    /// A `dict`.
    ///
    /// @param entries can be changed; in the order in which the keys were added
    record Table(LinkedHashMap<PythonValue, PythonValue> entries) implements PythonValue {
        @Override
        public String repr() {
            return entries.entrySet().stream().map(Table::entry).collect(Collectors.joining(", ", "{", "}"));
        }

        private static String entry(Map.Entry<PythonValue, PythonValue> entry) {
            return entry.getKey().repr() + ": " + entry.getValue().repr();
        }

        @Override
        public boolean truth() {
            return !entries.isEmpty();
        }
    }

    /// What a call gives that returns nothing.
    record None() implements PythonValue {
        @Override
        public String repr() {
            return "None";
        }

        @Override
        public boolean truth() {
            return false;
        }
    }
}
