package dev.assay.runners.model;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The values that must never be kept or shown, and the means to remove them.
///
/// Safe for use by many threads: the list is copied on every change, and only grows.
public final class Secrets {

    private static final String MASK = "***";

    private final List<String> values = new CopyOnWriteArrayList<>();

    /// No secret yet.
    public Secrets() {
    }

    /// From now on this value is removed from every text; a blank one is ignored.
    public void add(String value) {
        if (!value.isBlank() && !values.contains(value)) {
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
}
