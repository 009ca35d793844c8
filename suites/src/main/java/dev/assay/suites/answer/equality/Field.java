package dev.assay.suites.answer.equality;

import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicBoolean;

/// Complex ball arithmetic with principal branches, or real arithmetic in which what is not real is undefined.
///
/// In real arithmetic odd roots of negative numbers are real.
final class Field {

    /// Agreement is asked for to so many bits less than there are.
    private static final int GUARD_BITS = 99;

    private final Balls balls;
    private final boolean complex;
    private final AtomicBoolean swallowed = new AtomicBoolean();

    Field(Balls balls, boolean complex) {
        this.balls = balls;
        this.complex = complex;
    }

    Balls balls() {
        return balls;
    }

    boolean isComplex() {
        return complex;
    }

    /// Whether a number so far was lost in another of far larger size, as 1 is in `e^(10^9) + 1`: agreement then means nothing.
    boolean hasSwallowed() {
        return swallowed.getPlain();
    }

    /// Bits beyond which a smaller number leaves no trace that agreement would show.
    private int reach() {
        return balls.bits() - GUARD_BITS;
    }

    private Ball sum(Ball a, Ball b) {
        if (!a.containsZero() && !b.containsZero() && Math.abs(a.magnitude() - b.magnitude()) > reach()) {
            swallowed.setPlain(true);
        }
        return balls.add(a, b);
    }

    /// The exponential, cosine and their like of a tiny number are 1 but for what nobody sees.
    private void near(Ball argument, int reach) {
        if (!argument.containsZero() && argument.magnitude() < -reach) {
            swallowed.setPlain(true);
        }
    }

    Complex add(Complex a, Complex b) {
        if (a.isReal() && b.isReal()) {
            return Complex.of(sum(a.real(), b.real()));
        }
        return new Complex(sum(a.real(), b.real()), sum(a.imaginary(), b.imaginary()));
    }

    Complex subtract(Complex a, Complex b) {
        return add(a, b.negated());
    }

    Complex multiply(Complex a, Complex b) {
        if (a.isReal() && b.isReal()) {
            return Complex.of(balls.multiply(a.real(), b.real()));
        }
        Ball real = sum(balls.multiply(a.real(), b.real()), balls.multiply(a.imaginary(), b.imaginary()).negated());
        Ball imaginary = sum(balls.multiply(a.real(), b.imaginary()), balls.multiply(a.imaginary(), b.real()));
        return new Complex(real, imaginary);
    }

    Complex divide(Complex a, Complex b) {
        if (b.isReal()) {
            if (a.isReal()) {
                return Complex.of(balls.divide(a.real(), b.real()));
            }
            return new Complex(balls.divide(a.real(), b.real()), balls.divide(a.imaginary(), b.real()));
        }
        Ball norm = norm(b);
        Complex product = multiply(a, b.conjugate());
        return new Complex(balls.divide(product.real(), norm), balls.divide(product.imaginary(), norm));
    }

    private Ball norm(Complex a) {
        return sum(balls.multiply(a.real(), a.real()), balls.multiply(a.imaginary(), a.imaginary()));
    }

    Complex abs(Complex a) {
        return Complex.of(a.isReal() ? balls.abs(a.real()) : balls.sqrt(norm(a)));
    }

    Complex argument(Complex a) {
        return Complex.of(balls.angle(a.imaginary(), a.real()));
    }

    Complex pi() {
        return Complex.of(balls.pi());
    }

    Complex exp(Complex a) {
        near(a.real(), reach());
        Ball size = balls.exp(a.real());
        if (a.isReal()) {
            return Complex.of(size);
        }
        Ball[] turn = balls.sinCos(a.imaginary());
        return new Complex(balls.multiply(size, turn[1]), balls.multiply(size, turn[0]));
    }

