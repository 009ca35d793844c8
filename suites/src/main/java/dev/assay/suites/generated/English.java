package dev.assay.suites.generated;

import java.util.List;

/// The few rules of English that generated questions need; independent of any locale.
public final class English {

    private static final List<String> WORDS = List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

    private English() {
    }

    /// A number in words up to ten, in digits above.
    public static String number(int number) {
        return number >= 0 && number < WORDS.size() ? WORDS.get(number) : Integer.toString(number);
    }

    /// A list in a sentence: `a`, `a and b`, `a, b and c`.
    ///
    /// @param items at least one
    public static String list(List<String> items) {
        if (items.size() == 1) {
            return items.getFirst();
        }
        return String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.getLast();
    }

    /// The same text beginning with a capital; only the letters a to z are changed.
    public static String capitalized(String text) {
        char first = text.charAt(0);
        return first >= 'a' && first <= 'z' ? (char) (first - 'a' + 'A') + text.substring(1) : text;
    }
}
