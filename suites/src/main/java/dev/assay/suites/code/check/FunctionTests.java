package dev.assay.suites.code.check;

import java.time.Duration;
import java.util.Optional;

/// How a function is tested that a program defines.
///
/// The tests and what they need run in the checker's box alone. There the function's name, and the name `candidate`, mean a stand-in that asks
/// the solver's box; the tests fail by raising.
///
/// @param entry the function's name; where the program defines a class `Solution` instead, its method of that name
/// @param preamble source that runs before the program in the solver's box, such as the prompt with its imports
/// @param support source that runs before the tests in the checker's box, such as functions that the prompt defines
/// @param tests source that calls the function and raises if an answer is wrong
/// @param cpu the processor time that all calls together may take, where the task gives one
public record FunctionTests(String entry, String preamble, String support, String tests, Optional<Duration> cpu) {

    public FunctionTests {
        if (!entry.matches("[A-Za-z_][A-Za-z0-9_]{0,199}")) {
            throw new IllegalArgumentException("A function is named by an identifier, not \"" + entry + "\".");
        }
        if (tests.isBlank()) {
            throw new IllegalArgumentException("The function " + entry + " has no tests.");
        }
    }
}
