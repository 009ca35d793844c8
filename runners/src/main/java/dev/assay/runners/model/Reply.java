package dev.assay.runners.model;

import dev.assay.core.model.Reasoning;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import java.util.List;
import java.util.Optional;

/// What an answer says, as far as it has come.
///
/// @param text the answer text; inline thought tags are still in it
/// @param reasoning the thought that came in fields of its own
/// @param stop why the model stopped; absent while nobody has said so
/// @param usage what it consumed
/// @param model the model's name as returned
/// @param problem a failure that came in place of an answer or inside it
/// @param malformed what could not be read
/// @param answered whether there was an answer at all, be it an empty one
/// @param notes what the reader of a transcript should know
record Reply(String text, Reasoning reasoning, Optional<StopReason> stop, Usage usage, Optional<String> model, Optional<Problem> problem,
    Optional<String> malformed, boolean answered, List<String> notes) {

    Reply {
        notes = List.copyOf(notes);
    }

    /// Nothing has come.
    static Reply nothing() {
        return new Reply("", Reasoning.none(), Optional.empty(), Usage.unknown(), Optional.empty(), Optional.empty(), Optional.empty(), false, List.of());
    }

    /// Thought and answer as one text, the thought between tags; empty if nothing came.
    Optional<String> partialText() {
        String thought = reasoning.text().or(reasoning::summary).orElse("");
        if (thought.isEmpty()) {
            return Optional.of(text).filter(t -> !t.isEmpty());
        }
        return Optional.of("<think>" + thought + (text.isEmpty() ? "" : "</think>" + text));
    }
}
