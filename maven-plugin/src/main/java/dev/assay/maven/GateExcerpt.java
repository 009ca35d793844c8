package dev.assay.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The part of a gate's output that says why a build fails: its first sentence, and the paragraphs of the checks that did not pass.
final class GateExcerpt {

    private static final String SENTENCE = "Gate ";
    private static final Pattern REASON = Pattern.compile("(FAIL|INCOMPARABLE|MISSING|INCONCLUSIVE) +\\S");
    private static final Pattern KEPT = Pattern.compile("(PASS|TOLERATED) +\\S");
    private static final int MOST_LINES = 60;

    private GateExcerpt() {
    }

    /// The lines to show; empty if the output is not a gate's.
    ///
    /// @param output standard output of the gate
    static List<String> of(List<String> output) {
        List<String> excerpt = new ArrayList<>();
        boolean telling = false;
        for (String line : output) {
            boolean begins = REASON.matcher(line).lookingAt() || (excerpt.isEmpty() && line.startsWith(SENTENCE));
            boolean ends = line.isBlank() || KEPT.matcher(line).lookingAt();
            telling = begins || (telling && !ends);
            if (telling) {
                excerpt.add(line);
            }
        }
        if (excerpt.size() <= MOST_LINES) {
            return excerpt;
        }
        List<String> cut = new ArrayList<>(excerpt.subList(0, MOST_LINES));
        cut.add("... and " + (excerpt.size() - MOST_LINES) + " more lines; the whole stands above and in the summary.");
        return cut;
    }
}
