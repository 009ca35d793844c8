package dev.assay.runners.model;

import dev.assay.core.model.ModelRef;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.run.Provenance;
import dev.assay.core.scorer.ScorerRef;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Answers that were given elsewhere, with where they come from.
///
/// @param origin the file: its format, name and digest
/// @param task what its log calls the task; empty if it has no name for it
/// @param model who answered, if the file says so
/// @param profile how a text without thought tags is to be read, settled by one pass over the whole file
/// @param answers in the order of the file; no two of the same sample and epoch
/// @param questions what was asked, as far as the log carries it; one for each sample at most
public record Recording(Provenance.Origin origin, String task, Optional<ModelRef> model, ReasoningProfile profile, List<RecordedAnswer> answers,
    List<RecordedQuestion> questions) {

    public Recording {
        answers = List.copyOf(answers);
        questions = List.copyOf(questions);
    }

    /// Answers to questions that the log does not carry.
    public Recording(Provenance.Origin origin, Optional<ModelRef> model, ReasoningProfile profile, List<RecordedAnswer> answers) {
        this(origin, "", model, profile, answers, List.of());
    }

    /// How often the sample that was asked most was asked.
    public int epochs() {
        return answers.stream().mapToInt(RecordedAnswer::epoch).max().orElse(1);
    }

    /// Everybody who gave a verdict in the other harness, sorted.
    public SortedSet<ScorerRef> foreignScorers() {
        SortedSet<ScorerRef> scorers = new TreeSet<>();
        answers.forEach(answer -> answer.verdicts().forEach(verdict -> scorers.add(verdict.scorer())));
        return scorers;
    }
}
