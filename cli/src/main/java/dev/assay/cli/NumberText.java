package dev.assay.cli;

import java.math.BigDecimal;

/// Numbers as people write them: digits, no grouping, no exponent.
final class NumberText {

    private NumberText() {
    }

    /// Reads a whole number within a range.
    ///
    /// @throws IllegalArgumentException if the text is none or lies outside; the message says what to write
    static long whole(String text, long least, long most) {
        String trimmed = text.trim();
        if (!trimmed.matches("[-+]?[0-9]{1,18}")) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not a whole number.  Write " + range(least, most) + ".");
        }
        long number = Long.parseLong(trimmed);
        if (number < least || number > most) {
            throw new IllegalArgumentException(Quoted.of(text) + " is out of range.  Write " + range(least, most) + ".");
        }
        return number;
    }

    /// Reads a count: a whole number of at least 1.
    static int count(String text) {
        return (int) whole(text, 1, Integer.MAX_VALUE);
    }

    /// Reads how much passes in a minute: 1 to 999,999,999.
    static int limit(String text) {
        return (int) whole(text, 1, 999_999_999);
    }

    /// Reads a seed: any whole number of at most 18 digits.
    static long seed(String text) {
        return whole(text, -999_999_999_999_999_999L, 999_999_999_999_999_999L);
    }

    /// Reads how many calls may be in flight at once: 1 to 20,000.
    static int concurrency(String text) {
        return (int) whole(text, 1, 20_000);
    }

    /// Reads a temperature: 0 to 10.
    static double temperature(String text) {
        return decimal(text, "0", true, "10");
    }

    /// Reads a top-p: above 0 and at most 1.
    static double topP(String text) {
        return decimal(text, "0", false, "1");
    }

    /// Reads a level of significance: above 0 and at most 0.5.
    static double alpha(String text) {
        return decimal(text, "0", false, "0.5");
    }

    private static double decimal(String text, String least, boolean included, String most) {
        String trimmed = text.trim();
        String range = (included ? "one from " : "one above ") + least + (included ? " to " : " and at most ") + most;
        if (!trimmed.matches("[0-9]{1,9}(\\.[0-9]{1,17})?")) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not a number.  Write " + range + ".");
        }
        BigDecimal number = new BigDecimal(trimmed);
        int low = number.compareTo(new BigDecimal(least));
        if (low < 0 || (low == 0 && !included) || number.compareTo(new BigDecimal(most)) > 0) {
            throw new IllegalArgumentException(Quoted.of(text) + " is out of range.  Write " + range + ".");
        }
        return number.doubleValue();
    }

    private static String range(long least, long most) {
        if (least == -most) {
            return "one of at most 18 digits";
        }
        return most == Integer.MAX_VALUE ? "one of at least " + least : "one from " + least + " to " + most;
    }
}
