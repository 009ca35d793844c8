package dev.assay.runners.model.llama;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Segmentation;
import dev.assay.core.transcript.Segments;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/// What a local model answers, with llama.cpp really running a file.
@Timeout(120)
final class LocalModelTest extends LocalRig {

    @Test
    void aThoughtAndAnAnswerComeOutOfARealFile() throws ModelException {
        ModelOutput output = model(TinyGguf.saying("<think>", "h", "m", "</think>", " ", "5")).generate(QUESTION, config(40));

        assertThat(output.message()).isEqualTo(new Message.Assistant("<think>hm</think> 5", Reasoning.none()));
        assertThat(output.stop()).isEqualTo(StopReason.NATURAL);
        Segments segments = Segmentation.of(output);
        assertThat(segments.thought()).contains("hm");
        assertThat(segments.answer().map(String::strip)).contains("5");
        assertThat(segments.ending()).isEqualTo(Ending.ANSWERED);
        assertThat(output.usage()).isEqualTo(Usage.reported(output.usage().input().orElseThrow(), 7, java.util.Optional.empty()));
        assertThat(output.timing().firstByte()).isPresent();
        assertThat(output.timing().firstAnswerToken().orElseThrow()).isGreaterThanOrEqualTo(output.timing().firstByte().orElseThrow());
        assertThat(output.attempts()).singleElement().extracting(Attempt::result).isEqualTo(Attempt.OK);
    }
}
