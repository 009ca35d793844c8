package dev.assay.runners.sandbox;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a compiler made of a program.
sealed interface Compiled {

    /// Its classes.
    ///
    /// @param byName class files by the classes' names with slashes
    record Classes(SortedMap<String, byte[]> byName) implements Compiled {
        public Classes {
            byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
        }
    }

    /// It is no program.
    ///
    /// @param complaints what the compiler said; it quotes the program
    record Faulty(String complaints) implements Compiled {
    }

    /// The compiler could not deal with it.
    ///
    /// @param reason which limit was hit, or how the compiler ended
    record TooMuch(String reason) implements Compiled {
    }
}