    Complex log(Complex a) {
        if (a.isReal() && (!complex || a.real().isPositive())) {
            return Complex.of(balls.log(a.real()));
        }
        if (a.isExactZero()) {
            throw Uninformative.undefined("the logarithm of zero");
        }
        Ball size = a.isReal() ? balls.log(a.real().negated()) : balls.scale(balls.log(norm(a)), -1);
        return new Complex(size, balls.angle(a.imaginary(), a.real()));
    }

    Complex sqrt(Complex a) {
        if (a.isReal()) {
            if (complex && a.real().isNegative()) {
                return new Complex(Ball.ZERO, balls.sqrt(a.real().negated()));
            }
            return Complex.of(balls.sqrt(a.real()));
        }
        // sqrt((|a| + x) / 2) and y / (2 u), or the other way round on the left
        Ball size = balls.sqrt(norm(a));
        if (a.real().middle().signum() >= 0) {
            Ball u = balls.sqrt(balls.scale(sum(size, a.real()), -1));
            return new Complex(u, balls.divide(balls.scale(a.imaginary(), -1), u));
        }
        Ball v = balls.sqrt(balls.scale(sum(size, a.real().negated()), -1));
        if (a.imaginary().containsZero()) {
            throw Uninformative.unknown("a root is not known to be on one side of its cut");
        }
        if (a.imaginary().isNegative()) {
            v = v.negated();
        }
        return new Complex(balls.divide(balls.scale(a.imaginary(), -1), v), v);
    }

    /// The root of this degree; real for a negative number and an odd degree unless the mode is complex and asked to be principal.
    Complex root(Complex a, BigInteger degree) {
        return power(a, BigInteger.ONE, degree);
    }

    /// a^(p/q) for a fraction in lowest terms with q > 0.
    Complex power(Complex a, BigInteger p, BigInteger q) {
        if (q.equals(BigInteger.ONE)) {
            return power(a, p);
        }
        if (a.isExactZero()) {
            if (p.signum() < 0) {
                throw Uninformative.undefined("division by zero");
            }
            return Complex.ZERO;
        }
        if (q.equals(BigInteger.TWO)) {
            return power(sqrt(a), p);
        }
        if (a.isReal()) {
            if (a.real().isPositive()) {
                Complex logarithm = Complex.of(balls.log(a.real()));
                return exp(divide(multiply(logarithm, Complex.of(Ball.of(p))), Complex.of(Ball.of(q))));
            }
            boolean odd = q.testBit(0);
            if (a.real().isNegative() && odd) {
                Complex root = power(a.negated(), p, q);
                return p.testBit(0) ? root.negated() : root;
            }
            if (a.real().isNegative() && !complex) {
                throw Uninformative.undefined("an even root of a negative number");
            }
            if (!a.real().isNegative()) {
                throw Uninformative.unknown("the argument of a root is not known to differ from zero");
            }
        }
        return exp(divide(multiply(log(a), Complex.of(Ball.of(p))), Complex.of(Ball.of(q))));
    }

