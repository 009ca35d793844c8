package dev.assay.suites.code.check;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells numbers from other tokens: ASCII digits with an optional sign, point and exponent, and nothing else.
///
/// No infinity, no NaN, no digit separators. Tokens of more than 1,000 characters or with exponents beyond ±10,000 are words, so that no
/// comparison costs more than its text.
final class DecimalToken {

    private static final int LONGEST = 1000;
    private static final int GREATEST_EXPONENT = 10_000;
    private static final Pattern FORM = Pattern.compile("[+-]?(?:[0-9]++(?:\\.[0-9]*+)?+|\\.[0-9]++)(?:[eE]([+-]?[0-9]++))?+");

    private DecimalToken() {
    }

    /// The number; empty if the token is a word.
    static Optional<BigDecimal> read(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(token);
        if (!form.matches() || !small(Optional.ofNullable(form.group(1)))) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(token));
    }

    private static boolean small(Optional<String> exponent) {
        String digits = exponent.orElse("0").replaceFirst("^[+-]", "").replaceFirst("^0+(?=.)", "");
        return digits.length() <= 5 && Integer.parseInt(digits) <= GREATEST_EXPONENT;
    }
}
