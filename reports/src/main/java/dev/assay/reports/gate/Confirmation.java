package dev.assay.reports.gate;

import dev.assay.core.metric.compare.Multiplicity;
import dev.assay.reports.gate.Rule.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Joins a report that failed with that of a second sample of the candidate.
final class Confirmation {

    private Confirmation() {
    }

    static GateReport of(GateReport first, GateReport second) {
        Map<Check, CheckResult> again = new HashMap<>();
        second.checks().forEach(result -> again.put(result.check(), result));
        Map<Check, Double> adjusted = new HashMap<>();
        for (Level level : Level.values()) {
            adjusted.putAll(adjusted(first, again, level));
        }
        List<CheckResult> checks = first.checks().stream()
            .map(result -> failed(result) ? joined(first.gate(), result, Optional.ofNullable(again.get(result.check())), adjusted) : result).toList();
        List<String> notes = new ArrayList<>(first.notes());
        notes.add("Failures were asked again, and stand only where a second sample fails too.");
        return new GateReport(first.gate(), first.run(), checks, first.pairs(), first.seed(), notes);
    }

    private static boolean failed(CheckResult result) {
        return result.verdict() == Verdict.FAIL && result.statistical();
    }

    /// Holm over the checks of a level that failed at first and were tested again.
    private static Map<Check, Double> adjusted(GateReport first, Map<Check, CheckResult> again, Level level) {
        List<CheckResult> family = first.checks().stream().filter(result -> failed(result) && result.check().rule().level() == level)
            .flatMap(result -> Optional.ofNullable(again.get(result.check())).stream()).filter(CheckResult::statistical).toList();
        List<Double> p = Multiplicity.holm(family.stream().map(result -> result.failP().orElseThrow()).toList());
        Map<Check, Double> adjusted = new HashMap<>();
        for (int i = 0; i < family.size(); i++) {
            adjusted.put(family.get(i).check(), p.get(i));
        }
        return adjusted;
    }

    private static CheckResult joined(Gate gate, CheckResult first, Optional<CheckResult> second, Map<Check, Double> adjusted) {
        Optional<Double> p = Optional.ofNullable(adjusted.get(first.check()));
        boolean worse = p.filter(value -> value <= gate.alpha()).isPresent();
        boolean kept = second.flatMap(CheckResult::tested).filter(tested -> tested.passP() <= gate.alpha()).isPresent();
        if (worse && !kept) {
            return first.withVerdict(Verdict.FAIL, first.sentence() + " A second sample confirms it (" + GateWords.p(p.get()) + ").");
        }
        String why = p.map(value -> "a second sample does not show it (" + GateWords.p(value) + ")")
            .orElse("a second sample could not be judged" + second.map(result -> " (" + result.verdict() + ")").orElse(""));
        return first.withVerdict(Verdict.INCONCLUSIVE, GateWords.who(first.check()) + ": not confirmed: the first sample failed, but " + why
            + ". Add samples or epochs to decide.");
    }
}
