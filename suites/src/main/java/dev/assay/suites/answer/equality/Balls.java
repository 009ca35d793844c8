package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Work;
import java.math.BigInteger;

/// Real ball arithmetic at one precision: every result encloses the true value, whatever was rounded on the way.
///
/// Sums, products, quotients and roots round midpoints towards minus infinity and add the lost part to the radius.
/// The exponential and the sine with the cosine are fixed-point Taylor series after argument reduction; the
/// logarithm and the arc tangent correct a `StrictMath` value with one of these and a short series, so that the
/// quality of the first value matters only for speed.
final class Balls {

    private static final int RADIUS_BITS = 30;
    /// Beyond this power of two a number is no longer handled.
    private static final long MAX_EXPONENT = 1L << 40;

    private final int bits;
    private final Work work;
    private final long unit;

    Balls(int bits, Work work) {
        this.bits = bits;
        this.work = work;
        long limbs = bits / 64 + 1L;
        this.unit = 6 + limbs * limbs;
    }

    int bits() {
        return bits;
    }

    Work work() {
        return work;
    }

    Ball fraction(BigInteger numerator, BigInteger denominator) {
        return denominator.equals(BigInteger.ONE) ? round(numerator, BigInteger.ZERO, 0) : divide(Ball.of(numerator), Ball.of(denominator));
    }

    /// What an operand that has not been rounded yet costs more.
    private long excess(Ball ball) {
        long limbs = ball.middle().bitLength() / 64;
        return limbs <= bits / 64 + 1 ? 0 : limbs * limbs / 4;
    }

    Ball add(Ball a, Ball b) {
        work.charge(unit);
        if (a.isExactZero()) {
            return b;
        }
        if (b.isExactZero()) {
            return a;
        }
        boolean ordered = a.exponent() >= b.exponent();
        Ball high = ordered ? a : b;
        Ball low = ordered ? b : a;
        long gap = high.exponent() - low.exponent();
        if (gap <= 4L * bits + 128) {
            int shift = (int) gap;
            return round(high.middle().shiftLeft(shift).add(low.middle()), high.radius().shiftLeft(shift).add(low.radius()), low.exponent());
        }
        int shift = Math.max(0, bits + 8 - high.middle().bitLength());
        long exponent = high.exponent() - shift;
        if (low.magnitude() <= exponent) {
            return round(high.middle().shiftLeft(shift), high.radius().shiftLeft(shift).add(BigInteger.ONE), exponent);
        }
        Ball coarse = coarsen(low, exponent);
        return round(high.middle().shiftLeft(shift).add(coarse.middle()), high.radius().shiftLeft(shift).add(coarse.radius()), exponent);
    }

    Ball subtract(Ball a, Ball b) {
        return add(a, b.negated());
    }

    Ball multiply(Ball a, Ball b) {
        work.charge(unit + excess(a) + excess(b));
        BigInteger middle = a.middle().multiply(b.middle());
        BigInteger radius = BigInteger.ZERO;
        if (!a.isExact() || !b.isExact()) {
            radius = a.middle().abs().multiply(b.radius()).add(b.middle().abs().multiply(a.radius())).add(a.radius().multiply(b.radius()));
        }
        return round(middle, radius, a.exponent() + b.exponent());
    }

    /// The ball times two to a power.
    Ball scale(Ball a, long power) {
        return new Ball(a.middle(), a.radius(), a.exponent() + power);
    }

    Ball divide(Ball a, Ball b) {
        work.charge(2 * unit + excess(a) + excess(b));
        if (b.isExactZero()) {
            throw Uninformative.undefined("division by zero");
        }
        if (b.containsZero()) {
            throw Uninformative.unknown("a divisor is not known to differ from zero");
        }
        if (a.isExactZero()) {
            return Ball.ZERO;
        }
        BigInteger divisor = b.middle().abs();
        int shift = Math.max(0, bits + 4 + divisor.bitLength() - a.middle().bitLength());
        BigInteger[] parts = a.middle().shiftLeft(shift).divideAndRemainder(b.middle());
        BigInteger radius = parts[1].signum() == 0 ? BigInteger.ZERO : BigInteger.ONE;
        if (!a.isExact() || !b.isExact()) {
            BigInteger spread = a.radius().multiply(divisor).add(a.middle().abs().multiply(b.radius())).shiftLeft(shift);
            radius = radius.add(spread.divide(divisor.multiply(divisor.subtract(b.radius())))).add(BigInteger.ONE);
        }
        return round(parts[0], radius, a.exponent() - b.exponent() - shift);
    }

