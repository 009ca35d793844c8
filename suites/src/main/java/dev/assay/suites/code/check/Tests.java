package dev.assay.suites.code.check;

import java.util.Optional;

/// How a program is tested.
public sealed interface Tests permits FunctionTests, MethodTests, PredictionTests, StdioTests {

    /// A program with the tests as they apply to it.
    ///
    /// @param program the whole text
    /// @param tests what it is tested by
    record Prepared(String program, Tests tests) {
    }

    /// Finds in an answer what is to be tested.
    ///
    /// @param language in lower case, such as `python`
    default Optional<AnswerCode> find(String answer, String language) {
        return AnswerCode.find(answer, language);
    }

    /// Makes a whole program of what a model wrote.
    ///
    /// @param code what stands in the model's answer
    Prepared prepared(String code);
}
