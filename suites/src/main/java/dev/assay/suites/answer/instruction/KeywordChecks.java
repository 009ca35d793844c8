package dev.assay.suites.answer.instruction;

import dev.assay.suites.answer.instruction.Arguments.Bound;

/// Words and letters that must, or must not, occur. Keywords are compared without regard to case, and character by character: the published
/// code takes them for patterns, but no published keyword holds a character that would matter.
final class KeywordChecks {

    private KeywordChecks() {
    }

    /// Every keyword occurs, if only inside a longer word.
    static boolean existence(String text, Arguments arguments) throws UnusableArgument {
        String folded = Characters.lower(text);
        return arguments.texts("keywords").stream().allMatch(keyword -> folded.contains(Characters.lower(keyword)));
    }

    /// A keyword occurs so often, inside longer words too.
    static boolean frequency(String text, Arguments arguments) throws UnusableArgument {
        String keyword = Characters.lower(arguments.text("keyword"));
        long limit = arguments.count("frequency");
        return arguments.bound("relation").holds(Characters.occurrences(Characters.lower(text), keyword), limit);
    }

    /// No forbidden word occurs as a word of its own.
    static boolean forbidden(String text, Arguments arguments) throws UnusableArgument {
        String folded = Characters.lower(text);
        return arguments.texts("forbidden_words").stream().noneMatch(word -> standsAlone(folded, Characters.lower(word)));
    }

    private static boolean standsAlone(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            if (Characters.boundary(text, at) && Characters.boundary(text, at + word.length())) {
                return true;
            }
        }
        return false;
    }

    /// A letter occurs so often, in either case.
    static boolean letter(String text, Arguments arguments) throws UnusableArgument {
        String letter = Characters.lower(arguments.text("letter"));
        long limit = arguments.count("let_frequency");
        Bound bound = arguments.bound("let_relation");
        String folded = Characters.lower(text);
        if (arguments.faithful() && !latin(letter)) {
            return mostLetters(folded, limit, bound);
        }
        return bound.holds(Characters.occurrences(folded, letter), limit);
    }

    private static boolean latin(String letter) {
        return letter.length() == 1 && letter.charAt(0) >= 'a' && letter.charAt(0) <= 'z';
    }

    /// The published code draws a random letter here; this is the likelier of its two verdicts.
    private static boolean mostLetters(String text, long limit, Bound bound) {
        long[] counts = new long[26];
        text.chars().filter(c -> c >= 'a' && c <= 'z').forEach(c -> counts[c - 'a']++);
        int held = 0;
        for (long count : counts) {
            held += bound.holds(count, limit) ? 1 : 0;
        }
        return 2 * held > counts.length;
    }
}
