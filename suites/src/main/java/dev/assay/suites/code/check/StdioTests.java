package dev.assay.suites.code.check;

import java.util.List;

/// How a program is tested that reads its input and prints its answer.
///
/// @param cases at least one, and not all with empty output
/// @param rule when an output is right
public record StdioTests(List<Case> cases, OutputRule rule) implements Tests {

    /// One input with what must be printed for it.
    public record Case(String input, String output) {
    }

    public StdioTests {
        cases = List.copyOf(cases);
        if (cases.isEmpty()) {
            throw new IllegalArgumentException("The program has no tests.");
        }
        if (cases.stream().allMatch(test -> PythonSpace.strip(test.output()).isEmpty())) {
            throw new IllegalArgumentException("Every expected output is empty, so that a program that does nothing would pass.");
        }
    }

    @Override
    public Prepared prepared(String code) {
        return new Prepared(code, this);
    }
}
