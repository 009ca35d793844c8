package dev.assay.runners.model;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// The values that must never be kept or shown, and the means to remove them.
///
/// A value is removed as it is and as it looks inside a JSON text. Values shorter than [#SHORTEST] are not known: they would be found in
/// ordinary words. Safe for use by many threads: the list is copied on every change, and only grows.
public final class Secrets {

    /// What stands in the place of a secret.
    public static final String MASK = "***";
    /// The length of the shortest value that is removed, in characters.
    public static final int SHORTEST = 4;

    private final List<String> values = new CopyOnWriteArrayList<>();

    /// No secret yet.
    public Secrets() {
    }

    /// From now on this value is removed from every text; one that is blank or too short is ignored.
    public void add(String value) {
        learn(value.strip());
        learn(value.strip().replace("\\", "\\\\").replace("\"", "\\\""));
    }

    private void learn(String value) {
        if (value.length() >= SHORTEST && !values.contains(value)) {
            values.add(value);
        }
    }

    /// The text with every secret in it replaced by `***`, longer secrets first.
    public String scrub(String text) {
        String clean = text;
        for (String value : values.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
            clean = clean.replace(value, MASK);
        }
        return clean;
    }

    /// The same for a text that may be absent.
    public Optional<String> scrub(Optional<String> text) {
        return text.map(this::scrub);
    }
}
