package dev.assay.suites.code.check;

/// How a program is tested.
public sealed interface Tests permits FunctionTests, StdioTests {

    /// A program with the tests as they apply to it.
    ///
    /// @param program the whole text
    /// @param tests what it is tested by
    record Prepared(String program, Tests tests) {
    }

    /// Makes a whole program of what a model wrote.
    ///
    /// @param code what stands in the model's answer
    Prepared prepared(String code);
}
