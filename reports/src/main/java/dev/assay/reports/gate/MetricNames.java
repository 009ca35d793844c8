package dev.assay.reports.gate;

import dev.assay.core.task.EditDistance;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The names of metrics, and which of them somebody may have meant.
final class MetricNames {

    private static final int LONGEST = 40;
    private static final List<String> ALL = Stream.of(GateMetric.Kind.values()).filter(kind -> kind != GateMetric.Kind.MAJORITY)
        .map(kind -> kind.ofTries() ? kind.written() + "1" : kind.written()).toList();

    private MetricNames() {
    }

    /// `accuracy, pass@k, …`, as a sentence lists them.
    static String all() {
        return String.join(", ", ALL).replace("@1", "@k").replace("^1", "^k");
    }

    /// The name that is nearest to a word, if at most a third of its letters differ.
    static Optional<String> nearest(String word) {
        String wanted = word.length() <= LONGEST ? word.toLowerCase(Locale.ROOT) : "";
        return ALL.stream().filter(name -> EditDistance.between(wanted, name.toLowerCase(Locale.ROOT)) <= Math.max(1, name.length() / 3))
            .min(Comparator.comparingInt(name -> EditDistance.between(wanted, name.toLowerCase(Locale.ROOT))));
    }
}
