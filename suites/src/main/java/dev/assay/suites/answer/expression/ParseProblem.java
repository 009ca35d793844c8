package dev.assay.suites.answer.expression;

/// Says why a text is no answer that can be read: where, what was expected there, and what stands there.
///
/// @param position offset in the normalised text, 0 to its length
/// @param expected what would have been read, such as `a closing brace`
/// @param found what stands there, shortened; `end` at the end
public record ParseProblem(int position, String expected, String found) implements Reading {

    /// One sentence for a reader.
    public String sentence() {
        return "Expected " + expected + " at " + position + ", found " + found + ".";
    }
}
