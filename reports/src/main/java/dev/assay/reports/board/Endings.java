package dev.assay.reports.board;

import dev.assay.core.transcript.Ending;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// How many trials ended in which way.
///
/// @param counts one count for every ending, 0 included
public record Endings(Map<Ending, Long> counts) {

    public Endings {
        Map<Ending, Long> all = new EnumMap<>(Ending.class);
        for (Ending ending : Ending.values()) {
            all.put(ending, counts.getOrDefault(ending, 0L));
        }
        counts = Collections.unmodifiableMap(all);
    }

    /// How many trials ended this way.
    public long count(Ending ending) {
        return counts.getOrDefault(ending, 0L);
    }

    /// Trials that ran out of tokens or time.
    public long truncated() {
        return count(Ending.TRUNCATED_IN_THOUGHT) + count(Ending.TRUNCATED_IN_ANSWER);
    }

    /// All trials whose ending is known.
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Both together.
    Endings plus(Endings other) {
        Map<Ending, Long> sum = new EnumMap<>(counts);
        other.counts.forEach((ending, count) -> sum.merge(ending, count, Long::sum));
        return new Endings(sum);
    }
}
