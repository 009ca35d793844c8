package dev.assay.suites.answer;

import java.util.Optional;

/// What directly follows a candidate: a percent or degree sign belongs to it; other words are only kept beside it.
final class Suffixes {

    /// What follows.
    ///
    /// @param belongs the sign that belongs to the answer, or empty
    /// @param text the words after it, for the reader
    record Suffix(String belongs, String text) {
    }

    private static final int MAX_SUFFIX = 40;
    private static final String[] CLOSERS = {"$$", "$", "\\)", "\\]", "**", "}", " ", "\\;", "\\,", "\\ "};
    private static final String[] PERCENTS = {"\\%", "%", "percentage", "percent", "pct"};

    private Suffixes() {
    }

    /// Reads what follows the position.
    static Suffix after(String text, int end) {
        int at = end;
        for (Optional<Integer> next = closer(text, at, end); next.isPresent(); next = closer(text, at, end)) {
            at = next.get();
        }
        for (String percent : PERCENTS) {
            if (text.regionMatches(true, at, percent, 0, percent.length())) {
                return new Suffix("%", "");
            }
        }
        if (text.startsWith("^\\circ", end) || text.startsWith("^{\\circ}", end) || text.startsWith("°", end)) {
            return new Suffix("°", "");
        }
        int stop = at;
        while (stop < text.length() && stop < at + MAX_SUFFIX
            && (Character.isLetterOrDigit(text.charAt(stop)) || " \\{}^²³/".indexOf(text.charAt(stop)) >= 0)) {
            stop++;
        }
        return new Suffix("", text.substring(at, stop).strip());
    }

    private static Optional<Integer> closer(String text, int at, int end) {
        if (at - end > 8) {
            return Optional.empty();
        }
        for (String closer : CLOSERS) {
            if (text.startsWith(closer, at)) {
                return Optional.of(at + closer.length());
            }
        }
        return Optional.empty();
    }
}
