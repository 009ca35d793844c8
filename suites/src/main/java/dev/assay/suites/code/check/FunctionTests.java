package dev.assay.suites.code.check;

import java.util.List;
import java.util.stream.Collectors;

/// How a function is tested that a program defines.
///
/// The tests and what they need run in the checker's box alone. There the function's name, and the name `candidate`, mean a stand-in that asks
/// the solver's box; the tests fail by raising.
///
/// @param entry the function's name; where the program defines a class `Solution` instead, its method of that name
/// @param preamble source that runs before the program in the solver's box, such as the prompt with its imports
/// @param support source that runs before the tests in the checker's box, such as functions that the prompt defines
/// @param tests source that calls the function and raises if an answer is wrong
public record FunctionTests(String entry, String preamble, String support, String tests) implements Tests {

    public FunctionTests {
        if (!entry.matches("[A-Za-z_][A-Za-z0-9_]{0,199}")) {
            throw new IllegalArgumentException("A function is named by an identifier, not \"" + entry + "\".");
        }
        if (tests.isBlank()) {
            throw new IllegalArgumentException("The function " + entry + " has no tests.");
        }
    }

    /// Tests that need nothing but themselves.
    public static FunctionTests of(String entry, String tests) {
        return new FunctionTests(entry, "", "", tests);
    }

    @Override
    public Prepared prepared(String code) {
        if (!open() || defines(code)) {
            return new Prepared(code, this);
        }
        return new Prepared(preamble.stripTrailing() + "\n" + body(code) + "\n", new FunctionTests(entry, "", support, tests));
    }

    /// Whether the preamble ends inside a function, so that code may go on from there.
    private boolean open() {
        return preamble.lines().filter(line -> !line.isBlank()).reduce((_, last) -> last).filter(line -> PythonSpace.is(line.charAt(0))).isPresent();
    }

    /// Whether the code defines the function itself, so that it is no continuation of the preamble.
    private boolean defines(String code) {
        List<String> starts = List.of("def " + entry + "(", "def " + entry + " ", "async def " + entry, "class Solution", entry + " =", entry + "=");
        return code.lines().anyMatch(line -> starts.stream().anyMatch(line::startsWith));
    }

    /// The code as the inside of a function, indented as the preamble ends.
    private String body(String code) {
        String inside = indent(preamble.lines().filter(line -> !line.isBlank()).reduce((_, last) -> last).orElse(""));
        List<String> lines = code.lines().toList();
        List<String> written = lines.stream().filter(line -> !line.isBlank()).toList();
        if (written.isEmpty() || indent(written.getFirst()).equals(inside)) {
            return code;
        }
        if (onlyFirstLost(written)) {
            return inside + PythonSpace.strip(code);
        }
        String common = written.stream().map(FunctionTests::indent).reduce(FunctionTests::shared).orElse("");
        return lines.stream().map(line -> line.isBlank() ? "" : inside + line.substring(common.length())).collect(Collectors.joining("\n"));
    }

    /// Whether the first line alone has no indent, as when white space round an answer was taken off.
    private static boolean onlyFirstLost(List<String> written) {
        return written.size() > 1 && indent(written.getFirst()).isEmpty() && !written.getFirst().stripTrailing().endsWith(":")
            && written.stream().skip(1).noneMatch(line -> indent(line).isEmpty());
    }

    private static String indent(String line) {
        int end = 0;
        while (end < line.length() && (line.charAt(end) == ' ' || line.charAt(end) == '\t')) {
            end++;
        }
        return line.substring(0, end);
    }

    private static String shared(String a, String b) {
        int mismatch = 0;
        while (mismatch < Math.min(a.length(), b.length()) && a.charAt(mismatch) == b.charAt(mismatch)) {
            mismatch++;
        }
        return a.substring(0, mismatch);
    }
}
