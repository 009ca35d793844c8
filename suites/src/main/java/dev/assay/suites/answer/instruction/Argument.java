package dev.assay.suites.answer.instruction;

import java.util.List;

/// A value that an instruction is given.
public sealed interface Argument {

    /// A whole number.
    record Number(long value) implements Argument {
    }

    /// A text, such as a keyword or the name of a relation.
    record Text(String value) implements Argument {
    }

    /// Several texts.
    record Texts(List<String> values) implements Argument {
        public Texts {
            values = List.copyOf(values);
        }
    }
}
