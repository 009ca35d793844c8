package dev.assay.suites.answer.instruction;

import java.util.Set;

/// Counts sentences by a pinned rule.
///
/// A sentence ends with a run of `.`, `?` or `!`, closing quotes and brackets included, before white space or the end of the text; what is
/// left after the last one is a sentence too. A line end alone ends none. A single dot ends none after an abbreviation or an initial, unless the
/// abbreviation may close a sentence and a word follows that often opens one; and dots of omission end none before a small letter.
final class Sentences {

    private static final Set<String> TITLES = Set.of("mr", "mrs", "ms", "dr", "prof", "st", "gen", "rep", "sen", "gov", "lt", "col", "capt", "sgt", "rev",
        "hon", "vs", "e.g", "i.e", "cf", "fig", "al", "approx", "dept", "est", "mt");
    private static final Set<String> CLOSING = Set.of("etc", "inc", "ltd", "co", "corp", "jr", "sr", "a.m", "p.m", "u.s", "u.k", "u.n", "u.s.a", "d.c", "ph.d",
        "b.c", "a.d", "jan", "feb", "aug", "sept", "oct", "nov", "dec");
    private static final Set<String> OPENERS = Set.of("the", "this", "that", "these", "those", "it", "he", "she", "they", "we", "i", "you", "a", "an", "in",
        "but", "and", "however", "if", "when", "there", "what", "why", "how", "who", "so", "then", "after", "for");
    private static final int LONGEST_WORD = 32;

    private Sentences() {
    }

    static int count(String text) {
        int count = 0;
        int start = Characters.skipSpace(text, 0);
        int at = start;
        while (at < text.length()) {
            if (!mark(text.charAt(at))) {
                at++;
                continue;
            }
            int end = end(text, at);
            int next = Characters.skipSpace(text, end);
            if ((end == text.length() || next > end) && ends(text, start, at, end, next)) {
                count++;
                start = next;
            }
            at = Math.max(next, at + 1);
        }
        return start < text.length() ? count + 1 : count;
    }

    private static boolean mark(char c) {
        return c == '.' || c == '?' || c == '!';
    }

    private static int end(String text, int from) {
        int at = from;
        while (at < text.length() && mark(text.charAt(at))) {
            at++;
        }
        while (at < text.length() && "\"')]}”’»*_".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /// Whether the marks that stand from `at` to `end` end the sentence that began at `start`; the next word begins at `next`.
    private static boolean ends(String text, int start, int at, int end, int next) {
        if (next >= text.length() || text.charAt(at) != '.') {
            return true;
        }
        if (at + 1 < end && text.charAt(at + 1) == '.') {
            return !Character.isLowerCase(text.codePointAt(next));
        }
        if (at + 1 < end) {
            return true;
        }
        String before = wordBefore(text, start, at);
        String folded = Characters.lower(before);
        if (TITLES.contains(folded)) {
            return false;
        }
        boolean mayGoOn = CLOSING.contains(folded) || (initial(before) && Character.isUpperCase(text.codePointAt(next)));
        return !mayGoOn || opens(text, next);
    }

    private static boolean initial(String word) {
        return word.length() == 1 && !word.equals("I") && Character.isUpperCase(word.charAt(0));
    }

    private static boolean opens(String text, int at) {
        int end = at;
        while (end < text.length() && end - at < LONGEST_WORD && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return Character.isUpperCase(text.charAt(at)) && OPENERS.contains(Characters.lower(text.substring(at, end)));
    }

    private static String wordBefore(String text, int start, int end) {
        int at = end;
        while (at > start && end - at < LONGEST_WORD && (text.charAt(at - 1) == '.' || Characters.word(text.charAt(at - 1)))) {
            at--;
        }
        return text.substring(at, end);
    }
}
