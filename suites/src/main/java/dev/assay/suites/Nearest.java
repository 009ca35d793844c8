package dev.assay.suites;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Finds what somebody probably meant to type.
final class Nearest {

    private static final int MAX_TYPED = 200;

    private Nearest() {
    }

    /// A question such as ` Did you mean math/gsm8k?`, with a leading space; empty if nothing known is near.
    static String suggestion(String typed, List<String> known) {
        if (typed.length() > MAX_TYPED) {
            return "";
        }
        String wanted = typed.toLowerCase(Locale.ROOT);
        return known.stream().min(Comparator.comparingInt(name -> distance(wanted, name))).filter(name -> distance(wanted, name) <= 1 + typed.length() / 3)
            .map(name -> " Did you mean " + name + "?").orElse("");
    }

    /// The fewest edits from what was typed to the name, or to its part after the slash.
    private static int distance(String typed, String name) {
        return Math.min(edits(typed, name), edits(typed, name.substring(name.indexOf('/') + 1)));
    }

    private static int edits(String from, String to) {
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
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
