package dev.assay.runners.model;

import dev.assay.core.model.StopReason;
import dev.assay.core.model.Usage;
import dev.assay.core.scorer.ForeignVerdict;
import java.util.List;
import java.util.Optional;

/// One answer of a recording.
///
/// @param sample the sample's id
/// @param epoch counted from 1
/// @param question what was asked, if the recording holds it: it must stand in the prompt of the trial that is answered
/// @param output the answer text as it came, thought tags included; may be empty
/// @param reasoning the thought that came in a field of its own
/// @param stop why the model stopped
/// @param stopGuessed whether nobody recorded that, so that `stop` was read off the text
/// @param usage what the call consumed, as far as it was recorded
/// @param failure the outage that was recorded in place of an answer
/// @param verdicts what the other harness said of it
/// @param notes what a reader should know of it
public record RecordedAnswer(String sample, int epoch, Optional<String> question, String output, Optional<String> reasoning, StopReason stop,
    boolean stopGuessed, Usage usage, Optional<String> failure, List<ForeignVerdict> verdicts, List<String> notes) {

    public RecordedAnswer {
        verdicts = List.copyOf(verdicts);
        notes = List.copyOf(notes);
        if (epoch < 1) {
            throw new IllegalArgumentException("Epochs are counted from 1, not from " + epoch + ".");
        }
    }

    /// An answer on which nobody has given a verdict.
    public RecordedAnswer(String sample, int epoch, Optional<String> question, String output, Optional<String> reasoning, StopReason stop,
        boolean stopGuessed, Usage usage, Optional<String> failure) {
        this(sample, epoch, question, output, reasoning, stop, stopGuessed, usage, failure, List.of(), List.of());
    }

    /// A text of which nothing else is known; why it ends is guessed.
    static RecordedAnswer ofText(String sample, int epoch, Optional<String> question, String output) {
        return new RecordedAnswer(sample, epoch, question, output, Optional.empty(), Truncation.guess(output, Usage.unknown()), true, Usage.unknown(),
            Optional.empty());
    }

    /// The same with verdicts and notes.
    RecordedAnswer with(List<ForeignVerdict> newVerdicts, List<String> newNotes) {
        return new RecordedAnswer(sample, epoch, question, output, reasoning, stop, stopGuessed, usage, failure, newVerdicts, newNotes);
    }
}