    Complex power(Complex a, BigInteger exponent) {
        if (a.isReal()) {
            if (a.isExactZero() && exponent.signum() < 0) {
                throw Uninformative.undefined("division by zero");
            }
            if (a.isExactZero() && exponent.signum() == 0) {
                throw Uninformative.undefined("zero to the power of zero");
            }
            return Complex.of(balls.power(a.real(), exponent));
        }
        if (exponent.signum() < 0) {
            return divide(Complex.ONE, power(a, exponent.negate()));
        }
        if (exponent.bitLength() > 63) {
            throw Uninformative.unknown("an exponent is too large");
        }
        Complex result = Complex.ONE;
        for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
            result = multiply(result, result);
            if (exponent.testBit(bit)) {
                result = multiply(result, a);
            }
        }
        return result;
    }

    /// a^b for an exponent that is not known to be rational.
    Complex power(Complex a, Complex b) {
        if (a.isExactZero()) {
            if (b.isReal() && b.real().isPositive()) {
                return Complex.ZERO;
            }
            throw Uninformative.undefined("a power of zero");
        }
        return exp(multiply(b, log(a)));
    }

    Complex sin(Complex a) {
        if (a.isReal()) {
            return Complex.of(balls.sin(a.real()));
        }
        Ball[] turn = balls.sinCos(a.real());
        Ball[] grow = sinhCosh(a.imaginary());
        return new Complex(balls.multiply(turn[0], grow[1]), balls.multiply(turn[1], grow[0]));
    }

    Complex cos(Complex a) {
        near(a.real(), reach() / 2);
        if (a.isReal()) {
            return Complex.of(balls.cos(a.real()));
        }
        Ball[] turn = balls.sinCos(a.real());
        Ball[] grow = sinhCosh(a.imaginary());
        return new Complex(balls.multiply(turn[1], grow[1]), balls.multiply(turn[0], grow[0]).negated());
    }

    private Ball[] sinhCosh(Ball a) {
        if (a.isExactZero()) {
            return new Ball[]{Ball.ZERO, Ball.ONE};
        }
        near(a, reach() / 2);
        Ball up = balls.exp(a);
        Ball down = balls.divide(Ball.ONE, up);
        return new Ball[]{balls.scale(sum(up, down.negated()), -1), balls.scale(sum(up, down), -1)};
    }

    Complex tan(Complex a) {
        return divide(sin(a), cos(a));
    }

    Complex sinh(Complex a) {
        if (a.isReal()) {
            return Complex.of(sinhCosh(a.real())[0]);
        }
        return half(subtract(exp(a), exp(a.negated())));
    }

    Complex cosh(Complex a) {
        if (a.isReal()) {
            return Complex.of(sinhCosh(a.real())[1]);
        }
        return half(add(exp(a), exp(a.negated())));
    }

    Complex tanh(Complex a) {
        return divide(sinh(a), cosh(a));
    }

    Complex half(Complex a) {
        return new Complex(balls.scale(a.real(), -1), balls.scale(a.imaginary(), -1));
    }

    Complex atan(Complex a) {
        if (a.isReal()) {
            if (a.real().magnitude() > reach()) {
                swallowed.setPlain(true);
            }
            return Complex.of(balls.atan(a.real()));
        }
        Complex turned = multiply(Complex.I, a);
        Complex difference = subtract(log(subtract(Complex.ONE, turned)), log(add(Complex.ONE, turned)));
        return half(multiply(Complex.I, difference));
    }

    Complex asin(Complex a) {
        if (a.isReal()) {
            Ball rest = balls.multiply(sum(Ball.ONE, a.real().negated()), sum(Ball.ONE, a.real()));
            if (!complex || !rest.isNegative()) {
                return Complex.of(balls.angle(a.real(), balls.sqrt(rest)));
            }
        }
        // -i log(i a + sqrt(1 - a^2))
        Complex inside = add(multiply(Complex.I, a), sqrt(subtract(Complex.ONE, multiply(a, a))));
        return multiply(Complex.I.negated(), log(inside));
    }

    Complex acos(Complex a) {
        if (a.isReal()) {
            Ball rest = balls.multiply(sum(Ball.ONE, a.real().negated()), sum(Ball.ONE, a.real()));
            if (!complex || !rest.isNegative()) {
                return Complex.of(balls.angle(balls.sqrt(rest), a.real()));
            }
        }
        return subtract(half(pi()), asin(a));
    }

    Complex asinh(Complex a) {
        return log(add(a, sqrt(add(multiply(a, a), Complex.ONE))));
    }

    Complex acosh(Complex a) {
        return log(add(a, multiply(sqrt(subtract(a, Complex.ONE)), sqrt(add(a, Complex.ONE)))));
    }

    Complex atanh(Complex a) {
        return half(log(divide(add(Complex.ONE, a), subtract(Complex.ONE, a))));
    }
}
