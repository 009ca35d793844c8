package dev.assay.runners.fake;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the server has done so far.
///
/// @param counts how often each thing happened: `answered`, `limited`, `refused`, `hung up` by the client, or a kind of fault
public record Served(SortedMap<String, Long> counts) {

    public Served {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /// How often this happened.
    public long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /// The counts as a line: `answered 12, rate limit 3`; `nothing` if there are none.
    public String line() {
        return counts.isEmpty() ? "nothing" : counts.entrySet().stream().map(Served::pair).collect(Collectors.joining(", "));
    }

    private static String pair(Map.Entry<String, Long> count) {
        return count.getKey() + " " + count.getValue();
    }
}
