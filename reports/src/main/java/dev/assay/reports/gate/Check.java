package dev.assay.reports.gate;

/// One bound of one rule for one task and model.
///
/// @param rule the rule
/// @param bound which of its bounds
/// @param margin the bound's value
/// @param task the task's id; the rule's glob where it met no task
/// @param model the model's name; empty where the rule met no task
public record Check(Rule rule, Bound bound, Margin margin, String task, String model) {

    /// Which bound of a rule.
    public enum Bound {
        MAX_DROP, MAX_INCREASE, MIN, MAX
    }
}
