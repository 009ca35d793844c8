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

    /// A text whose thought tags, if any, are still to be read.
    static Transcript unsegmented(String text) {
        return of(text, StopReason.NATURAL, ReasoningProfile.AUTO);
    }

    static Transcript of(String text, StopReason stop) {
        return of(text, stop, ReasoningProfile.NONE);
    }

    private static Transcript of(String text, StopReason stop, ReasoningProfile profile) {
        return new Transcript(List.of(), new ModelOutput(Message.Assistant.of(text), stop, Usage.unknown(), Timing.of(Duration.ofSeconds(1)), profile,
            Optional.empty(), List.of(), List.of()));
    }
}
