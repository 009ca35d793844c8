package dev.assay.core.model;

import java.util.List;
import java.util.Optional;

/// A whole answer of a model.
///
/// @param message what it said
/// @param stop why it stopped
/// @param usage what the successful attempt consumed
/// @param timing how long the successful attempt took
/// @param profile how a text without thought tags is to be read
/// @param modelReturned the model's name as the provider returned it
/// @param attempts every request it took, the successful one last
/// @param notes what the reader of a transcript should know, such as a parameter that was left out
public record ModelOutput(Message.Assistant message, StopReason stop, Usage usage, Timing timing, ReasoningProfile profile, Optional<String> modelReturned,
    List<Attempt> attempts, List<String> notes) {

    public ModelOutput {
        attempts = List.copyOf(attempts);
        notes = List.copyOf(notes);
    }

    /// The same with other attempts.
    public ModelOutput withAttempts(List<Attempt> newAttempts) {
        return new ModelOutput(message, stop, usage, timing, profile, modelReturned, newAttempts, notes);
    }
}
