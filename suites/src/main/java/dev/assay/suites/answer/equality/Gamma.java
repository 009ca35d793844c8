package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// The factorial of a positive number by Stirling's series with its proven remainder.
///
/// x! = G(x + 1), and G(z) = G(z + n) / (z (z + 1) … (z + n - 1)) brings the argument to where the series is good enough. For
/// z > 0 its remainder is smaller than the first term left out and has that term's sign (Whittaker and Watson, section 12.33).
final class Gamma {

    private static final int GUARD = 64;
    private static final int LARGEST = 1_024;
    private static final int MAX_MAGNITUDE = 34;

    private Gamma() {
    }

    static Ball factorial(Balls balls, Ball argument) {
        if ((!argument.isExact() && argument.certainBits() < 40) || argument.magnitude() > MAX_MAGNITUDE || !argument.isPositive()) {
            throw Uninformative.unknown("the factorial of this number");
        }
        Balls wide = new Balls(balls.bits() + GUARD + (int) Math.max(0, argument.magnitude()), balls.work());
        Ball z = wide.add(argument, Ball.ONE);
        long goal = Math.min(LARGEST, balls.bits() / 4 + 8L);
        Ball divisor = Ball.ONE;
        while (z.approximate() < goal) {
            divisor = wide.multiply(divisor, z);
            z = wide.add(z, Ball.ONE);
        }
        return balls.round(wide.divide(wide.exp(logarithm(wide, z)), divisor));
    }

    /// log G(z) = (z - 1/2) log z - z + log(2 pi)/2 + sum B(2k) / (2k (2k - 1) z^(2k - 1)).
    private static Ball logarithm(Balls balls, Ball z) {
        Ball half = balls.scale(Ball.ONE, -1);
        Ball sum = balls.subtract(balls.multiply(balls.subtract(z, half), balls.log(z)), z);
        sum = balls.add(sum, balls.scale(balls.log(balls.scale(balls.pi(), 1)), -1));
        Ball inverse = balls.divide(Ball.ONE, z);
        Ball square = balls.multiply(inverse, inverse);
        Ball power = inverse;
        for (int k = 1; k <= Bernoulli.NUMBERS.size(); k++) {
            Rational number = Bernoulli.NUMBERS.get(k - 1);
            BigInteger below = number.denominator().multiply(BigInteger.valueOf(2L * k * (2L * k - 1)));
            Ball term = balls.multiply(power, balls.fraction(number.numerator(), below));
            if (term.magnitude() < -balls.bits()) {
                return balls.add(sum, new Ball(BigInteger.ZERO, BigInteger.ONE, term.magnitude()));
            }
            sum = balls.add(sum, term);
            power = balls.multiply(power, square);
        }
        throw Uninformative.unknown("the factorial of a number with so many digits");
    }

    /// The Bernoulli numbers B(2), B(4), …, from the tangent numbers (Brent and Harvey 2011).
    private static final class Bernoulli {

        private static final int COUNT = 256;
        static final List<Rational> NUMBERS = numbers();

        private Bernoulli() {
        }

        private static List<Rational> numbers() {
            List<BigInteger> tangent = new ArrayList<>();
            tangent.add(BigInteger.ONE);
            for (int k = 1; k < COUNT; k++) {
                tangent.add(tangent.get(k - 1).multiply(BigInteger.valueOf(k)));
            }
            for (int k = 1; k < COUNT; k++) {
                for (int j = k; j < COUNT; j++) {
                    BigInteger next = tangent.get(j - 1).multiply(BigInteger.valueOf(j - k)).add(tangent.get(j).multiply(BigInteger.valueOf(j - k + 2L)));
                    tangent.set(j, next);
                }
            }
            List<Rational> numbers = new ArrayList<>();
            for (int n = 1; n <= COUNT; n++) {
                // B(2n) = (-1)^(n - 1) 2n T(n) / (4^n (4^n - 1))
                BigInteger four = BigInteger.ONE.shiftLeft(2 * n);
                BigInteger above = tangent.get(n - 1).multiply(BigInteger.valueOf(2L * n));
                numbers.add(new Rational(n % 2 == 0 ? above.negate() : above, four.multiply(four.subtract(BigInteger.ONE))));
            }
            return List.copyOf(numbers);
        }
    }
}
