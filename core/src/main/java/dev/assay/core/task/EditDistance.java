package dev.assay.core.task;

/// How far a word that was typed is from a name that is known.
///
/// Levenshtein 1966, *Binary codes capable of correcting deletions, insertions, and reversals*.
public final class EditDistance {

    private EditDistance() {
    }

    /// How many letters must be put in, taken out or changed to make one word from the other; takes the product of both lengths in steps.
    public static int between(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
