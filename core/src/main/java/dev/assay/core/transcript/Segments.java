package dev.assay.core.transcript;

import java.util.List;
import java.util.Optional;

/// A model's text, parted into thought and answer.
///
/// @param answer what may be judged; absent if no answer text came, and never blank
/// @param thought what must never be judged
/// @param ending how the generation ended as far as the text tells: `ANSWERED` still becomes `NO_ANSWER` if nothing can be extracted
/// @param flags what a reader should look at, such as `THOUGHT_NEVER_CLOSED` or `THOUGHT_SKIPPED`
public record Segments(Optional<String> answer, Optional<String> thought, Ending ending, List<String> flags) {

    public Segments {
        if (answer.isPresent() && answer.get().isBlank()) {
            throw new IllegalArgumentException("A blank answer is no answer.");
        }
        flags = List.copyOf(flags);
    }
}
