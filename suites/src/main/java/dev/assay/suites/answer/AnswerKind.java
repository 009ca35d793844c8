package dev.assay.suites.answer;

/// What type of answer is looked for. The search may look at the gold's type, never at its value.
enum AnswerKind {
    /// One number.
    NUMBER,
    /// A text, compared as text.
    TEXT
}
