package dev.assay.core.run;

import dev.assay.core.scorer.Judgement;
import dev.assay.core.transcript.Event;
import dev.assay.core.transcript.Transcript;
import java.util.List;

/// What became of a trial.
public sealed interface Outcome {

    /// An answer came, and every scorer of the task judged it.
    ///
    /// @param transcript what was said
    /// @param judgements one per scorer of the task, in the task's order; empty if they were not made yet
    record Scored(Transcript transcript, List<Judgement> judgements) implements Outcome {
        public Scored {
            judgements = List.copyOf(judgements);
        }
    }

    /// No answer came, and that is not the model's fault. Never a wrong answer.
    ///
    /// @param kind a word for it: `transient`, `rejected`, or `not recorded`
    /// @param error what happened, in a sentence
    /// @param events what was tried
    record Failed(String kind, String error, List<Event> events) implements Outcome {
        public Failed {
            events = List.copyOf(events);
        }
    }
}
