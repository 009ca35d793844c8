package dev.assay.suites.answer.equality;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Compares words: case folded, without punctuation, articles and plural endings, and by groups of synonyms.
final class Words {

    private static final Set<String> ARTICLES = Set.of("the", "a", "an");
    private static final List<List<String>> WRITTEN = List.of(
        List.of("no solution", "no real solution", "no solution exist", "no such number", "there is no solution", "there are no solution", "none", "empty set",
            "emptyset", "empty", "does not exist", "doesn t exist", "do not exist", "dne", "undefined", "not defined", "nonexistent", "not exist", "null",
            "no answer exist", "none exist", "no value", "no real root", "no root"),
        List.of("yes", "true"),
        List.of("no", "false"),
        List.of("all real number", "all real", "real number", "any real number", "all real value"),
        List.of("infinity", "infinite", "positive infinity"),
        List.of("infinitely many", "infinitely many solution", "infinite solution", "infinite number of solution", "infinite many"),
        List.of("impossible", "not possible", "cannot be done", "can not be done"),
        List.of("monday", "mon"), List.of("tuesday", "tue"), List.of("wednesday", "wed"), List.of("thursday", "thu"), List.of("friday", "fri"),
        List.of("saturday", "sat"), List.of("sunday", "sun"),
        List.of("i", "quadrant i", "first quadrant"), List.of("ii", "quadrant ii", "second quadrant"),
        List.of("iii", "quadrant iii", "third quadrant"), List.of("iv", "quadrant iv", "fourth quadrant"),
        List.of("equal", "they are equal", "same", "they are same"));
    private static final String NOTHING = "no solution";
    private static final String ALL_REALS = "all real number";
    private static final String INFINITY = "infinity";
    /// The groups as they are looked up: folded, as every text is.
    private static final List<List<String>> GROUPS = WRITTEN.stream().map(group -> group.stream().map(Words::folded).toList()).toList();

    private Words() {
    }

    /// The groups as one text, which is part of a profile's hash.
    static String table() {
        return String.join(";", GROUPS.stream().map(group -> String.join(",", group)).toList());
    }

    /// The folded text: single letters keep their case, other words do not.
    static String folded(String words) {
        String text = Normalizer.normalize(words, Normalizer.Form.NFC).replace('’', '\'').strip();
        StringBuilder result = new StringBuilder();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (Character.isLetterOrDigit(c) || Character.isSurrogate(c) || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK || "+-=<>/^".indexOf(c) >= 0) {
                word.append(c);
            } else if (!word.isEmpty()) {
                append(result, word.toString());
                word.setLength(0);
            }
        }
        return withoutArticle(result.toString().strip());
    }

    /// Without "a" before a word; a letter before a letter or before "and" is no article.
    private static String withoutArticle(String folded) {
        boolean article = folded.length() > 4 && (folded.startsWith("a ") || folded.startsWith("A ")) && folded.indexOf(' ', 2) != 3
            && folded.indexOf(' ', 2) != 4
            && !folded.startsWith("and", 2);
        return article ? folded.substring(2) : folded;
    }

    private static void append(StringBuilder result, String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (ARTICLES.contains(lower) && word.length() > 1) {
            return;
        }
        if (word.length() > 3 && lower.endsWith("s") && !lower.endsWith("ss")) {
            lower = lower.substring(0, lower.length() - 1);
        }
        result.append(result.isEmpty() ? "" : " ").append(word.length() == 1 ? word : lower);
    }

    /// Whether two folded texts are the same or synonyms.
    static boolean areEqual(String gold, String answer, boolean synonyms) {
        if (gold.equals(answer)) {
            return !gold.isEmpty();
        }
        if (!synonyms) {
            return false;
        }
        Optional<List<String>> group = group(gold);
        return group.isPresent() && group.equals(group(answer));
    }

    private static Optional<List<String>> group(String folded) {
        String text = folded.length() == 1 ? folded : folded.toLowerCase(Locale.ROOT);
        return GROUPS.stream().filter(group -> group.contains(text)).findFirst();
    }

    static boolean meansNothing(String words) {
        return group(folded(words)).map(group -> group.contains(NOTHING)).orElse(false);
    }

    static boolean meansAllReals(String words) {
        return group(folded(words)).map(group -> group.contains(ALL_REALS)).orElse(false);
    }

    static boolean meansInfinity(String words) {
        return group(folded(words)).map(group -> group.contains(INFINITY)).orElse(false);
    }
}
