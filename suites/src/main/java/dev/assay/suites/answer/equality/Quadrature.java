package dev.assay.suites.answer.equality;

import java.math.BigInteger;
import java.util.function.UnaryOperator;

/// Integrals over a finite interval by the tanh-sinh rule, with an error estimated from two step sizes.
///
/// Takahasi and Mori (1974). The error is an estimate, no proof.
final class Quadrature {

    private static final int BITS = 160;
    private static final int AGREED_BITS = 60;

    private final Balls balls;

    Quadrature(Balls balls) {
        this.balls = new Balls(BITS, balls.work());
    }

    /// The integral; unknown if two step sizes do not agree.
    Ball integrate(UnaryOperator<Ball> integrand, Ball from, Ball to) {
        Ball middle = balls.scale(balls.add(from, to), -1);
        Ball half = balls.scale(balls.subtract(to, from), -1);
        Ball previous = sum(integrand, middle, half, 4);
        for (int level = 5; level <= 7; level++) {
            Ball next = sum(integrand, middle, half, level);
            Ball difference = balls.subtract(next, previous);
            long size = Math.max(next.magnitude(), -40);
            if (difference.magnitude() < size - AGREED_BITS) {
                return balls.add(next, new Ball(BigInteger.ZERO, BigInteger.ONE, size - AGREED_BITS + 8));
            }
            previous = next;
        }
        throw Uninformative.unknown("an integral did not settle");
    }

    /// The rule with step 2^-level.
    private Ball sum(UnaryOperator<Ball> integrand, Ball middle, Ball half, int level) {
        Ball total = Ball.ZERO;
        int count = 9 << (level - 1);
        Ball halfPi = balls.scale(balls.pi(), -1);
        for (int k = -count; k <= count; k++) {
            Ball t = balls.scale(Ball.of(k), -level);
            Ball up = balls.exp(t);
            Ball down = balls.divide(Ball.ONE, up);
            Ball sinh = balls.scale(balls.subtract(up, down), -1);
            Ball cosh = balls.scale(balls.add(up, down), -1);
            Ball grow = balls.exp(balls.scale(balls.multiply(halfPi, sinh), 1));
            // tanh(u) = (g - 1)/(g + 1), 1/cosh(u)^2 = 4 g/(g + 1)^2 with g = e^(2u)
            Ball sum = balls.add(grow, Ball.ONE);
            Ball x = balls.divide(balls.subtract(grow, Ball.ONE), sum);
            Ball weight = balls.divide(balls.multiply(balls.multiply(halfPi, cosh), balls.scale(grow, 2)), balls.multiply(sum, sum));
            if (weight.magnitude() < -BITS) {
                continue;
            }
            Ball at = balls.add(middle, balls.multiply(half, x));
            total = balls.add(total, balls.multiply(weight, integrand.apply(new Ball(at.middle(), BigInteger.ZERO, at.exponent()))));
        }
        return balls.multiply(balls.scale(total, -level), half);
    }
}
