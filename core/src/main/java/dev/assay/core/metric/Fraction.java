package dev.assay.core.metric;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/// An exact fraction in lowest terms: what a metric of counts amounts to before anything is rounded.
///
/// @param numerator carries the sign
/// @param denominator above 0
public record Fraction(BigInteger numerator, BigInteger denominator) implements Comparable<Fraction> {

    /// 0.
    public static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);
    /// 1.
    public static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

    private static final int DIGITS = 40;
    private static final int LONGEST_TEXT = 2_000;

    /// @throws IllegalArgumentException if the denominator is 0
    public Fraction {
        if (denominator.signum() == 0) {
            throw new IllegalArgumentException("The denominator of " + numerator + "/" + denominator + " is 0.");
        }
        BigInteger divisor = denominator.signum() < 0 ? numerator.gcd(denominator).negate() : numerator.gcd(denominator);
        numerator = numerator.divide(divisor);
        denominator = denominator.divide(divisor);
    }

    /// The quotient of two whole numbers.
    ///
    /// @throws IllegalArgumentException if the denominator is 0
    public static Fraction of(long numerator, long denominator) {
        return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    /// Reads `3/4`, `-2`, `0.28` or `28%`, exactly.
    ///
    /// @throws IllegalArgumentException if the text is none of these
    public static Fraction parse(String text) {
        String bare = text.strip();
        if (bare.length() > LONGEST_TEXT || !bare.matches("[+-]?[0-9]+(/0*[1-9][0-9]*|(\\.[0-9]+)?%?)")) {
            throw new IllegalArgumentException("A fraction is written 3/4, 0.75 or 75%; \"" + bare.substring(0, Math.min(40, bare.length())) + "\" is not.");
        }
        int slash = bare.indexOf('/');
        if (slash >= 0) {
            return new Fraction(new BigInteger(bare.substring(0, slash)), new BigInteger(bare.substring(slash + 1)));
        }
        boolean percent = bare.endsWith("%");
        BigDecimal value = new BigDecimal(percent ? bare.substring(0, bare.length() - 1) : bare);
        return new Fraction(value.unscaledValue(), BigInteger.TEN.pow(value.scale() + (percent ? 2 : 0)));
    }

    /// The sum.
    public Fraction plus(Fraction other) {
        return new Fraction(numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)), denominator.multiply(other.denominator));
    }

    /// What this lacks to 1.
    public Fraction complement() {
        return new Fraction(denominator.subtract(numerator), denominator);
    }

    /// The product.
    public Fraction times(Fraction other) {
        return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /// The least whole number that is not below `this · factor`: the ceiling, computed without rounding.
    BigInteger ceilingOfTimes(long factor) {
        BigInteger[] parts = numerator.multiply(BigInteger.valueOf(factor)).divideAndRemainder(denominator);
        return parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
    }

    /// The double nearest to it. The quotient is first cut to 40 digits with a last digit that remembers what was cut, so that it is rounded
    /// once.
    public double doubleValue() {
        BigDecimal exact = new BigDecimal(numerator);
        BigDecimal cut = exact.divide(new BigDecimal(denominator), new MathContext(DIGITS, RoundingMode.DOWN));
        boolean inexact = cut.multiply(new BigDecimal(denominator)).compareTo(exact) != 0;
        BigDecimal sticky = inexact ? cut.add(cut.ulp().movePointLeft(1).multiply(BigDecimal.valueOf(numerator.signum()))) : cut;
        return sticky.doubleValue();
    }

    @Override
    public int compareTo(Fraction other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    /// `3/4`; a whole number has the denominator 1.
    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
