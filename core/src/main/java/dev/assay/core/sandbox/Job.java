package dev.assay.core.sandbox;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// One program that nobody has read, with its input and limits.
///
/// @param language what it is written in
/// @param sources its source texts by file name; names are letters, digits, `_`, `-` and `.`, and do not begin with a point
/// @param main the file that is started
/// @param arguments its arguments
/// @param stdin what it reads on standard input
/// @param limits what it may use
/// @param role what it is there for
public record Job(Language language, SortedMap<String, String> sources, String main, List<String> arguments, Bytes stdin, Limits limits, Role role) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}");

    public Job {
        if (!sources.containsKey(main)) {
            throw new IllegalArgumentException("The program has no source called " + main + ".");
        }
        for (String name : sources.keySet()) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("A source file is named by letters, digits, _, - and ., not " + name + ".");
            }
        }
        for (String argument : arguments) {
            if (argument.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("An argument has no zero character.");
            }
        }
        sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
        arguments = List.copyOf(arguments);
    }

    /// A Python program of a model, with the usual limits.
    ///
    /// @param source its text
    /// @param stdin what it reads
    public static Job python(String source, Bytes stdin) {
        return python(source, stdin, Limits.PYTHON, Role.SOLVER);
    }

    /// A Python program in one file.
    ///
    /// @param source its text
    /// @param stdin what it reads
    /// @param limits what it may use
    /// @param role what it is there for
    public static Job python(String source, Bytes stdin, Limits limits, Role role) {
        return new Job(Language.PYTHON, new TreeMap<>(java.util.Map.of("main.py", source)), "main.py", List.of(), stdin, limits, role);
    }

    /// This program with other limits.
    public Job withLimits(Limits other) {
        return new Job(language, sources, main, arguments, stdin, other, role);
    }

    /// The length of all sources in UTF-8.
    public long sourceLength() {
        return sources.values().stream().mapToLong(text -> Bytes.of(text).size()).sum();
    }
}