    /// The square root; undefined for a negative number, and bounded from zero where the sign is not known.
    Ball sqrt(Ball a) {
        work.charge(4 * unit);
        if (a.isExactZero()) {
            return a;
        }
        if (a.isNegative()) {
            throw Uninformative.undefined("the square root of a negative number");
        }
        if (!a.isPositive()) {
            Ball top = sqrt(new Ball(a.middle().abs().add(a.radius()), BigInteger.ZERO, a.exponent()));
            return round(BigInteger.ZERO, top.middle().add(top.radius()), top.exponent());
        }
        int shift = Math.max(0, 2 * bits + 8 - a.middle().bitLength());
        if (((a.exponent() - shift) & 1) != 0) {
            shift++;
        }
        BigInteger scaled = a.middle().shiftLeft(shift);
        BigInteger[] parts = scaled.sqrtAndRemainder();
        BigInteger radius = parts[1].signum() == 0 ? BigInteger.ZERO : BigInteger.ONE;
        if (!a.isExact()) {
            radius = radius.add(a.radius().shiftLeft(shift).divide(parts[0])).add(BigInteger.ONE);
        }
        return round(parts[0], radius, (a.exponent() - shift) / 2);
    }

    /// An integer power, by repeated squaring.
    Ball power(Ball base, BigInteger exponent) {
        if (exponent.signum() < 0) {
            return divide(Ball.ONE, power(base, exponent.negate()));
        }
        if (exponent.signum() == 0) {
            return Ball.ONE;
        }
        if (exponent.bitLength() > 63) {
            throw Uninformative.unknown("an exponent is too large");
        }
        Balls wide = new Balls(bits + exponent.bitLength() + 8, work);
        Ball result = base;
        for (int bit = exponent.bitLength() - 2; bit >= 0; bit--) {
            result = wide.multiply(result, result);
            if (exponent.testBit(bit)) {
                result = wide.multiply(result, base);
            }
        }
        return round(result.middle(), result.radius(), result.exponent());
    }

    Ball abs(Ball a) {
        if (a.isPositive() || a.isExactZero()) {
            return a;
        }
        if (a.isNegative()) {
            return a.negated();
        }
        return round(BigInteger.ZERO, a.middle().abs().add(a.radius()), a.exponent());
    }

    Ball pi() {
        return round(Constants.PI.middle(), Constants.PI.radius(), Constants.PI.exponent());
    }

    Ball e() {
        return exp(Ball.ONE);
    }

