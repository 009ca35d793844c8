package dev.assay.suites.answer.instruction;

/// Whether an answer follows an instruction.
public sealed interface Following {

    /// It does.
    record Held() implements Following {
    }

    /// It does not.
    record Broken() implements Following {
    }

    /// The instruction cannot be checked, which is no fault of the answer.
    ///
    /// @param why the reason in a sentence
    record Undecided(String why) implements Following {
    }
}
