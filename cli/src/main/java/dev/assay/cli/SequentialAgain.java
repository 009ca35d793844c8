package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.reports.gate.BaselineSource;
import dev.assay.reports.gate.Gate;
import dev.assay.reports.gate.SequentialCourse;
import dev.assay.reports.gate.SequentialFamily;
import dev.assay.reports.gate.SequentialState;
import dev.assay.reports.gate.SequentialTerms;
import dev.assay.reports.gate.TaskResults;
import java.util.List;
import java.util.Optional;

/// What a finished run's log says of its bets, once more: which tasks were asked as far as they were wanted, and whether what was kept agrees.
///
/// @param terms what was fixed before the first call
/// @param open the results of tasks that lack something that was wanted
/// @param notes what a reader should know, such as a state that disagrees with the log
record SequentialAgain(SequentialTerms terms, List<TaskResults> open, List<String> notes) {

    SequentialAgain {
        open = List.copyOf(open);
        notes = List.copyOf(notes);
    }

    static SequentialAgain of(Gate gate, RunLog log, List<TaskResults> candidates, BaselineSource baselines) {
        long seed = log.header().spec().seed();
        if (!gate.sequential()) {
            return new SequentialAgain(SequentialTerms.of(gate, seed), candidates.stream().filter(results -> !results.complete()).toList(), List.of());
        }
        Optional<SequentialState> kept = SequentialFile.read(log.directory());
        SequentialTerms terms = kept.map(state -> state.terms(gate.alpha())).orElseGet(() -> SequentialTerms.of(gate, seed));
        SequentialFamily family = SequentialFamily.replayed(gate, candidates, baselines, terms);
        List<TaskResults> open = candidates.stream().filter(results -> !results.complete() && !finished(family, results)).toList();
        List<String> notes = kept.map(state -> state.disagreements(family.state()).stream()
            .map(what -> log.directory().resolve(SequentialFile.NAME) + "  disagrees with the log, so the log counts: " + what
                + ".  The rules, the baseline or the scores were changed since the run.")
            .toList()).orElse(List.of());
        return new SequentialAgain(terms, open, notes);
    }

    private static boolean finished(SequentialFamily family, TaskResults results) {
        return results.recorded() > 0 && family.course(results.task(), results.model()).filter(SequentialCourse::finished).isPresent();
    }
}
