package dev.assay.suites.answer;

/// What type of answer is looked for. The search may look at the gold's type, never at its value.
enum AnswerKind {
    /// One value without names: a number in any form, such as a root or a fraction.
    SCALAR,
    /// Any other formula: an expression with names, a set, an interval, a matrix.
    EXPRESSION,
    /// A text, compared as text.
    TEXT;

    /// Whether a bare number in prose may be the answer.
    boolean takesNumbers() {
        return switch (this) {
            case SCALAR -> true;
            case EXPRESSION, TEXT -> false;
        };
    }

    /// Whether only what can be read counts, and not any words.
    boolean isMathematical() {
        return switch (this) {
            case SCALAR, EXPRESSION -> true;
            case TEXT -> false;
        };
    }
}
