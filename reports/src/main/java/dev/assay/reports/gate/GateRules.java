package dev.assay.reports.gate;

import java.util.List;

/// What is wrong with the rules of a gate, in the light of what a run asks.
public final class GateRules {

    private GateRules() {
    }

    /// Every problem in a sentence, with the place of its rule before it; empty if there is none.
    ///
    /// @param gate the rules
    /// @param candidates what the run asks; without any, only what the rules alone tell is found
    public static List<String> problems(Gate gate, List<TaskResults> candidates) {
        return List.of();
    }
}
