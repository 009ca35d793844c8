package dev.assay.suites.code;

import java.io.Serial;

/// A generated program that cannot be asked about: it fails, runs too long, or leaves the range of numbers that fit the question.
final class PythonHalt extends IllegalStateException {

    @Serial
    private static final long serialVersionUID = 1L;

    PythonHalt(String why) {
        super(why);
    }
}
