package dev.assay.runners.model;

import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import java.util.Optional;

/// One answer of a recording.
///
/// @param sample the sample's id
/// @param epoch counted from 1
/// @param question what was asked, if the recording holds it
/// @param output the answer text as it came, thought tags included; may be empty
/// @param reasoning the thought that came in a field of its own
/// @param stop why the model stopped
/// @param stopGuessed whether nobody recorded that, so that `stop` was read off the text
/// @param usage what the call consumed, as far as it was recorded
/// @param failure the outage that was recorded in place of an answer
public record RecordedAnswer(String sample, int epoch, Optional<String> question, String output, Optional<String> reasoning, StopReason stop,
    boolean stopGuessed, Usage usage, Optional<String> failure) {

    public RecordedAnswer {
        if (epoch < 1) {
            throw new IllegalArgumentException("Epochs are counted from 1, not from " + epoch + ".");
        }
    }
}
