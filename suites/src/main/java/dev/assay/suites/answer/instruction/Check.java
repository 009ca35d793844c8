package dev.assay.suites.answer.instruction;

/// The rule of one kind of instruction.
@FunctionalInterface
interface Check {

    /// Whether a text that is not blank follows the instruction. Reads its arguments before it looks at the text.
    ///
    /// @throws UnusableArgument if an argument is missing or makes no sense
    boolean holds(String text, Arguments arguments) throws UnusableArgument;
}
