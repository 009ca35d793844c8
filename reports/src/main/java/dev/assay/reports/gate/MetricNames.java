package dev.assay.reports.gate;

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
        return ALL.stream().filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT)) <= Math.max(1, name.length() / 3))
            .min(Comparator.comparingInt(name -> distance(wanted, name.toLowerCase(Locale.ROOT))));
    }

    /// Levenshtein's edit distance.
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
