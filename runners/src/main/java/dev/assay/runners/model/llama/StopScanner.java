package dev.assay.runners.model.llama;

import java.util.List;

/// Ends a text where a stop text begins, though it comes in pieces.
///
/// What could be the beginning of a stop text is held back until it is known. One thread uses it, for one text.
final class StopScanner {

    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private boolean stopped;

    /// @param stops what ends the text; empty ones are ignored
    StopScanner(List<String> stops) {
        this.stops = stops.stream().filter(stop -> !stop.isEmpty()).toList();
    }

    /// Takes the next piece.
    ///
    /// @return what may be shown now
    String feed(String piece) {
        if (stopped) {
            return "";
        }
        held.append(piece);
        int first = first();
        if (first >= 0) {
            stopped = true;
            return release(first);
        }
        return release(held.length() - tail());
    }

    /// Whether a stop text has come.
    boolean isStopped() {
        return stopped;
    }

    /// What was held back, now that nothing follows.
    String rest() {
        return stopped ? "" : release(held.length());
    }

    private String release(int end) {
        String text = held.substring(0, end);
        held.delete(0, end);
        return text;
    }

    private int first() {
        int first = -1;
        for (String stop : stops) {
            int at = held.indexOf(stop);
            if (at >= 0 && (first < 0 || at < first)) {
                first = at;
            }
        }
        return first;
    }

    /// How long the longest end of the text is that begins a stop text.
    private int tail() {
        int longest = 0;
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, held.length()); length > longest; length--) {
                if (stop.startsWith(held.substring(held.length() - length))) {
                    longest = length;
                }
            }
        }
        return longest;
    }
}