    Ball exp(Ball a) {
        if (a.isExactZero()) {
            return Ball.ONE;
        }
        if (a.magnitude() > 41) {
            throw Uninformative.unknown("an exponential is too large");
        }
        if (!a.isExact() && a.radius().bitLength() + a.exponent() > -1) {
            throw Uninformative.unknown("the argument of an exponential is not known well enough");
        }
        int halvings = halvings();
        int precision = bits + halvings + 24 + (int) Math.max(0, a.magnitude());
        BigInteger fixed = fixed(a.middle(), a.exponent(), precision);
        BigInteger ln2 = fixed(Constants.LN2.middle(), Constants.LN2.exponent(), precision);
        BigInteger turns = divideRound(fixed, ln2);
        // off by at most 2 units, and by |turns| + 1 units for ln 2; both lie below 2^(magnitude + 2) units
        BigInteger rest = fixed.subtract(turns.multiply(ln2));
        int shift = (int) Math.max(0, a.magnitude());
        precision -= shift;
        rest = rest.shiftRight(shift);
        int terms = 1;
        BigInteger x = rest.shiftRight(halvings);
        BigInteger one = BigInteger.ONE.shiftLeft(precision);
        BigInteger sum = one.add(x);
        BigInteger term = x;
        while (term.abs().bitLength() > 1 && terms < 2_000) {
            terms++;
            term = term.multiply(x).shiftRight(precision).divide(BigInteger.valueOf(terms));
            sum = sum.add(term);
        }
        work.charge((terms + halvings + 4L) * limbs(precision));
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum).shiftRight(precision);
        }
        // the series is off by at most 3 units a term plus the reduction's 12; each squaring triples that at most by doubling and one more unit
        BigInteger radius = BigInteger.valueOf(3L * terms + 16).shiftLeft(2 * halvingsError(halvings) + 2);
        Ball result = new Ball(sum, radius, -(long) precision + turns.longValueExact());
        if (!a.isExact()) {
            // |e^r - 1| <= 2 r for r <= 1
            Ball spread = new Ball(BigInteger.ZERO, a.radius().shiftLeft(1), a.exponent());
            result = multiply(result, add(Ball.ONE, spread));
        }
        return round(result.middle(), result.radius(), result.exponent());
    }

    private static int halvingsError(int halvings) {
        return (halvings + 1) / 2;
    }

    private int halvings() {
        return 2 + (int) Math.sqrt(bits / 2.0);
    }

    private static long limbs(int precision) {
        long limbs = precision / 64 + 1L;
        return limbs * limbs;
    }

    /// The logarithm of a positive number.
    Ball log(Ball a) {
        if (a.isExactZero()) {
            throw Uninformative.undefined("the logarithm of zero");
        }
        if (a.isNegative()) {
            throw Uninformative.undefined("the logarithm of a negative number");
        }
        if (!a.isPositive()) {
            throw Uninformative.unknown("the argument of a logarithm is not known to differ from zero");
        }
        if (a.isExact() && a.middle().equals(BigInteger.ONE) && a.exponent() == 0) {
            return Ball.ZERO;
        }
        long scale = a.middle().bitLength() + a.exponent();
        Ball mantissa = scale(a, -scale);
        if (scale == 1 || scale == 0) {
            mantissa = a;
            scale = 0;
        }
        // relative precision near one needs more bits: the distance from one is what counts
        Ball distance = subtract(mantissa, Ball.ONE);
        if (scale == 0 && distance.magnitude() < -20) {
            return multiply(logSeries(distance), Ball.ONE);
        }
        Ball start = Ball.of(StrictMath.log(mantissa.approximate()));
        Ball power = exp(start);
        Ball quotient = divide(subtract(mantissa, power), power);
        Ball result = add(start, logSeries(quotient));
        if (scale != 0) {
            Ball ln2 = round(Constants.LN2.middle(), Constants.LN2.radius(), Constants.LN2.exponent());
            result = add(result, multiply(ln2, Ball.of(scale)));
        }
        return result;
    }

    /// log(1 + d) for a small d, as 2 artanh(d / (2 + d)).
    private Ball logSeries(Ball d) {
        if (d.magnitude() > -2) {
            throw Uninformative.unknown("the argument of a logarithm is not known well enough");
        }
        Ball z = divide(d, add(Ball.of(2), d));
        return scale(oddSeries(z, false), 1);
    }

    /// z + z^3/3 + z^5/5 …, or with alternating signs.
    private Ball oddSeries(Ball z, boolean alternating) {
        if (z.isExactZero()) {
            return z;
        }
        Ball square = multiply(z, z);
        if (alternating) {
            square = square.negated();
        }
        Ball sum = z;
        Ball power = z;
        int index = 1;
        long goal = z.magnitude() - bits - 8;
        do {
            power = multiply(power, square);
            index += 2;
            sum = add(sum, divide(power, Ball.of(index)));
        } while (power.magnitude() > goal && index < 4_000);
        // the tail is at most the last power, because |z| < 1/2
        return add(sum, new Ball(BigInteger.ZERO, BigInteger.ONE, power.magnitude()));
    }

    Ball sin(Ball a) {
        return sinCos(a)[0];
    }

    Ball cos(Ball a) {
        return sinCos(a)[1];
    }

    /// Sine and cosine.
    Ball[] sinCos(Ball a) {
        if (a.isExactZero()) {
            return new Ball[]{Ball.ZERO, Ball.ONE};
        }
        if (a.magnitude() > 400 || (a.magnitude() > 0 && a.magnitude() + bits + 128 > Constants.BITS)) {
            throw Uninformative.unknown("an angle is too large");
        }
        if (a.magnitude() < -bits - 8L) {
            Ball error = new Ball(BigInteger.ZERO, BigInteger.ONE, 2 * a.magnitude());
            return new Ball[]{multiply(a, add(Ball.ONE, error)), add(Ball.ONE, error)};
        }
        int halvings = halvings();
        int size = (int) Math.max(0, a.magnitude());
        // a small angle keeps its relative precision
        int precision = bits + halvings + 24 + size + (int) Math.max(0, -a.magnitude());
        if (precision + 16 > Constants.BITS) {
            throw Uninformative.unknown("an angle needs too many digits");
        }
        BigInteger fixed = fixed(a.middle(), a.exponent(), precision);
        BigInteger quarter = fixed(Constants.PI.middle(), Constants.PI.exponent() - 1, precision);
        BigInteger turns = divideRound(fixed, quarter);
        BigInteger rest = fixed.subtract(turns.multiply(quarter)).shiftRight(size);
        precision -= size;
        BigInteger x = rest.shiftRight(halvings);
        BigInteger one = BigInteger.ONE.shiftLeft(precision);
        BigInteger cosine = one;
        BigInteger sine = x;
        BigInteger term = x;
        int terms = 1;
        while (term.abs().bitLength() > 1 && terms < 2_000) {
            terms++;
            term = term.multiply(x).shiftRight(precision).divide(BigInteger.valueOf(terms));
            switch (terms & 3) {
                case 0 -> cosine = cosine.add(term);
                case 1 -> sine = sine.add(term);
                case 2 -> cosine = cosine.subtract(term);
                default -> sine = sine.subtract(term);
            }
        }
        work.charge((terms + 3L * halvings + 4L) * limbs(precision));
        for (int i = 0; i < halvings; i++) {
            BigInteger doubled = sine.multiply(cosine).shiftRight(precision - 1);
            cosine = cosine.multiply(cosine).subtract(sine.multiply(sine)).shiftRight(precision);
            sine = doubled;
        }
        BigInteger radius = BigInteger.valueOf(3L * terms + 16).shiftLeft(2 * halvingsError(halvings) + 4);
        Ball s = new Ball(sine, radius, -(long) precision);
        Ball c = new Ball(cosine, radius, -(long) precision);
        if (!a.isExact()) {
            Ball spread = new Ball(BigInteger.ZERO, a.radius(), a.exponent());
            s = add(s, spread);
            c = add(c, spread);
        }
        s = round(s.middle(), s.radius(), s.exponent());
        c = round(c.middle(), c.radius(), c.exponent());
        return switch (turns.intValue() & 3) {
            case 0 -> new Ball[]{s, c};
            case 1 -> new Ball[]{c, s.negated()};
            case 2 -> new Ball[]{s.negated(), c.negated()};
            default -> new Ball[]{c.negated(), s};
        };
    }

    Ball atan(Ball a) {
        return angle(a, Ball.ONE);
    }

    /// The angle of the point (x, y), in (-pi, pi].
    Ball angle(Ball y, Ball x) {
        if (y.isExactZero()) {
            if (x.isPositive()) {
                return Ball.ZERO;
            }
            if (x.isNegative()) {
                return pi();
            }
            if (x.isExactZero()) {
                throw Uninformative.undefined("the angle of zero");
            }
        }
        if (y.containsZero() && !x.isPositive()) {
            throw Uninformative.unknown("an angle is not known to be on one side of its cut");
        }
        long size = Math.max(y.magnitude(), x.magnitude());
        Ball v = scale(y, -size);
        Ball u = scale(x, -size);
        if (u.isPositive() && v.magnitude() < u.magnitude() - 20) {
            return oddSeries(divide(v, u), true);
        }
        Ball start = Ball.of(StrictMath.atan2(v.approximate(), u.approximate()));
        Ball[] turn = sinCos(start);
        Ball rise = subtract(multiply(v, turn[1]), multiply(u, turn[0]));
        Ball run = add(multiply(u, turn[1]), multiply(v, turn[0]));
        Ball tangent = divide(rise, run);
        if (tangent.magnitude() > -2 || !run.isPositive()) {
            throw Uninformative.unknown("an angle is not known well enough");
        }
        return add(start, oddSeries(tangent, true));
    }

    /// The largest integer that is not greater, where the ball decides it.
    BigInteger floor(Ball a) {
        if (a.magnitude() > 4_096) {
            throw Uninformative.unknown("a number is too large to be rounded");
        }
        BigInteger low = shift(a.middle().subtract(a.radius()), a.exponent());
        BigInteger high = shift(a.middle().add(a.radius()), a.exponent());
        if (!low.equals(high)) {
            throw Uninformative.unknown("a number is too close to an integer to be rounded");
        }
        return low;
    }

    private static BigInteger shift(BigInteger value, long power) {
        if (power >= 0) {
            return value.shiftLeft((int) power);
        }
        return power < -(1L << 30) ? BigInteger.valueOf(value.signum() < 0 ? -1 : 0) : value.shiftRight((int) -power);
    }

    /// floor(value * 2^(exponent + precision)).
    private static BigInteger fixed(BigInteger value, long exponent, int precision) {
        return shift(value, exponent + precision);
    }

    private static BigInteger divideRound(BigInteger a, BigInteger b) {
        return a.add(b.shiftRight(1)).divide(b).subtract(a.add(b.shiftRight(1)).signum() < 0 ? BigInteger.ONE : BigInteger.ZERO);
    }

    private static Ball coarsen(Ball ball, long exponent) {
        int shift = (int) (exponent - ball.exponent());
        return new Ball(ball.middle().shiftRight(shift), ball.radius().shiftRight(shift).add(BigInteger.TWO), exponent);
    }

    Ball round(Ball ball) {
        return round(ball.middle(), ball.radius(), ball.exponent());
    }

    private Ball round(BigInteger middle, BigInteger radius, long exponent) {
        int cut = Math.max(middle.bitLength() - bits, radius.bitLength() - RADIUS_BITS);
        if (middle.signum() == 0 && radius.signum() == 0) {
            return Ball.ZERO;
        }
        if (exponent > MAX_EXPONENT || exponent < -MAX_EXPONENT) {
            throw Uninformative.unknown("a number is too large or too small");
        }
        if (cut <= 0) {
            return new Ball(middle, radius, exponent);
        }
        if (radius.signum() == 0 && middle.getLowestSetBit() >= cut) {
            return new Ball(middle.shiftRight(cut), radius, exponent + cut);
        }
        return new Ball(middle.shiftRight(cut), radius.shiftRight(cut).add(BigInteger.TWO), exponent + cut);
    }

    /// The constants that argument reduction needs, to a fixed number of bits with their errors.
    private static final class Constants {

        static final int BITS = 2_048;
        static final Ball PI = fromSeries(new long[][]{{16, 5}, {-4, 239}}, true);
        static final Ball LN2 = fromSeries(new long[][]{{18, 26}, {-2, 4801}, {8, 8749}}, false);

        private Constants() {
        }

        /// The sum of weight * arctan(1/x), or artanh(1/x).
        private static Ball fromSeries(long[][] weighted, boolean alternating) {
            int precision = BITS + 32;
            BigInteger sum = BigInteger.ZERO;
            long error = 0;
            for (long[] pair : weighted) {
                BigInteger power = BigInteger.ONE.shiftLeft(precision).divide(BigInteger.valueOf(pair[1]));
                BigInteger square = BigInteger.valueOf(pair[1] * pair[1]);
                BigInteger part = BigInteger.ZERO;
                int index = 1;
                while (power.signum() != 0) {
                    BigInteger term = power.divide(BigInteger.valueOf(index));
                    part = alternating && (index & 2) != 0 ? part.subtract(term) : part.add(term);
                    power = power.divide(square);
                    index += 2;
                }
                sum = sum.add(part.multiply(BigInteger.valueOf(pair[0])));
                error += Math.abs(pair[0]) * (index + 2L);
            }
            return new Ball(sum, BigInteger.valueOf(error), -(long) precision);
        }
    }
}
