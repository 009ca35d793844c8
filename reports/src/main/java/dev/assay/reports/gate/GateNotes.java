package dev.assay.reports.gate;

import dev.assay.reports.board.Figures;
import dev.assay.reports.gate.BaselineSource.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a reader of a gate's report must know besides the verdicts.
final class GateNotes {

    private GateNotes() {
    }

    static List<String> of(Gate gate, List<TaskResults> candidates, Map<TaskResults, Found> found) {
        List<String> notes = new ArrayList<>();
        if (gate.rules().isEmpty()) {
            notes.add("The gate has no rules, so nothing was judged. Add rules under gate: in assay.yaml.");
        }
        for (TaskResults candidate : candidates) {
            if (found.get(candidate) instanceof Found.Of of) {
                harness(candidate, of.results()).ifPresent(notes::add);
                isolation(candidate, of.results()).ifPresent(notes::add);
                of.blessed().flatMap(blessed -> ratchet(gate, candidate, blessed)).ifPresent(notes::add);
            }
        }
        return notes;
    }

    private static Optional<String> harness(TaskResults candidate, TaskResults baseline) {
        String now = candidate.fingerprint().harness();
        String then = baseline.fingerprint().harness();
        return now.equals(then)
            ? Optional.empty()
            : Optional.of(baseline.source() + " was made by Assay " + then + ", this run by " + now
                + "; that changes no verdict, but look there first should something surprise you.");
    }

    /// Boxes of another kind may end a program otherwise. Where one side had none, the checks say so.
    private static Optional<String> isolation(TaskResults candidate, TaskResults baseline) {
        Fingerprint now = candidate.fingerprint();
        Fingerprint then = baseline.fingerprint();
        return Comparability.isolation(then, now).filter(_ -> !Comparability.isUnboxed(now) && !Comparability.isUnboxed(then))
            .map(mismatch -> candidate.task() + " of " + candidate.model() + ": the isolation of programs is " + mismatch.baseline() + " in "
                + baseline.source() + ", " + mismatch.candidate() + " in this run; a difference may come from that. To compare like with like, run again with"
                + " the same --sandbox.");
    }

    /// Many small drops that were tolerated one by one add up.
    private static Optional<String> ratchet(Gate gate, TaskResults candidate, Baseline.Blessed blessed) {
        Optional<Margin> margin = Ratchet.margin(gate, candidate);
        return blessed.sinceAnchor().filter(change -> margin.filter(m -> change < -m.value()).isPresent())
            .map(change -> candidate.task() + " of " + candidate.model() + ": the baselines have together lost " + GateWords.points(-change)
                + " since the first one, more than the margin of " + margin.map(Margin::text).orElse(Figures.ABSENT)
                + ". Small drops add up; look at the chain before the next is blessed.");
    }
}
