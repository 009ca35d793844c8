package dev.assay.core.transcript;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TranscriptValuesTest {

    private static final Attempt ATTEMPT = new Attempt(1, Attempt.OK, Optional.empty(), Optional.empty(), Instant.EPOCH, Duration.ZERO,
        Timing.of(Duration.ZERO),
        Optional.empty(), Optional.empty(), Usage.unknown(), Optional.empty(), Optional.empty());
    private static final ModelOutput OUTPUT = new ModelOutput(Message.Assistant.of("5"), StopReason.NATURAL, Usage.unknown(), Timing.of(Duration.ZERO),
        ReasoningProfile.AUTO, Optional.empty(), List.of(ATTEMPT), List.of());

    @Test
    void aModelCallHasAnOutputOrAFailure() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Event.ModelCall(List.of(), Optional.empty(), Optional.empty(), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Event.ModelCall(List.of(), Optional.of(OUTPUT), Optional.of("reset"), List.of()));
    }

    @Test
    void attemptsStandInTheCallAlone() {
        Event.ModelCall call = new Event.ModelCall(List.of(), Optional.of(OUTPUT), Optional.empty(), OUTPUT.attempts());
        assertThat(call.attempts()).containsExactly(ATTEMPT);
        assertThat(call.output().orElseThrow().attempts()).isEmpty();
        assertThat(new Transcript(List.of(call), OUTPUT).output().attempts()).isEmpty();
        assertThat(new Transcript(List.of(call), OUTPUT).events()).isUnmodifiable();
    }

    @Test
    void aBlankAnswerIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Segments(Optional.of(" \n"), Optional.empty(), Ending.ANSWERED, List.of()));
    }

    @Test
    void everyEndingHasItsWords() {
        assertThat(Ending.values()).extracting(Ending::words).containsExactly("answered", "truncated in thought", "truncated in answer", "refused", "no answer",
            "outage");
    }
}
