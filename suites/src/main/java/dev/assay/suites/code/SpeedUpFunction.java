package dev.assay.suites.code;

import dev.assay.core.dataset.Target;
import dev.assay.suites.code.check.Checks;
import dev.assay.suites.code.check.FunctionTests;
import dev.assay.suites.generated.Draws;
import dev.assay.suites.generated.Family;
import dev.assay.suites.generated.Question;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Slow functions to be made fast: the answer has to return the same within a budget of processor time.
///
/// | level | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 |
/// |---|---|---|---|---|---|---|---|---|---|---|
/// | longest input, thousands | 8 | 10 | 12 | 14 | 16 | 18 | 20 | 24 | 28 | 32 |
///
/// The budget is ten times what a fast function takes on the same machine, at least half a second and at most ten. The slow one has a number of
/// steps in the square of the length, or worse: from level 1 on it takes several times the budget. Hidden tests check small inputs first.
public final class SpeedUpFunction implements Family {

    private static final List<Integer> THOUSANDS = List.of(8, 10, 12, 14, 16, 18, 20, 24, 28, 32);
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
        int size = THOUSANDS.get(level - 1) * 1000;
        SlowFunction function = SlowFunction.drawn(size, draws);
        String prompt = "This Python 3 function takes a list of whole numbers from 0 to 1000000 and returns " + function.purpose() + ". It is right, but slow:\n\n```python\n"
            + function.slow() + "```\n\nWrite a function solve(numbers) that returns the same and is fast enough for lists of " + size
            + " numbers: all tests together have about half a second of processor time. Use the standard library alone.\n\n"
            + "Think as long as you need. Then give the whole function in one code block that begins with ```python.";
        FunctionTests tests = FunctionTests.of("solve", tests(function, draws));
        Checks checks = new Checks(tests, Optional.of(BUDGET), Optional.of(function.fast()));
        return Question.of(prompt, new Target.Program("python", checks.text()), Map.of("size", Integer.toString(size)));
    }

    private static String tests(SlowFunction function, Draws draws) {
        StringBuilder tests = new StringBuilder(function.generator()).append("assert solve([]) == ").append(function.value().of(new long[0])).append('\n');
        for (int i = 0; i < SMALL + LARGE; i++) {
            int count = i < SMALL ? 1 + i * i * 20 : function.size();
            int seed = draws.between(1, 1_000_000);
            tests.append("assert solve(numbers(").append(seed).append(", ").append(count).append(")) == ")
                .append(function.value().of(SlowFunction.numbers(seed, count, function.kind()))).append('\n');
        }
        return tests.toString();
    }
}
