package dev.assay.cli;

/// One setting, with where its value came from: a line of `assay plan --explain`.
///
/// @param name the setting's name, as `assay.yaml` spells it
/// @param value the value in words
/// @param origin which of the five sources decided
/// @param where the source itself: `--limit`, `-Dassay.limit`, `ASSAY_LIMIT`, `assay.yaml:9:15` or `default`
public record Explained(String name, String value, Origin origin, String where) {

    /// The sources of a value, the strongest first.
    public enum Origin {
        OPTION, PROPERTY, ENVIRONMENT, FILE, DEFAULT
    }
}
