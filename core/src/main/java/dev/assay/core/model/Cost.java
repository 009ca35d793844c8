package dev.assay.core.model;

import java.math.BigDecimal;

/// What one attempt was billed, as far as prices and token counts tell.
///
/// @param amount the amount, exact and at least 0
/// @param currency its currency, such as `USD`
/// @param priceEntry the entry of the price book by which it was computed, as people find it again
public record Cost(BigDecimal amount, String currency, String priceEntry) {

    public Cost {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("A cost is at least 0, not " + amount.toPlainString() + ".");
        }
        if (!currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("A currency is three capitals, such as USD; \"" + currency + "\" is not.");
        }
        amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    }
}
