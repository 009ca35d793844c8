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
/// @param library trusted source texts by file name that many programs share, compiled once for all of them; only Java has one
/// @param main the file that is started, of the sources or of the library
/// @param arguments its arguments
/// @param stdin what it reads on standard input
/// @param limits what it may use
/// @param role what it is there for
public record Job(Language language, SortedMap<String, String> sources, SortedMap<String, String> library, String main, List<String> arguments, Bytes stdin,
    Limits limits, Role role) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}");

    public Job {
        if (!library.isEmpty() && language != Language.JAVA) {
            throw new IllegalArgumentException("Only a program in Java has a library.");
        }
        if (!sources.containsKey(main) && !library.containsKey(main)) {
            throw new IllegalArgumentException("The program has no source called " + main + ".");
        }
        sources.keySet().forEach(Job::check);
        library.keySet().forEach(Job::check);
        for (String argument : arguments) {
            if (argument.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("An argument has no zero character.");
            }
        }
        sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
        library = Collections.unmodifiableSortedMap(new TreeMap<>(library));
        arguments = List.copyOf(arguments);
    }

    /// A program without a library.
    public Job(Language language, SortedMap<String, String> sources, String main, List<String> arguments, Bytes stdin, Limits limits, Role role) {
        this(language, sources, Collections.emptySortedMap(), main, arguments, stdin, limits, role);
    }

    private static void check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A source file is named by letters, digits, _, - and ., not " + name + ".");
        }
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

    /// A Java program of a model in one file, whose class `Main` is started.
    ///
    /// @param source its text
    /// @param stdin what it reads
    /// @param limits what it may use
    public static Job java(String source, Bytes stdin, Limits limits) {
        return new Job(Language.JAVA, new TreeMap<>(java.util.Map.of("Main.java", source)), "Main.java", List.of(), stdin, limits, Role.SOLVER);
    }

    /// This program with other limits.
    public Job withLimits(Limits other) {
        return new Job(language, sources, library, main, arguments, stdin, other, role);
    }

    /// The length of all sources in UTF-8.
    public long sourceLength() {
        return sources.values().stream().mapToLong(text -> Bytes.of(text).size()).sum();
    }
}
