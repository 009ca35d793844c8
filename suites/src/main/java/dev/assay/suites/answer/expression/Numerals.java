package dev.assay.suites.answer.expression;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads numbers that are written in digits or in English words.
final class Numerals {

    /// The most digits of one literal.
    static final int MAX_DIGITS = 256;
    /// The largest exponent of a literal.
    static final int MAX_EXPONENT = 10_000;

    private static final List<String> SMALL = List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen");
    private static final List<String> TENS = List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
    private static final Map<String, Integer> SCALES = Map.of("hundred", 2, "thousand", 3, "million", 6, "billion", 9, "trillion", 12);
    private static final Map<String, Integer> PARTS = Map.of("half", 2, "third", 3, "quarter", 4, "fourth", 4, "fifth", 5, "sixth", 6, "seventh", 7,
        "eighth", 8, "ninth", 9, "tenth", 10);
    private static final List<String> ORDINALS = List.of("zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth");

    private Numerals() {
    }

    /// Reads `12`, `.5`, `1.50`, `2.5e-3`; the text has been found by the lexer and holds nothing else.
    static Answer.Literal decimal(String text) {
        int e = Math.max(text.indexOf('e'), text.indexOf('E'));
        String mantissa = e < 0 ? text : text.substring(0, e);
        int exponent = e < 0 ? 0 : Integer.parseInt(text.substring(e + 1).replace("+", ""));
        int point = mantissa.indexOf('.');
        String digits = point < 0 ? mantissa : mantissa.substring(0, point) + mantissa.substring(point + 1);
        int after = point < 0 ? 0 : mantissa.length() - point - 1;
        BigInteger whole = digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
        Rational value = scaled(whole, exponent - after);
        if (point < 0 && e < 0) {
            return Answer.Literal.of(value);
        }
        int significant = Math.max(1, significant(digits));
        return new Answer.Literal(value, Optional.of(new Answer.Precision(after - exponent, significant, e >= 0)));
    }

    /// An integer times a power of ten.
    static Rational scaled(BigInteger whole, int exponent) {
        BigInteger ten = BigInteger.TEN.pow(Math.abs(exponent));
        return exponent < 0 ? new Rational(whole, ten) : Rational.of(whole.multiply(ten));
    }

    private static int significant(String digits) {
        int zeros = 0;
        while (zeros < digits.length() && digits.charAt(zeros) == '0') {
            zeros++;
        }
        return digits.length() - zeros;
    }

    /// A decimal whose last digits repeat for ever: `0.1` and `6` is 1/6.
    static Rational repeating(String start, String period) {
        Rational head = decimal(start).value();
        int point = start.indexOf('.');
        int after = point < 0 ? 0 : start.length() - point - 1;
        BigInteger nines = BigInteger.TEN.pow(period.length()).subtract(BigInteger.ONE).multiply(BigInteger.TEN.pow(after));
        return head.plus(new Rational(new BigInteger(period), nines));
    }

    /// The period that digits before dots suggest: at least three times one digit, or twice a group of 2 to 6, at the end.
    static Optional<Rational> dotted(String decimal) {
        int point = decimal.indexOf('.');
        if (point < 0) {
            return Optional.empty();
        }
        String digits = decimal.substring(point + 1);
        for (int length = 1; length <= 6; length++) {
            int times = length == 1 ? 3 : 2;
            if (digits.length() >= times * length && repeats(digits, length, times)) {
                int start = digits.length() - length;
                while (start - length >= 0 && digits.regionMatches(start - length, digits, start, length)) {
                    start -= length;
                }
                return Optional.of(repeating(decimal.substring(0, point + 1 + start), digits.substring(digits.length() - length)));
            }
        }
        return Optional.empty();
    }

    private static boolean repeats(String digits, int length, int times) {
        String period = digits.substring(digits.length() - length);
        return digits.endsWith(period.repeat(times));
    }

    /// The number that English words name: zero to ninety-nine, and the ordinals to tenth.
    static Optional<Rational> word(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        int small = SMALL.indexOf(lower);
        if (small >= 0) {
            return Optional.of(Rational.of(small));
        }
        int tens = TENS.indexOf(lower);
        if (tens >= 0) {
            return Optional.of(Rational.of(20L + 10L * tens));
        }
        int hyphen = lower.indexOf('-');
        if (hyphen > 0) {
            int high = TENS.indexOf(lower.substring(0, hyphen));
            int low = SMALL.indexOf(lower.substring(hyphen + 1));
            int count = SMALL.indexOf(lower.substring(0, hyphen));
            Optional<Integer> part = count >= 1 ? part(lower.substring(hyphen + 1), count > 1) : Optional.empty();
            if (part.isPresent()) {
                return Optional.of(Rational.of(count, part.get()));
            }
            return high >= 0 && low >= 1 && low <= 9 ? Optional.of(Rational.of(20L + 10L * high + low)) : Optional.empty();
        }
        int ordinal = ORDINALS.indexOf(lower);
        return ordinal >= 0 && !"second".equals(lower) ? Optional.of(Rational.of(ordinal)) : Optional.empty();
    }

    /// What a word divides by that names a part: 3 for `third` and `thirds`.
    ///
    /// @param many whether there is more than one part, which takes the plural
    static Optional<Integer> part(String word, boolean many) {
        String lower = word.toLowerCase(Locale.ROOT);
        String one = "halves".equals(lower) ? "half" : many && lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
        return many == (one.length() != lower.length() || "halves".equals(lower)) ? Optional.ofNullable(PARTS.get(one)) : Optional.empty();
    }

    /// The power of ten of a scale word, such as 9 for billion.
    static Optional<Integer> scale(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        Integer exact = SCALES.get(lower);
        return Optional.ofNullable(exact != null || !lower.endsWith("s") ? exact : SCALES.get(lower.substring(0, lower.length() - 1)));
    }

    /// The words for numbers, and the limits of numerals.
    static String canonical() {
        return SMALL + " " + TENS + " " + ReadingTables.sorted(SCALES) + " " + ReadingTables.sorted(PARTS) + " " + ORDINALS + " " + MAX_DIGITS + " "
            + MAX_EXPONENT;
    }
}
