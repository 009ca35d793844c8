package dev.assay.core.scorer;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What another harness said of an answer. It stands as a note of the answer it is about, and is kept beside our own verdicts.
///
/// @param scorer whose verdict it is; its name begins with [#PREFIX]
/// @param credit the credit in 0 to 1; absent if the value is none
/// @param value the verdict as the log writes it
/// @param extracted the answer that the other harness found in the text
public record ForeignVerdict(ScorerRef scorer, Optional<Double> credit, String value, Optional<String> extracted) {

    /// How the name of every foreign scorer begins.
    public static final String PREFIX = "foreign.";

    private static final int LONGEST = 2000;
    private static final String NONE = "none";
    private static final Pattern NOTE = Pattern
        .compile("Verdict of (" + PREFIX.replace(".", "\\.") + "\\S+): credit (\\S+), written \"([^\"]*)\"(?:, found \"([^\"]*)\")?");

    public ForeignVerdict {
        if (!scorer.name().startsWith(PREFIX)) {
            throw new IllegalArgumentException("A foreign scorer is named " + PREFIX + "something, not " + scorer + ".");
        }
        credit = credit.filter(share -> share >= 0 && share <= 1);
        value = cut(value);
        extracted = extracted.map(ForeignVerdict::cut);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /// The verdict of a scorer whose value is a number.
    public static ForeignVerdict of(ScorerRef scorer, double value, Optional<String> extracted) {
        return new ForeignVerdict(scorer, Optional.of(value), Double.toString(value), extracted);
    }

    /// A foreign scorer, named from what its log calls it.
    ///
    /// @param format the log's format
    /// @param name the scorer's or metric's name in the log
    public static ScorerRef scorer(String format, String name) {
        String clean = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        return new ScorerRef(PREFIX + format + (clean.isEmpty() ? "" : "." + (clean.length() <= 80 ? clean : clean.substring(0, 80))), "0");
    }

    /// The verdict as a sentence that [#read] understands.
    public String note() {
        return "Verdict of " + scorer + ": credit " + credit.map(Object::toString).orElse(NONE) + ", written \"" + escaped(value) + "\""
            + extracted.map(text -> ", found \"" + escaped(text) + "\"").orElse("");
    }

    /// Reads a note; empty if it is about something else.
    public static Optional<ForeignVerdict> read(String note) {
        Matcher matcher = NOTE.matcher(note);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            Optional<Double> credit = matcher.group(2).equals(NONE) ? Optional.empty() : Optional.of(Double.valueOf(matcher.group(2)));
            return Optional.of(new ForeignVerdict(ScorerRef.parse(matcher.group(1)), credit, plain(matcher.group(3)),
                Optional.ofNullable(matcher.group(4)).map(ForeignVerdict::plain)));
        } catch (IllegalArgumentException _) {
            // A note of ours never looks like this; whatever it is, it is no verdict.
            return Optional.empty();
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\q").replace("\n", "\\n");
    }

    private static String plain(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                char next = text.charAt(++at);
                out.append(next == 'q' ? '"' : next == 'n' ? '\n' : next);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
