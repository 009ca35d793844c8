package dev.assay.suites;

import dev.assay.core.task.EditDistance;
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
        return Math.min(EditDistance.between(typed, name), EditDistance.between(typed, name.substring(name.indexOf('/') + 1)));
    }
}
