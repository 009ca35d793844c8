package dev.assay.reports.gate;

import dev.assay.core.metric.Seed;

/// What a check is about.
///
/// @param gate the rules it belongs to
/// @param run where the candidate stands, as people name it
/// @param check which check
/// @param metric what it measures
/// @param candidate the results that are judged
/// @param found the baseline, or that there is none
/// @param allowedErrors the error rate that the rules allow
/// @param seed for sign patterns that cannot all be counted
record GateMatter(Gate gate, String run, Check check, GateMetric metric, TaskResults candidate, BaselineSource.Found found, Margin allowedErrors,
    Seed seed) {
}
