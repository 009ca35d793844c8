package dev.assay.runners.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The known word that a person most likely meant.
final class Nearest {

    /// No known word is so long; comparing with a longer one would only cost memory.
    private static final int LONGEST = 200;

    private Nearest() {
    }

    /// The known word with the fewest edits to the given one, if at most a third of its letters (and at least one) had to change.
    static Optional<String> to(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        int allowed = Math.max(1, word.length() / 3);
        return known.stream().min(Comparator.comparingInt(other -> edits(word, other))).filter(best -> edits(word, best) <= allowed);
    }

    /// ` Did you mean "x"?`, or nothing.
    static String hint(String word, Collection<String> known) {
        return to(word, known).map(best -> " Did you mean \"" + best + "\"?").orElse("");
    }

    /// Optimal string alignment: letters put in, left out, changed, or swapped with their neighbours; compared without case.
    static int edits(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(cost[i - 1][j - 1] + same, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
