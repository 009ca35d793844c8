package dev.assay.core.dataset;

import dev.assay.core.model.Message;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One question with its right answer.
///
/// @param id unique in its dataset, stable across versions of the harness; at most 200 characters, none of them a control character
/// @param input the conversation that asks it, at least one message
/// @param target the right answer
/// @param cluster samples of one cluster share a passage, template or seed family and are not independent; absent: its own cluster
/// @param metadata what else is known, such as `level`; never shown to the model
public record Sample(String id, List<Message> input, Target target, Optional<String> cluster, SortedMap<String, String> metadata) {

    public Sample {
        if (id.isBlank() || id.length() > 200 || id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A sample's id has 1 to 200 characters and no control character: \"" + id + "\".");
        }
        input = List.copyOf(input);
        if (input.isEmpty()) {
            throw new IllegalArgumentException("Sample " + id + " asks nothing.");
        }
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /// A sample of one user message, its own cluster, with no metadata.
    public static Sample of(String id, String question, Target target) {
        return new Sample(id, List.of(new Message.User(question)), target, Optional.empty(), Collections.emptySortedMap());
    }
}
