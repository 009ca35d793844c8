package dev.assay.suites.answer;

import dev.assay.suites.answer.expression.Rational;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads English number words from zero to ninety-nine.
final class NumberWords {

    private static final List<String> SMALL = List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen");
    private static final List<String> TENS = List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");

    private NumberWords() {
    }

    /// The number that the whole text names.
    static Optional<Numeral> read(String text) {
        if (text.isEmpty() || text.length() > 20 || !Character.isLetter(text.charAt(0))) {
            return Optional.empty();
        }
        String[] words = text.toLowerCase(Locale.ROOT).split("[- ]", 3);
        int small = SMALL.indexOf(words[0]);
        int tens = TENS.indexOf(words[0]);
        if (words.length == 1) {
            return small >= 0 ? number(small) : tens >= 0 ? number(20 + 10 * tens) : Optional.empty();
        }
        int ones = SMALL.indexOf(words[1]);
        return words.length == 2 && tens >= 0 && ones >= 1 && ones <= 9 ? number(20 + 10 * tens + ones) : Optional.empty();
    }

    private static Optional<Numeral> number(int value) {
        return Optional.of(Numeral.exact(Rational.of(value)).withFlag("NUMBER_WORD"));
    }
}
