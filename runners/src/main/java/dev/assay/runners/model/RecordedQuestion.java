package dev.assay.runners.model;

import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One question of a recording, as far as its log carries it.
///
/// @param sample the sample's id
/// @param messages the conversation that asked it, at least one message
/// @param target the right answer, if the log has it
/// @param metadata what else the log knows of it, such as `difficulty`
public record RecordedQuestion(String sample, List<Message> messages, Optional<Target> target, SortedMap<String, String> metadata) {

    public RecordedQuestion {
        messages = List.copyOf(messages);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("The question of sample " + sample + " has no message.");
        }
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /// A question of one message, with nothing else known of it.
    static RecordedQuestion of(String sample, String question, Optional<Target> target) {
        return new RecordedQuestion(sample, List.of(new Message.User(question)), target, Collections.emptySortedMap());
    }
}
