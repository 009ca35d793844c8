package dev.assay.suites.answer.equality;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/// A real number known up to a proven error: every value within `radius * 2^exponent` of `middle * 2^exponent`.
///
/// @param middle the midpoint's mantissa
/// @param radius the error's mantissa; zero means the number is known exactly
/// @param exponent the power of two both are scaled by
record Ball(BigInteger middle, BigInteger radius, long exponent) {

    static final Ball ZERO = new Ball(BigInteger.ZERO, BigInteger.ZERO, 0);
    /// Powers of two up to here are printed with their digits.
    private static final int MAX_PRINTED = 100_000_000;

    static final Ball ONE = new Ball(BigInteger.ONE, BigInteger.ZERO, 0);

    Ball {
        if (radius.signum() < 0) {
            throw new IllegalArgumentException("A radius is not negative.");
        }
    }

    static Ball of(long integer) {
        return new Ball(BigInteger.valueOf(integer), BigInteger.ZERO, 0);
    }

    static Ball of(BigInteger integer) {
        return new Ball(integer, BigInteger.ZERO, 0);
    }

    /// The exact value of a finite double.
    static Ball of(double value) {
        if (value == 0) {
            return ZERO;
        }
        int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
        BigInteger mantissa = BigInteger.valueOf((long) Math.scalb(value, -exponent));
        return new Ball(mantissa, BigInteger.ZERO, exponent);
    }

    boolean isExact() {
        return radius.signum() == 0;
    }

    boolean isExactZero() {
        return radius.signum() == 0 && middle.signum() == 0;
    }

    boolean containsZero() {
        return middle.abs().compareTo(radius) <= 0;
    }

    /// Whether every value of the ball is greater than zero.
    boolean isPositive() {
        return middle.signum() > 0 && middle.compareTo(radius) > 0;
    }

    /// Whether every value of the ball is less than zero.
    boolean isNegative() {
        return middle.signum() < 0 && middle.negate().compareTo(radius) > 0;
    }

    Ball negated() {
        return new Ball(middle.negate(), radius, exponent);
    }

    /// An upper bound of the binary logarithm of the largest absolute value; very small for an exact zero.
    long magnitude() {
        BigInteger top = middle.abs().add(radius);
        return top.signum() == 0 ? Long.MIN_VALUE / 4 : top.bitLength() + exponent;
    }

    /// How many bits of the value are certain; large for an exact number, zero or less if zero is inside.
    long certainBits() {
        if (isExact()) {
            return Integer.MAX_VALUE;
        }
        return middle.bitLength() - (long) radius.bitLength();
    }

    /// The midpoint as a double; infinite or zero beyond its range.
    double approximate() {
        if (middle.signum() == 0) {
            return 0;
        }
        int shift = middle.bitLength() - 62;
        BigInteger top = shift > 0 ? middle.shiftRight(shift) : middle;
        long scale = exponent + Math.max(shift, 0);
        if (scale > 2_000) {
            return middle.signum() * Double.POSITIVE_INFINITY;
        }
        return scale < -1_000 ? middle.signum() * Double.MIN_VALUE : Math.scalb(top.doubleValue(), (int) scale);
    }

    /// The midpoint to this many significant decimal digits, for people; only a power of ten for numbers of extreme size.
    String print(int digits) {
        if (containsZero()) {
            return "0";
        }
        if (Math.abs(exponent) > MAX_PRINTED) {
            double logarithm = (middle.abs().bitLength() + (double) exponent) * StrictMath.log10(2);
            return (middle.signum() < 0 ? "-" : "") + "about 10^" + (long) logarithm;
        }
        MathContext context = new MathContext(digits, RoundingMode.HALF_EVEN);
        MathContext wide = new MathContext(digits + 20, RoundingMode.HALF_EVEN);
        BigDecimal scale = new BigDecimal(2).pow((int) Math.abs(exponent), wide);
        BigDecimal value = exponent >= 0
            ? new BigDecimal(middle).multiply(scale, wide).round(context)
            : new BigDecimal(middle).divide(scale, context);
        value = value.stripTrailingZeros();
        return value.precision() - value.scale() > 21 || value.scale() > 30 ? value.toString() : value.toPlainString();
    }
}
