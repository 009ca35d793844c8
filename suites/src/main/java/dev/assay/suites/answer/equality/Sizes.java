package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Rational;
import dev.assay.suites.answer.expression.Work;
import java.math.BigInteger;
import java.util.Optional;

/// Notices numbers so small, or exponents so large, that 120 digits may hide a difference.
final class Sizes {

    /// 10^40 in bits.
    private static final int TINY_BITS = 132;
    private static final BigInteger LARGE_EXPONENT = BigInteger.valueOf(300);
    private static final int LARGE_POWER_BITS = 330;

    private Sizes() {
    }

    /// Whether a literal below 10^-40 occurs, an exponent above 300, or a power of about 10^100 and more.
    static boolean areExtreme(Answer answer, Work work) {
        work.charge(2);
        return switch (answer) {
            case Answer.Literal literal -> isTiny(literal.value());
            case Answer.Power power -> isLarge(power, work) || areExtreme(power.base(), work) || areExtreme(power.exponent(), work);
            default -> Names.parts(answer).stream().anyMatch(part -> areExtreme(part, work));
        };
    }

    private static boolean isTiny(Rational value) {
        return !value.isZero() && value.denominator().bitLength() - value.numerator().bitLength() > TINY_BITS;
    }

    private static boolean isLarge(Answer.Power power, Work work) {
        Optional<Rational> exponent = Exact.value(power.exponent(), work).map(Rational::abs);
        if (exponent.isEmpty()) {
            return false;
        }
        if (exponent.get().compareTo(Rational.of(LARGE_EXPONENT)) > 0) {
            return true;
        }
        int bits = power.base() instanceof Answer.Literal literal ? literal.value().bits() : 1;
        return exponent.get().times(Rational.of(bits)).compareTo(Rational.of(LARGE_POWER_BITS)) > 0;
    }
}
