package dev.assay.core.run;

import java.util.List;
import java.util.Optional;

/// Which samples of a task are asked.
///
/// @param limit at most so many per task: a seeded subset, the same for every model
/// @param samples only these ids; empty: all
/// @param tags only samples with one of these in their metadata under `tags`, separated by commas; empty: all
public record Selection(Optional<Integer> limit, List<String> samples, List<String> tags) {

    public Selection {
        if (limit.isPresent() && limit.get() < 1) {
            throw new IllegalArgumentException("A limit is at least 1, not " + limit.get() + ".");
        }
        samples = List.copyOf(samples);
        tags = List.copyOf(tags);
    }

    /// Every sample.
    public static Selection all() {
        return new Selection(Optional.empty(), List.of(), List.of());
    }
}
