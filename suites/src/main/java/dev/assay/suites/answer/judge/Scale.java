package dev.assay.suites.answer.judge;

import java.math.BigDecimal;

/// The range in which a judge gives a score, ends included.
///
/// @param least worth nothing
/// @param most worth full credit
public record Scale(int least, int most) {

    public Scale {
        if (least >= most) {
            throw new IllegalArgumentException("A scale runs upwards, not from " + least + " to " + most + ".");
        }
    }

    boolean holds(BigDecimal score) {
        return score.compareTo(BigDecimal.valueOf(least)) >= 0 && score.compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    /// The credit of a score in the range, from 0 to 1.
    double credit(BigDecimal score) {
        return score.subtract(BigDecimal.valueOf(least)).doubleValue() / ((double) most - least);
    }
}
