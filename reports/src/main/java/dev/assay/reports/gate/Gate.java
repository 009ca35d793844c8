package dev.assay.reports.gate;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What must hold, and what happens where nothing can be said.
///
/// @param baseline where the baselines stand: a path with `{suite}` and `{model}`, `run:<id>`, or `git:<ref>:<path>`
/// @param alpha the error rate of each side of every test, strictly between 0 and 1
/// @param sequential whether to stop asking as soon as the answer is known
/// @param confirm how often a failure is asked again: 0 or 1
/// @param varies what may differ from the baseline
/// @param onInconclusive what happens when the data decide nothing
/// @param onIncomparable what happens when the runs cannot be compared
/// @param onMissingBaseline what happens without a baseline
/// @param onMissingResults what happens when a rule matches nothing, or what it matched did not run
/// @param junitItems whether each sample becomes a test case
/// @param rules what must hold
public record Gate(String baseline, double alpha, boolean sequential, int confirm, Set<Varying> varies, OnInconclusive onInconclusive,
    WarnOrFail onIncomparable, WarnOrFail onMissingBaseline, WarnOrFail onMissingResults, boolean junitItems, List<Rule> rules) {

    /// Where baselines stand, where nobody says otherwise.
    public static final String DEFAULT_BASELINE = "baselines/{suite}/{model}.json";
    /// The error rate, where nobody says otherwise.
    public static final double DEFAULT_ALPHA = 0.05;

    /// What may differ between a run and its baseline.
    public enum Varying {
        MODEL, PROMPT, SAMPLING
    }

    /// What happens when the data decide nothing.
    public enum OnInconclusive {
        PASS, WARN, FAIL, EXTEND
    }

    /// What happens when no judgement is possible.
    public enum WarnOrFail {
        WARN, FAIL
    }

    public Gate {
        varies = Set.copyOf(varies);
        rules = List.copyOf(rules);
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("The error rate of a gate lies strictly between 0 and 1, not at " + alpha + ".");
        }
        if (confirm < 0 || confirm > 1) {
            throw new IllegalArgumentException("A failure is asked again once or not at all, not " + confirm + " times.");
        }
    }

    /// A gate that says nothing but its rules.
    public static Gate of(List<Rule> rules) {
        return new Gate(DEFAULT_BASELINE, DEFAULT_ALPHA, false, 0, EnumSet.of(Varying.MODEL), OnInconclusive.WARN, WarnOrFail.FAIL, WarnOrFail.WARN,
            WarnOrFail.FAIL, false, rules);
    }
}
