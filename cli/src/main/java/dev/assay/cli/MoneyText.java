package dev.assay.cli;

import java.math.BigDecimal;

/// An amount of money in US dollars, such as `40`, `7.50` or `$40`.
///
/// The option's own name carries the currency, so a bare number has one reading; another currency is refused.
final class MoneyText {

    private static final BigDecimal HIGHEST = new BigDecimal("1000000000");

    private MoneyText() {
    }

    /// Reads an amount of at least 0.
    ///
    /// @throws IllegalArgumentException if the text is none; the message says what to write
    static BigDecimal parse(String text) {
        String trimmed = text.trim();
        String number = trimmed.startsWith("$") ? trimmed.substring(1) : trimmed;
        if (!number.matches("[0-9]{1,12}(\\.[0-9]{1,9})?") || new BigDecimal(number).compareTo(HIGHEST) > 0) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not an amount in US dollars.  Write digits alone, such as 40 or 7.50.");
        }
        return new BigDecimal(number);
    }
}
