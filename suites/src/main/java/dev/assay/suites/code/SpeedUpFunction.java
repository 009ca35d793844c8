package dev.assay.suites.code;

import dev.assay.core.dataset.Target;
import dev.assay.suites.code.check.Checks;
import dev.assay.suites.code.check.FunctionTests;
import dev.assay.suites.generated.Draws;
import dev.assay.suites.generated.Family;
import dev.assay.suites.generated.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Slow functions to be made fast: the answer has to return the same within a budget of processor time.
///
/// | level | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 |
/// |---|---|---|---|---|---|---|---|---|---|---|
/// | slow parts | 1 | 1 | 2 | 2 | 3 | 3 | 4 | 4 | 5 | 5 |
///
/// The budget is ten times what a fast solution takes on the same machine, at least half a second and at most ten. A slow part takes a number of steps
/// in the square of the length, or more: one that is left as it is breaks the budget. Hidden tests check small inputs first.
public final class SpeedUpFunction implements Family {

    /// How long the longest input is.
    static final int SIZE = 10_000;

    private static final Checks.Budget BUDGET = new Checks.Budget(10, Duration.ofMillis(500), Duration.ofSeconds(10));
    private static final int SMALL = 6;
    private static final int LARGE = 2;

    /// A family without state.
    public SpeedUpFunction() {
    }

    @Override
    public String taskId() {
        return "code/speed-up";
    }

    @Override
    public String title() {
        return "Make a slow function fast";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Question question(int level, Draws draws) {
        List<Integer> kinds = draws.pick((level + 1) / 2, IntStream.range(0, SlowFunction.KINDS).boxed().toList());
        List<SlowFunction> parts = kinds.stream().map(kind -> SlowFunction.drawn(kind, SIZE, draws)).toList();
        String purposes = IntStream.range(0, parts.size()).mapToObj(i -> (i + 1) + ". " + parts.get(i).purpose() + "\n").collect(Collectors.joining());
        String prompt = "This Python 3 function takes a list of whole numbers from 0 to " + (SlowFunction.RANGE - 1) + " and returns a list of " + parts.size()
            + (parts.size() == 1 ? " value" : " values") + ":\n\n" + purposes + "\nIt is right, but slow:\n\n```python\n" + joined(parts, SlowFunction::slow)
            + "```\n\nWrite a function solve(numbers) that returns the same and is fast enough for lists of " + SIZE
            + " numbers: all tests together have half a second of processor time, or ten times what a fast solution takes. Use the standard library alone.\n\n"
            + "Think as long as you need. Then give the whole function in one code block that begins with ```python.";
        FunctionTests tests = FunctionTests.of("solve", tests(parts, draws));
        Checks checks = new Checks(tests, Optional.of(BUDGET), Optional.of(joined(parts, SlowFunction::fast)));
        return Question.of(prompt, new Target.Program("python", checks.text()), Map.of("parts", Integer.toString(parts.size())));
    }

    /// One program of all parts.
    private static String joined(List<SlowFunction> parts, Function<SlowFunction, String> source) {
        StringBuilder program = new StringBuilder();
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            String name = "part" + (i + 1) + "(";
            program.append(source.apply(parts.get(i)).replace("solve(", name)).append('\n');
            calls.add(name + "numbers)");
        }
        return program + "def solve(numbers):\n    return [" + String.join(", ", calls) + "]\n";
    }

    private static String tests(List<SlowFunction> parts, Draws draws) {
        StringBuilder tests = new StringBuilder(SlowFunction.generator()).append("assert solve([]) == ").append(values(parts, new int[0])).append('\n');
        for (int i = 0; i < SMALL + LARGE; i++) {
            int count = i < SMALL ? 1 + i * i * 20 : SIZE;
            int seed = draws.between(1, 1_000_000);
            tests.append("assert solve(numbers(").append(seed).append(", ").append(count).append(")) == ")
                .append(values(parts, SlowFunction.numbers(seed, count))).append('\n');
        }
        return tests.toString();
    }

    private static String values(List<SlowFunction> parts, int[] numbers) {
        return Arrays.toString(parts.stream().mapToLong(part -> part.value().of(numbers)).toArray());
    }
}
