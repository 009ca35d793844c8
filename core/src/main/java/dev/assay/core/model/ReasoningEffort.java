package dev.assay.core.model;

/// How hard a model is asked to think; mapped to each provider's own words.
public enum ReasoningEffort {
    NONE, MINIMAL, LOW, MEDIUM, HIGH, XHIGH, MAX
}
