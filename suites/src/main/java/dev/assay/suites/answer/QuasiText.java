package dev.assay.suites.answer;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Texts as bags of words: lower case, without punctuation and English articles, with single spaces.
final class QuasiText {

    private static final Set<String> ARTICLES = Set.of("a", "an", "the");

    private QuasiText() {
    }

    /// The words, in order. A point or comma inside a number and a sign before one belong to the number; commas are then dropped.
    static List<String> words(String text) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= lower.length(); i++) {
            char c = i < lower.length() ? lower.charAt(i) : ' ';
            if (Character.isLetterOrDigit(c) || Character.isSurrogate(c) || isMark(c) || insideNumber(lower, i)) {
                if (c != ',') {
                    word.append(c);
                }
            } else if (c != '\'' && c != '\u2019' && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        words.removeIf(ARTICLES::contains);
        return words;
    }

    /// The words with one space between them.
    static String plain(String text) {
        return String.join(" ", words(text));
    }

    /// Whether a word is a number.
    static boolean isNumber(String word) {
        return !word.isEmpty() && digit(word.charAt(word.length() - 1)) && word.chars().allMatch(c -> digit((char) c) || c == '.' || c == '-');
    }

    private static boolean isMark(char c) {
        return Character.getType(c) == Character.NON_SPACING_MARK || Character.getType(c) == Character.COMBINING_SPACING_MARK;
    }

    private static boolean insideNumber(String text, int at) {
        if (at + 1 >= text.length() || !digit(text.charAt(at + 1))) {
            return false;
        }
        char c = text.charAt(at);
        boolean after = at > 0 && digit(text.charAt(at - 1));
        return c == '-' ? at == 0 || Character.isWhitespace(text.charAt(at - 1)) : (c == '.' || c == ',') && after;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
