package dev.assay.suites.answer.expression;

import java.io.Serial;

/// Ends a reading at a place that has no meaning; the reader turns it into a [ParseProblem].
final class Unread extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    private final int position;
    private final String expected;
    private final String found;

    Unread(int position, String expected, String found) {
        super(expected, null, false, false);
        this.position = position;
        this.expected = expected;
        this.found = found.length() <= 24 ? found : found.substring(0, 24) + "…";
    }

    ParseProblem problem() {
        return new ParseProblem(position, expected, found.isEmpty() ? "end" : found);
    }
}
