package dev.assay.suites.answer.equality;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.apfloat.ApfloatRuntimeException;

/// The factorial of a number that is neither an integer nor half of one, from Apfloat.
final class Gamma {

    /// Digits that are given up for Apfloat's rounding.
    private static final int GUARD = 12;

    private Gamma() {}

    static Ball factorial(Balls balls, Ball argument) {
        if (!argument.isExact() && argument.certainBits() < 40 || argument.magnitude() > 10 || argument.isNegative()) {
            throw Uninformative.unknown("the factorial of this number");
        }
        int digits = Math.max(30, balls.bits() * 3 / 10);
        balls.work().charge(2_000L * digits);
        try {
            Apfloat x = apfloat(argument.middle(), argument.exponent(), digits + 2 * GUARD);
            Apfloat value = ApfloatMath.gamma(x.add(Apfloat.ONE));
            BigDecimal decimal = new BigDecimal(value.toString(true)).round(new java.math.MathContext(digits));
            BigInteger mantissa = decimal.unscaledValue();
            Ball result = balls.multiply(Ball.of(mantissa), balls.power(Ball.of(10), BigInteger.valueOf(-decimal.scale())));
            // |(log x!)'| < 8 here, so that the argument's own error grows eightfold at most
            long error = Math.max(-(long) (digits - GUARD) * 3, argument.isExact() ? Long.MIN_VALUE / 8 : 4 + argument.radius().bitLength() + argument.exponent());
            return balls.add(result, new Ball(BigInteger.ZERO, BigInteger.ONE, result.magnitude() + error));
        } catch (ApfloatRuntimeException | ArithmeticException e) {
            throw Uninformative.unknown("the factorial of this number");
        }
    }

    private static Apfloat apfloat(BigInteger mantissa, long exponent, int digits) {
        BigDecimal value = exponent >= 0
            ? new BigDecimal(mantissa.shiftLeft((int) exponent))
            : new BigDecimal(mantissa).divide(new BigDecimal(BigInteger.ONE.shiftLeft((int) -exponent)), new java.math.MathContext(digits));
        return new Apfloat(value.toString(), digits);
    }
}
