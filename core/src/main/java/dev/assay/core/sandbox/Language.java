package dev.assay.core.sandbox;

/// What a program is written in.
public enum Language {
    PYTHON, JAVA
}
