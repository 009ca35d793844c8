package dev.assay.suites.answer.instruction;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// One instruction that an answer should follow.
///
/// @param id the published name of its check, such as `punctuation:no_comma`
/// @param arguments its arguments by their published names, such as `num_words`
public record Instruction(String id, SortedMap<String, Argument> arguments) {

    public Instruction {
        arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
    }
}
