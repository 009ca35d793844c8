package dev.assay.suites.code.check;

import java.util.List;

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
        if (preamble.isBlank() || defines(code)) {
            return new Prepared(code, this);
        }
        return new Prepared(preamble.stripTrailing() + "\n" + body(code) + "\n", new FunctionTests(entry, "", support, tests));
    }

    /// Whether the code defines the function itself, so that it is no continuation of the preamble.
    private boolean defines(String code) {
        List<String> starts = List.of("def " + entry + "(", "def " + entry + " ", "async def " + entry, "class Solution", entry + " =", entry + "=");
        return code.lines().anyMatch(line -> starts.stream().anyMatch(line::startsWith));
    }

    /// The code as the inside of a function.
    private static String body(String code) {
        boolean inside = code.lines().filter(line -> !line.isBlank()).findFirst().filter(line -> PythonSpace.is(line.charAt(0))).isPresent();
        return inside ? code : code.indent(4);
    }
}
