package dev.assay.runners.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// The known word that a person most likely meant.
final class Nearest {

    private Nearest() {
    }

    /// The known word with the fewest edits to the given one, if at most a third of its letters (and at least one) had to change.
    static Optional<String> to(String word, Collection<String> known) {
        int allowed = Math.max(1, word.length() / 3);
        return known.stream().min(Comparator.comparingInt(other -> edits(word, other))).filter(best -> edits(word, best) <= allowed);
    }

    /// ` Did you mean "x"?`, or nothing.
    static String hint(String word, Collection<String> known) {
        return to(word, known).map(best -> " Did you mean \"" + best + "\"?").orElse("");
    }

    /// Levenshtein's distance, letters compared without case.
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int best = Math.min(diagonal + (same ? 0 : 1), Math.min(row[j], row[j - 1]) + 1);
                diagonal = row[j];
                row[j] = best;
            }
        }
        return row[b.length()];
    }
}
