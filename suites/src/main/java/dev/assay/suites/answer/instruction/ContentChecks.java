package dev.assay.suites.answer.instruction;

import java.util.List;

/// What stands in the text: placeholders, a postscript, commas, the question, two answers.
final class ContentChecks {

    private ContentChecks() {
    }

    /// No comma.
    static boolean noComma(String text, Arguments arguments) {
        return text.indexOf(',') < 0;
    }

    /// At least so many `[…]`, each in one line.
    static boolean placeholders(String text, Arguments arguments) throws UnusableArgument {
        long wanted = arguments.count("num_placeholders");
        return Characters.lines(text).stream().mapToLong(ContentChecks::placeholders).sum() >= wanted;
    }

    private static long placeholders(String line) {
        long count = 0;
        int open = line.indexOf('[');
        while (open >= 0) {
            int close = line.indexOf(']', open);
            count += close >= 0 ? 1 : 0;
            open = close >= 0 ? line.indexOf('[', close) : -1;
        }
        return count;
    }

    /// A postscript begins somewhere, not only at the start of a line, and in any case. For `P.S.` and `P.P.S` one white space may stand
    /// behind a dot.
    static boolean postscript(String text, Arguments arguments) throws UnusableArgument {
        String marker = arguments.text("postscript_marker");
        String folded = Characters.lower(text);
        return switch (marker) {
            case "P.P.S" -> spaced(folded, "p.p.s");
            case "P.S." -> spaced(folded, "p.s.");
            default -> folded.contains(Characters.lower(marker));
        };
    }

    private static boolean spaced(String text, String marker) {
        for (int start = text.indexOf('p'); start >= 0; start = text.indexOf('p', start + 1)) {
            if (spacedAt(text, marker, start)) {
                return true;
            }
        }
        return false;
    }

    private static boolean spacedAt(String text, String marker, int start) {
        int at = start;
        for (int i = 0; i < marker.length(); i++) {
            boolean letterBehindDot = i > 0 && marker.charAt(i - 1) == '.';
            at += letterBehindDot && at < text.length() && Characters.space(text.charAt(at)) ? 1 : 0;
            if (at >= text.length() || text.charAt(at) != marker.charAt(i)) {
                return false;
            }
            at++;
        }
        return true;
    }

    /// The text begins with the question, in any case.
    static boolean repeatsPrompt(String text, Arguments arguments) throws UnusableArgument {
        String prompt = Characters.lower(arguments.text("prompt_to_repeat"));
        return Characters.lower(Characters.strip(text)).startsWith(prompt);
    }

    /// Two different answers parted by six stars; only what stands first or last may be blank.
    static boolean twoResponses(String text, Arguments arguments) {
        List<String> pieces = Characters.split(text, "******").stream().map(Characters::strip).toList();
        for (int i = 1; i < pieces.size() - 1; i++) {
            if (pieces.get(i).isEmpty()) {
                return false;
            }
        }
        List<String> filled = pieces.stream().filter(piece -> !piece.isEmpty()).toList();
        return filled.size() == 2 && !filled.getFirst().equals(filled.getLast());
    }

    /// The text ends with a phrase, in any case; quotes round the text do not count.
    static boolean ends(String text, Arguments arguments) throws UnusableArgument {
        String phrase = Characters.lower(arguments.text("end_phrase"));
        return Characters.lower(Characters.strip(Characters.strip(text), '"')).endsWith(phrase);
    }

    /// The text stands in double quotes.
    static boolean quoted(String text, Arguments arguments) {
        String bare = Characters.strip(text);
        return bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"");
    }
}
