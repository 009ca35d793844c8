package dev.assay.suites.answer.expression;

import java.math.BigInteger;
import java.util.Optional;

/// An exact fraction in lowest terms.
///
/// @param numerator carries the sign
/// @param denominator is positive
public record Rational(BigInteger numerator, BigInteger denominator) implements Comparable<Rational> {

    /// The most bits a numerator or denominator may have.
    public static final int MAX_BITS = 65_536;
    /// The largest exponent that is computed.
    public static final int MAX_EXPONENT = 10_000;

    /// The number 0.
    public static final Rational ZERO = of(BigInteger.ZERO);
    /// The number 1.
    public static final Rational ONE = of(BigInteger.ONE);

    /// Checks the denominator and brings the fraction to lowest terms.
    public Rational {
        if (denominator.signum() == 0) {
            throw new IllegalArgumentException("A fraction has no zero below its line.");
        }
        if (denominator.signum() < 0) {
            numerator = numerator.negate();
            denominator = denominator.negate();
        }
        BigInteger common = numerator.gcd(denominator);
        if (!common.equals(BigInteger.ONE)) {
            numerator = numerator.divide(common);
            denominator = denominator.divide(common);
        }
    }

    /// The integer as a fraction.
    public static Rational of(BigInteger integer) {
        return new Rational(integer, BigInteger.ONE);
    }

    /// The integer as a fraction.
    public static Rational of(long integer) {
        return of(BigInteger.valueOf(integer));
    }

    /// The fraction in lowest terms; the denominator is not zero.
    public static Rational of(long numerator, long denominator) {
        return new Rational(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /// The sum.
    public Rational plus(Rational other) {
        return new Rational(numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)), denominator.multiply(other.denominator));
    }

    /// The difference.
    public Rational minus(Rational other) {
        return plus(other.negated());
    }

    /// The product.
    public Rational times(Rational other) {
        return new Rational(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /// The quotient; absent if the divisor is zero.
    public Optional<Rational> over(Rational divisor) {
        if (divisor.isZero()) {
            return Optional.empty();
        }
        return Optional.of(new Rational(numerator.multiply(divisor.denominator), denominator.multiply(divisor.numerator)));
    }

    /// An integer power; absent for a zero with a negative exponent, and where the result would pass a limit.
    public Optional<Rational> power(long exponent) {
        if (Math.abs(exponent) > MAX_EXPONENT || (isZero() && exponent < 0)) {
            return Optional.empty();
        }
        int size = (int) Math.abs(exponent);
        if ((long) bits() * size > MAX_BITS) {
            return Optional.empty();
        }
        BigInteger above = numerator.pow(size);
        BigInteger below = denominator.pow(size);
        return Optional.of(exponent < 0 ? new Rational(below, above) : new Rational(above, below));
    }

    /// The larger bit length of the two parts.
    public int bits() {
        return Math.max(numerator.bitLength(), denominator.bitLength());
    }

    /// The number with its sign turned.
    public Rational negated() {
        return new Rational(numerator.negate(), denominator);
    }

    /// The number without its sign.
    public Rational abs() {
        return signum() < 0 ? negated() : this;
    }

    /// -1, 0 or 1.
    public int signum() {
        return numerator.signum();
    }

    /// True for 0.
    public boolean isZero() {
        return numerator.signum() == 0;
    }

    /// True if the denominator is 1.
    public boolean isInteger() {
        return denominator.equals(BigInteger.ONE);
    }

    /// Ten to a power within the limits of [#power].
    public static Optional<Rational> tenTo(long exponent) {
        return of(10).power(exponent);
    }

    /// True if the decimal fraction ends after at most so many digits; negative counts mean zeros before the point.
    public boolean endsWithin(int digits) {
        return tenTo(digits).map(scale -> times(scale).isInteger()).orElse(false);
    }

    @Override
    public int compareTo(Rational other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    /// `a` or `a/b`, shortened in the middle where it is long.
    @Override
    public String toString() {
        String text = isInteger() ? numerator.toString() : numerator + "/" + denominator;
        return text.length() <= 80 ? text : text.substring(0, 40) + "…" + text.substring(text.length() - 20) + " (" + text.length() + " characters)";
    }
}
