package dev.assay.core.sandbox;

/// What a program is written in.
public enum Language {
    PYTHON("Python"), JAVA("Java");

    private final String title;

    Language(String title) {
        this.title = title;
    }

    /// Its name as people write it.
    public String title() {
        return title;
    }
}
