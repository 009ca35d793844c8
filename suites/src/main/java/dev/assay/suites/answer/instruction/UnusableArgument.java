package dev.assay.suites.answer.instruction;

/// An argument that a check needs is missing or makes no sense.
final class UnusableArgument extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableArgument(String message) {
        super(message, null, false, false);
    }
}
