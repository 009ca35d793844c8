package dev.assay.runners.model;

/// A part of a file that a person wrote cannot be used: what is wrong with it, and what to do.
final class LineFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    LineFault(String what, String remedy) {
        super(what);
        this.remedy = remedy;
    }

    String what() {
        return String.valueOf(getMessage());
    }

    String remedy() {
        return remedy;
    }
}
