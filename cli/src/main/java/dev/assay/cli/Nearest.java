package dev.assay.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The known word nearest to one that is not known, by the edit distance in which two neighbours may also change places.
///
/// The distance is Damerau's in its restricted form (optimal string alignment); case does not count. A word is near when at most a third
/// of its letters, and at least one, differ.
final class Nearest {

    /// Longer words are cut, so that a hostile word costs little.
    private static final int LONGEST = 80;

    private Nearest() {
    }

    /// The nearest of some words, if one is near enough; of equally near ones the first by alphabet.
    static Optional<String> of(String word, Collection<String> known) {
        String wanted = folded(word);
        return known.stream()
            .filter(candidate -> distance(wanted, folded(candidate)) <= allowance(wanted, folded(candidate)))
            .min(Comparator.<String>comparingInt(candidate -> distance(wanted, folded(candidate))).thenComparing(Comparator.naturalOrder()));
    }

    /// `  Did you mean "x"?`, or nothing; to be put behind a sentence.
    static String suggestion(String word, Collection<String> known) {
        return of(word, known).map(near -> "  Did you mean \"" + near + "\"?").orElse("");
    }

    private static int allowance(String a, String b) {
        return Math.max(1, Math.min(a.length(), b.length()) / 3);
    }

    private static String folded(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.length() <= LONGEST ? lower : lower.substring(0, LONGEST);
    }

    /// How many letters must be put in, taken out, changed or swapped with a neighbour to make one word from another.
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            cost[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            cost[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int change = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (swapped(a, b, i, j)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }

    private static boolean swapped(String a, String b, int i, int j) {
        return i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
