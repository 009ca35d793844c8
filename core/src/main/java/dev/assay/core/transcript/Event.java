package dev.assay.core.transcript;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelOutput;
import java.util.List;
import java.util.Optional;

/// One thing that happened in a trial.
public sealed interface Event {

    /// A model was asked.
    ///
    /// @param input what it was asked
    /// @param output its answer; absent if none came. Its attempts stand in `attempts`, not in it
    /// @param failure why no answer came
    /// @param attempts every request that was sent
    record ModelCall(List<Message> input, Optional<ModelOutput> output, Optional<String> failure, List<Attempt> attempts) implements Event {
        public ModelCall {
            input = List.copyOf(input);
            attempts = List.copyOf(attempts);
            if (output.isPresent() == failure.isPresent()) {
                throw new IllegalArgumentException("A model call has an output or a failure, not both and not neither.");
            }
            output = output.map(o -> o.withAttempts(List.of()));
        }
    }

    /// A tool was run for the model.
    record ToolCall(String name, String input, String output) implements Event {
    }

    /// Something the reader should know.
    record Note(String text) implements Event {
    }
}
