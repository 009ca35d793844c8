package dev.assay.core.transcript;

import dev.assay.core.model.ModelOutput;
import java.util.List;

/// What was said in one trial that came to an answer.
///
/// @param events everything that happened, in order
/// @param output the final output: what the scorer judges. Its attempts stand in the events
public record Transcript(List<Event> events, ModelOutput output) {

    public Transcript {
        events = List.copyOf(events);
        output = output.withAttempts(List.of());
    }
}
