package dev.assay.suites.code;

import dev.assay.core.sandbox.Language;
import dev.assay.suites.code.check.Checks;
import dev.assay.suites.code.check.Tests;
import dev.assay.suites.generated.Draws;
import dev.assay.suites.generated.Family;
import dev.assay.suites.generated.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Slow functions to be made fast: the answer has to return the same within a budget of processor time.
///
/// | level | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 |
/// |---|---|---|---|---|---|---|---|---|---|---|
/// | slow parts | 1 | 1 | 2 | 2 | 3 | 3 | 4 | 4 | 5 | 5 |
///
/// The budget is ten times what a fast solution takes on the same machine, and at most ten seconds; at least half a second in Python, and one in Java, whose
/// virtual machine has to start. A slow part takes a number of steps in the square of the length, or more: one that is left as it is breaks the budget. In
/// Java a step takes so little that it needs twenty times the length for that, and one such list has to do. Hidden tests check small inputs first.
public final class SpeedUpFunction implements Family {

    private static final int SMALL = 6;

    private final AskedLanguage asked;

    /// The family in Python.
    public SpeedUpFunction() {
        this(Language.PYTHON);
    }

    /// The family in a language.
    ///
    /// @param language what the function is written in
    public SpeedUpFunction(Language language) {
        this.asked = new AskedLanguage(language);
    }

    /// How long the longest input is.
    static int size(Language language) {
        return switch (language) {
            case PYTHON -> 10_000;
            case JAVA -> 200_000;
        };
    }

    private static int large(Language language) {
        return switch (language) {
            case PYTHON -> 2;
            case JAVA -> 1;
        };
    }

    private static Checks.Budget budget(Language language) {
        return new Checks.Budget(10, switch (language) {
            case PYTHON -> Duration.ofMillis(500);
            case JAVA -> Duration.ofSeconds(1);
        }, Duration.ofSeconds(10));
    }

    @Override
    public String taskId() {
        return asked.task("code/speed-up");
    }

    @Override
    public String title() {
        return asked.title("Make a slow function fast");
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Question question(int level, Draws draws) {
        int size = size(asked.language());
        List<Integer> kinds = draws.pick((level + 1) / 2, IntStream.range(0, SlowFunction.KINDS).boxed().toList());
        List<SlowFunction> parts = kinds.stream().map(kind -> SlowFunction.drawn(kind, size, draws)).toList();
        Tests tests = tests(parts, inputs(large(asked.language()), size, draws));
        Checks checks = new Checks(tests, Optional.of(budget(asked.language())), Optional.of(fast(parts)));
        return Question.of(prompt(parts, size), asked.target(checks), Map.of("parts", Integer.toString(parts.size())));
    }

    private String prompt(List<SlowFunction> parts, int size) {
        String purposes = IntStream.range(0, parts.size()).mapToObj(i -> (i + 1) + ". " + parts.get(i).purpose() + "\n").collect(Collectors.joining());
        return opening() + " of whole numbers from 0 to " + (SlowFunction.RANGE - 1) + " and returns " + list() + " of " + parts.size()
            + (parts.size() == 1 ? " value" : " values") + ":\n\n" + purposes + "\nIt is right, but slow:\n\n" + asked.fenced(slow(parts)) + "\n"
            + wish(size) + "Use the standard library alone.\n\nThink as long as you need. " + asked.request("whole");
    }

    private String opening() {
        return switch (asked.language()) {
            case PYTHON -> "This Python 3 function takes a list";
            case JAVA -> "The method solve of this Java class takes an array";
        };
    }

    private String list() {
        return switch (asked.language()) {
            case PYTHON -> "a list";
            case JAVA -> "an array";
        };
    }

    private String wish(int size) {
        return switch (asked.language()) {
            case PYTHON -> "Write a function solve(numbers) that returns the same and is fast enough for lists of " + size
                + " numbers: all tests together have half a second of processor time, or ten times what a fast solution takes. ";
            case JAVA -> "Write a class Solution with a method `" + SlowInJava.HEAD + "` that returns the same and is fast enough for arrays of " + size
                + " numbers: all tests together have one second of processor time, or ten times what a fast solution takes. ";
        };
    }

    private String slow(List<SlowFunction> parts) {
        return switch (asked.language()) {
            case PYTHON -> SlowInPython.program(parts.stream().map(SlowInPython::slow).toList());
            case JAVA -> SlowInJava.program(parts.stream().map(SlowInJava::slow).toList());
        };
    }

    private String fast(List<SlowFunction> parts) {
        return switch (asked.language()) {
            case PYTHON -> SlowInPython.program(parts.stream().map(SlowInPython::fast).toList());
            case JAVA -> SlowInJava.program(parts.stream().map(SlowInJava::fast).toList());
        };
    }

    private Tests tests(List<SlowFunction> parts, List<SlowFunction.Input> inputs) {
        return switch (asked.language()) {
            case PYTHON -> SlowInPython.tests(parts, inputs);
            case JAVA -> SlowInJava.tests(parts, inputs);
        };
    }

    /// Inputs in the order in which they are tried; the empty one comes before all of them.
    private static List<SlowFunction.Input> inputs(int large, int size, Draws draws) {
        List<SlowFunction.Input> inputs = new ArrayList<>();
        for (int i = 0; i < SMALL + large; i++) {
            inputs.add(new SlowFunction.Input(draws.between(1, 1_000_000), i < SMALL ? 1 + i * i * 20 : size));
        }
        return inputs;
    }
}
