package dev.assay.suites.answer.instruction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the published checks mean by white space, words, lines and case.
final class Characters {

    private Characters() {
    }

    /// White space, no-break spaces included.
    static boolean space(int c) {
        return Character.isWhitespace(c) || c == 0x85 || c == 0xA0 || c == 0x2007 || c == 0x202F;
    }

    /// A letter, a numeral of any kind, or an underscore. Combining marks are none of these, as published.
    static boolean word(int c) {
        if (c == '_' || Character.isLetterOrDigit(c)) {
            return true;
        }
        int type = Character.getType(c);
        return type == Character.LETTER_NUMBER || type == Character.OTHER_NUMBER;
    }

    static boolean blank(String text) {
        return text.chars().allMatch(Characters::space);
    }

    static String strip(String text) {
        int start = skipSpace(text, 0);
        int end = text.length();
        while (end > start && space(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /// The text without some character at either end.
    static String strip(String text, char mark) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) == mark) {
            start++;
        }
        while (end > start && text.charAt(end - 1) == mark) {
            end--;
        }
        return text.substring(start, end);
    }

    static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && space(text.charAt(at))) {
            at++;
        }
        return at;
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /// Whether no letter is small and at least one is capital.
    static boolean capital(String text) {
        return text.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c)) && text.codePoints().anyMatch(Character::isUpperCase);
    }

    /// Whether no letter is capital and at least one is small.
    static boolean small(String text) {
        return text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c)) && text.codePoints().anyMatch(Character::isLowerCase);
    }

    /// Whether a word begins or ends at a place.
    static boolean boundary(String text, int at) {
        boolean before = at > 0 && word(text.codePointBefore(at));
        boolean after = at < text.length() && word(text.codePointAt(at));
        return before != after;
    }

    /// How often a part that is not empty occurs, without overlap.
    static int occurrences(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    /// The pieces between the occurrences of a separator.
    static List<String> split(String text, String separator) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            pieces.add(text.substring(from, at));
            from = at + separator.length();
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    static List<String> lines(String text) {
        return split(text, "\n");
    }

    /// The longest runs of word characters.
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            boolean inside = word(text.codePointAt(at));
            if (inside && start < 0) {
                start = at;
            } else if (!inside && start >= 0) {
                words.add(text.substring(start, at));
                start = -1;
            }
        }
        if (start >= 0) {
            words.add(text.substring(start));
        }
        return words;
    }

    /// The runs between white space.
    static List<String> chunks(String text) {
        List<String> chunks = new ArrayList<>();
        int at = skipSpace(text, 0);
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && !space(text.charAt(end))) {
                end++;
            }
            chunks.add(text.substring(at, end));
            at = skipSpace(text, end);
        }
        return chunks;
    }
}
