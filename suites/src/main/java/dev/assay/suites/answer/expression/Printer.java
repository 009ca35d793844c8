package dev.assay.suites.answer.expression;

/// Writes a tree as a text that reads back to the same tree.
final class Printer {

    private Printer() {
    }

    static String print(Answer answer) {
        return answer.toString();
    }
}
