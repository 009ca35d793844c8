package dev.assay.reports.gate;

import dev.assay.reports.gate.Gate.OnInconclusive;
import dev.assay.reports.gate.Gate.WarnOrFail;
import dev.assay.reports.gate.Rule.Level;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What became of a run at the gate.
///
/// @param gate the rules and what happens where nothing can be said
/// @param run where the candidate stands
/// @param checks every check, in the order of the rules, then of tasks and models
/// @param pairs what was compared with what, by `task@model`
/// @param seed the root of what is drawn at random
/// @param notes what a reader must know besides, such as a drop since the first baseline
public record GateReport(Gate gate, String run, List<CheckResult> checks, SortedMap<String, Compared> pairs, long seed, List<String> notes) {

    public GateReport {
        checks = List.copyOf(checks);
        pairs = Collections.unmodifiableSortedMap(new TreeMap<>(pairs));
        notes = List.copyOf(notes);
    }

    /// What was compared with what.
    ///
    /// @param candidate where the candidate stands
    /// @param candidateFingerprint what was asked there
    /// @param baseline where the baseline stands, or where it was looked for
    /// @param baselineFingerprint what was asked there; absent without a baseline
    public record Compared(String candidate, Fingerprint candidateFingerprint, String baseline, Optional<Fingerprint> baselineFingerprint) {
    }

    /// What the shell is told; the later goes before the earlier.
    public enum Exit {
        /// 0: kept, or nothing that the configuration calls a failure.
        KEPT,
        /// 101: inconclusive, where that fails.
        INCONCLUSIVE,
        /// 102: incomparable or missing, where that fails.
        UNJUDGED,
        /// 100: a rule is broken.
        FAILED
    }

    /// The worst verdict of the rules that decide; MISSING if none does.
    public Verdict verdict() {
        return deciding().map(CheckResult::verdict).reduce(Verdict::worse).orElse(Verdict.MISSING);
    }

    /// What the shell is told: of several, the one that stands last in [Exit].
    public Exit exit() {
        return deciding().map(this::exit).max(Comparator.naturalOrder()).orElse(Exit.UNJUDGED);
    }

    private Stream<CheckResult> deciding() {
        return checks.stream().filter(result -> result.check().rule().level() == Level.FAIL);
    }

    /// What the shell would be told of this check alone, whatever its level.
    public Exit exit(CheckResult result) {
        return switch (result.verdict()) {
            case PASS, TOLERATED -> Exit.KEPT;
            case FAIL -> Exit.FAILED;
            case INCOMPARABLE -> gate.onIncomparable() == WarnOrFail.FAIL ? Exit.UNJUDGED : Exit.KEPT;
            case MISSING -> missing(result) == WarnOrFail.FAIL ? Exit.UNJUDGED : Exit.KEPT;
            case INCONCLUSIVE -> gate.onInconclusive() == OnInconclusive.FAIL ? Exit.INCONCLUSIVE : Exit.KEPT;
        };
    }

    private WarnOrFail missing(CheckResult result) {
        return switch (result.missing().orElseThrow()) {
            case BASELINE -> gate.onMissingBaseline();
            case RESULTS -> gate.onMissingResults();
        };
    }
}
