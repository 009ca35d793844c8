package dev.assay.suites.answer;

import dev.assay.core.model.Message;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import dev.assay.core.transcript.Transcript;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Transcripts of one answer.
final class Said {

    private Said() {
    }

    static Transcript whole(String text) {
        return of(text, StopReason.NATURAL);
    }

    static Transcript cutOff(String text) {
        return of(text, StopReason.LENGTH);
    }

    static Transcript of(String text, StopReason stop) {
        return new Transcript(List.of(), new ModelOutput(Message.Assistant.of(text), stop, Usage.unknown(), Timing.of(Duration.ofSeconds(1)),
            ReasoningProfile.NONE, Optional.empty(), List.of(), List.of()));
    }
}
