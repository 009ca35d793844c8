package dev.assay.suites.answer.instruction;

import java.util.List;

/// Lists, highlights, sections, titles and the like.
final class FormatChecks {

    private static final List<String> PHRASES = List.of("My answer is yes.", "My answer is no.", "My answer is maybe.");
    private static final List<String> FENCES = List.of("```json", "```Json", "```JSON", "```");

    private FormatChecks() {
    }

    /// One of the three fixed phrases occurs.
    static boolean constrained(String text, Arguments arguments) {
        return PHRASES.stream().anyMatch(text::contains);
    }

    /// Exactly so many lines that begin with `*` or `-`.
    static boolean bullets(String text, Arguments arguments) throws UnusableArgument {
        long wanted = arguments.count("num_bullets");
        long count = 0;
        boolean consumed = false;
        List<String> lines = Characters.lines(text);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int at = Characters.skipSpace(line, 0);
            char mark = at < line.length() ? line.charAt(at) : ' ';
            boolean bare = mark == '*' && at + 1 == line.length();
            // A star alone on its line takes the next line for its text, as published.
            boolean star = mark == '*' && !consumed && (bare ? i + 1 < lines.size() : line.charAt(at + 1) != '*');
            count += star || mark == '-' ? 1 : 0;
            consumed = star && bare;
        }
        return count == wanted;
    }

    /// At least so many `*…*` and `**…**` that are not blank, each in one line.
    static boolean highlights(String text, Arguments arguments) throws UnusableArgument {
        long wanted = arguments.count("num_highlights");
        return singleHighlights(text) + doubleHighlights(text) >= wanted;
    }

    private static long singleHighlights(String text) {
        long count = 0;
        int at = text.indexOf('*');
        while (at >= 0) {
            int close = contentEnd(text, at + 1);
            boolean closed = close < text.length() && text.charAt(close) == '*';
            count += closed && !Characters.blank(text.substring(at + 1, close)) ? 1 : 0;
            at = text.indexOf('*', closed ? close + 1 : close);
        }
        return count;
    }

    private static long doubleHighlights(String text) {
        long count = 0;
        int at = text.indexOf("**");
        while (at >= 0) {
            int close = contentEnd(text, at + 2);
            boolean closed = text.startsWith("**", close);
            count += closed && !Characters.blank(text.substring(at + 2, close)) ? 1 : 0;
            at = text.indexOf("**", closed ? close + 2 : at + 1);
        }
        return count;
    }

    /// The next star or line end, or the end of the text.
    private static int contentEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '*' && text.charAt(at) != '\n') {
            at++;
        }
        return at;
    }

    /// At least so many headings such as `Section 1`.
    static boolean sections(String text, Arguments arguments) throws UnusableArgument {
        String heading = arguments.text("section_spliter");
        long wanted = arguments.count("num_sections");
        long count = 0;
        int at = text.indexOf(heading);
        while (at >= 0) {
            int end = at + heading.length();
            int digits = end < text.length() && Characters.space(text.charAt(end)) ? end + 1 : end;
            boolean numbered = digits < text.length() && Character.isDigit(text.codePointAt(digits));
            count += numbered ? 1 : 0;
            at = text.indexOf(heading, numbered ? digits : at + 1);
        }
        return count >= wanted;
    }

    /// A title in double angle brackets stands in one line.
    static boolean title(String text, Arguments arguments) {
        return Characters.lines(text).stream().anyMatch(FormatChecks::hasTitle);
    }

    private static boolean hasTitle(String line) {
        int open = line.indexOf("<<");
        int close = line.lastIndexOf(">>");
        if (open < 0 || close < open + 3) {
            return false;
        }
        int start = open;
        int end = close + 2;
        while (start < end && line.charAt(start) == '<') {
            start++;
        }
        while (end > start && line.charAt(end - 1) == '>') {
            end--;
        }
        return !Characters.blank(line.substring(start, end));
    }

    /// The whole text is JSON, if in a fence.
    static boolean json(String text, Arguments arguments) {
        String bare = Characters.strip(text);
        for (String fence : FENCES) {
            bare = bare.startsWith(fence) ? bare.substring(fence.length()) : bare;
        }
        bare = bare.endsWith("```") ? bare.substring(0, bare.length() - 3) : bare;
        return JsonText.wellFormed(Characters.strip(bare));
    }
}
