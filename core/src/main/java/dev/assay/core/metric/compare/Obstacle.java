package dev.assay.core.metric.compare;

/// Why a comparison gives no verdict.
public enum Obstacle {
    /// No sample has a scored epoch of both models.
    NO_SAMPLES,
    /// Some samples are present on one side only: these are different datasets. Never an intersection by silence.
    DIFFERENT_SAMPLES,
    /// More than 2 % of the samples lack a scored epoch on one side.
    TOO_MANY_DROPPED,
    /// With so few independent units no result would be significant.
    TOO_FEW_CLUSTERS
}
