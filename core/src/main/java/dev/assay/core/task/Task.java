package dev.assay.core.task;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.solver.Solver;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A dataset, how it is asked, and how the answers are judged.
///
/// @param id `category/name`, such as `math/gsm8k`; lower-case letters, digits, dots and hyphens
/// @param version rises with any change to questions or prompts
/// @param dataset what is asked
/// @param solver how it is asked
/// @param scorers who judges, each from the same generation; the first one's verdict is the task's score
/// @param epochs how often each sample is asked unless the run says otherwise
public record Task(String id, String version, Dataset dataset, Solver solver, List<Scorer> scorers, int epochs) {

    public Task {
        if (!id.matches("[a-z][a-z0-9.-]*/[a-z0-9][a-z0-9.-]*")) {
            throw new IllegalArgumentException("A task is named category/name, such as math/gsm8k; \"" + id + "\" is not.");
        }
        scorers = List.copyOf(scorers);
        if (scorers.isEmpty()) {
            throw new IllegalArgumentException("Task " + id + " has no scorer.");
        }
        Set<ScorerRef> refs = new HashSet<>();
        for (Scorer scorer : scorers) {
            if (!refs.add(scorer.ref())) {
                throw new IllegalArgumentException("Task " + id + " names scorer " + scorer.ref() + " twice.");
            }
        }
        if (epochs < 1) {
            throw new IllegalArgumentException("Task " + id + " asks each sample " + epochs + " times.");
        }
    }

    /// The part before the slash: `math`, `code` or `reasoning`.
    public String category() {
        return id.substring(0, id.indexOf('/'));
    }

    /// The scorer whose verdict is the task's score.
    public Scorer primaryScorer() {
        return scorers.getFirst();
    }

    /// The same task over other samples of its dataset.
    public Task withDataset(Dataset other) {
        return new Task(id, version, other, solver, scorers, epochs);
    }
}
