package dev.assay.core.scorer;

/// Which scorer gave a verdict: `name/version`.
///
/// @param name lower-case letters, digits, dots and hyphens
/// @param version rises with any change that can flip a verdict
public record ScorerRef(String name, String version) implements Comparable<ScorerRef> {

    public ScorerRef {
        if (!name.matches("[a-z][a-z0-9.-]*") || !version.matches("[0-9A-Za-z.-]+")) {
            throw new IllegalArgumentException("A scorer is named name/version, such as expression/1.0; \"" + name + "/" + version + "\" is not.");
        }
    }

    /// Reads `name/version`.
    ///
    /// @throws IllegalArgumentException if the text is not of that form
    public static ScorerRef parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("A scorer is named name/version, such as expression/1.0; \"" + text + "\" is not.");
        }
        return new ScorerRef(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(ScorerRef other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return name + "/" + version;
    }
}
