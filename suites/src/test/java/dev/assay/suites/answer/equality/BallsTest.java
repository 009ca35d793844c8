package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Work;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apfloat.Apfloat;
import org.apfloat.ApfloatMath;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The kernels of ball arithmetic against Apfloat, which shares no code with them.
class BallsTest {

    private static final int SLOW_CASES = 120;
    private static final int QUICK_CASES = 1_500;

    private static Balls balls(int bits) {
        return new Balls(bits, Work.of(Long.MAX_VALUE));
    }

    private static BigDecimal decimal(BigInteger mantissa, long exponent) {
        BigDecimal power = new BigDecimal(BigInteger.TWO.pow((int) Math.abs(exponent)));
        return exponent >= 0 ? new BigDecimal(mantissa).multiply(power) : new BigDecimal(mantissa).divide(power);
    }

    private static Apfloat apfloat(Ball exact, int digits) {
        return new Apfloat(decimal(exact.middle(), exact.exponent()).toString(), digits);
    }

    private static void encloses(Ball ball, Apfloat truth, int digits, String what) {
        BigDecimal value = new BigDecimal(truth.toString(true));
        BigDecimal off = decimal(ball.middle(), ball.exponent()).subtract(value).abs();
        BigDecimal slack = value.abs().movePointLeft(digits - 8);
        assertThat(off).as("%s: %s against %s", what, ball.print(40), value.round(new MathContext(40)))
            .isLessThanOrEqualTo(decimal(ball.radius(), ball.exponent()).add(slack));
        assertThat(ball.certainBits()).as("certain bits of " + what).isGreaterThan(digits);
    }

    /// Arguments of many sizes, those near zero and near multiples of a quarter turn among them.
    private static List<Ball> arguments(SplittableRandom random, int count) {
        List<Ball> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BigInteger mantissa = BigInteger.valueOf(random.nextLong()).shiftLeft(64).add(BigInteger.valueOf(random.nextLong()));
            int size = switch (i % 4) {
                case 0 -> random.nextInt(-6, 6);
                case 1 -> random.nextInt(-60, -20);
                default -> random.nextInt(-3, 4);
            };
            arguments.add(new Ball(mantissa, BigInteger.ZERO, size - 127L));
            if (i % 4 == 3) {
                Ball turns = new Ball(balls(128).pi().middle(), BigInteger.ZERO, balls(128).pi().exponent() - 1);
                Ball near = balls(200).multiply(turns, Ball.of(random.nextInt(-8, 9)));
                arguments.add(near);
            }
        }
        return arguments;
    }

    private static void against(UnaryOperator<Apfloat> oracle, Function<Balls, UnaryOperator<Ball>> kernel, UnaryOperator<Ball> domain, String what) {
        SplittableRandom random = new SplittableRandom(what.hashCode());
        for (int digits : new int[]{60, 120}) {
            int bits = digits * 10 / 3 + 32;
            for (Ball argument : arguments(random, digits == 60 ? SLOW_CASES : SLOW_CASES / 4)) {
                Ball at = domain.apply(argument);
                if (at.isExactZero()) {
                    continue;
                }
                Apfloat truth = oracle.apply(apfloat(at, digits + 80));
                encloses(kernel.apply(balls(bits)).apply(at), truth, digits, what + " of " + at.print(30) + " at " + digits + " digits");
            }
        }
    }

    @Test
    void exponentialsEncloseTheTruth() {
        against(ApfloatMath::exp, balls -> balls::exp, argument -> argument, "exp");
    }

    @Test
    void logarithmsEncloseTheTruth() {
        against(ApfloatMath::log, balls -> balls::log, argument -> balls(256).abs(argument), "log");
    }

    @Test
    void logarithmsNearOneKeepTheirRelativePrecision() {
        for (int power = 20; power < 200; power += 20) {
            Ball near = balls(400).add(Ball.ONE, new Ball(BigInteger.ONE, BigInteger.ZERO, -power));
            encloses(balls(250).log(near), ApfloatMath.log(apfloat(near, 260)), 60, "log of one and 2^-" + power);
        }
    }

    @Test
    void sinesEncloseTheTruth() {
        against(ApfloatMath::sin, balls -> balls::sin, argument -> argument, "sin");
    }

    @Test
    void cosinesEncloseTheTruth() {
        against(ApfloatMath::cos, balls -> balls::cos, argument -> argument, "cos");
    }

    @Test
    void arcTangentsEncloseTheTruth() {
        against(ApfloatMath::atan, balls -> balls::atan, argument -> argument, "atan");
    }

    @Test
    void squareRootsEncloseTheTruth() {
        against(ApfloatMath::sqrt, balls -> balls::sqrt, argument -> balls(256).abs(argument), "sqrt");
    }

    @Test
    void factorialsEncloseTheTruth() {
        for (String x : List.of("0.25", "0.5", "1.75", "3.125", "7.0625", "19.5", "100.25")) {
            BigDecimal scaled = new BigDecimal(x).multiply(BigDecimal.valueOf(1L << 10));
            Ball argument = new Ball(scaled.toBigIntegerExact(), BigInteger.ZERO, -10);
            Apfloat truth = ApfloatMath.gamma(new Apfloat(x, 120).add(Apfloat.ONE));
            encloses(Gamma.factorial(balls(232), argument), truth, 60, x + "!");
        }
    }

    @Test
    void factorialsOfIntegersAreEnclosedToo() {
        BigInteger product = BigInteger.ONE;
        for (int n = 1; n <= 300; n++) {
            product = product.multiply(BigInteger.valueOf(n));
            Ball ball = Gamma.factorial(balls(432), Ball.of(n));
            assertThat(balls(3_000).subtract(ball, Ball.of(product)).containsZero()).as(n + "!").isTrue();
            assertThat(ball.certainBits()).isGreaterThan(400);
        }
    }

    /// A coarse ball must overlap a fine one of the same number: thousands of arguments at a fraction of the oracle's cost.
    @Test
    void ballsOfEveryPrecisionOverlap() {
        SplittableRandom random = new SplittableRandom(11);
        List<Function<Balls, UnaryOperator<Ball>>> kernels = List.of(balls -> balls::exp, balls -> balls::sin, balls -> balls::cos, balls -> balls::atan,
            balls -> argument -> balls.log(balls.abs(argument)), balls -> argument -> balls.sqrt(balls.abs(argument)));
        for (Ball argument : arguments(random, QUICK_CASES)) {
            if (argument.isExactZero()) {
                continue;
            }
            for (Function<Balls, UnaryOperator<Ball>> kernel : kernels) {
                Ball coarse = kernel.apply(balls(53)).apply(argument);
                Ball middling = kernel.apply(balls(96)).apply(argument);
                Ball fine = kernel.apply(balls(432)).apply(argument);
                assertThat(balls(600).subtract(coarse, fine).containsZero()).as("%s", argument).isTrue();
                assertThat(balls(600).subtract(middling, fine).containsZero()).as("%s", argument).isTrue();
            }
        }
    }

    /// Operands that are not exact: every value of them must stay inside the result.
    @Test
    void operationsEncloseTheResultsOfTheirEnds() {
        SplittableRandom random = new SplittableRandom(5);
        Balls coarse = balls(64);
        Balls fine = balls(600);
        for (int i = 0; i < QUICK_CASES; i++) {
            Ball a = new Ball(BigInteger.valueOf(random.nextLong()), BigInteger.valueOf(random.nextInt(1 << 20)), random.nextInt(-70, -50));
            Ball b = new Ball(BigInteger.valueOf(random.nextLong()), BigInteger.valueOf(random.nextInt(1 << 20)), random.nextInt(-70, -50));
            Ball top = new Ball(a.middle().add(a.radius()), BigInteger.ZERO, a.exponent());
            Ball bottom = new Ball(b.middle().subtract(b.radius()), BigInteger.ZERO, b.exponent());
            overlaps(fine, coarse.add(a, b), fine.add(top, bottom));
            overlaps(fine, coarse.subtract(a, b), fine.subtract(top, bottom));
            overlaps(fine, coarse.multiply(a, b), fine.multiply(top, bottom));
            overlaps(fine, coarse.exp(balls(64).scale(a, -2)), fine.exp(balls(64).scale(top, -2)));
            overlaps(fine, coarse.sin(a), fine.sin(top));
            overlaps(fine, coarse.cos(a), fine.cos(top));
            if (!b.containsZero() && b.certainBits() > 2) {
                overlaps(fine, coarse.divide(a, b), fine.divide(top, bottom));
            }
        }
    }

    private static void overlaps(Balls fine, Ball ball, Ball truth) {
        assertThat(fine.subtract(ball, truth).containsZero()).as("%s and %s", ball.print(30), truth.print(30)).isTrue();
    }

    @Test
    void whatHasNoValueSaysSo() {
        Balls balls = balls(96);
        assertThatThrownBy(() -> balls.log(Ball.of(-1))).isInstanceOf(Uninformative.class).matches(e -> ((Uninformative) e).isUndefined());
        assertThatThrownBy(() -> balls.sqrt(Ball.of(-1))).isInstanceOf(Uninformative.class).matches(e -> ((Uninformative) e).isUndefined());
        assertThatThrownBy(() -> balls.divide(Ball.ONE, Ball.ZERO)).isInstanceOf(Uninformative.class).matches(e -> ((Uninformative) e).isUndefined());
        Ball nearZero = new Ball(BigInteger.ZERO, BigInteger.ONE, -90);
        assertThatThrownBy(() -> balls.divide(Ball.ONE, nearZero)).isInstanceOf(Uninformative.class).matches(e -> !((Uninformative) e).isUndefined());
    }

    @Test
    void printingShowsAsManyDigitsAsAskedFor() {
        Balls balls = balls(432);
        assertThat(balls.pi().print(12)).isEqualTo("3.14159265359");
        assertThat(balls.fraction(BigInteger.TWO, BigInteger.valueOf(-3)).print(12)).isEqualTo("-0.666666666667");
        assertThat(balls.power(Ball.of(10), BigInteger.valueOf(1_000_000)).print(12)).isEqualTo("1E+1000000");
        assertThat(new Ball(BigInteger.ONE, BigInteger.TEN, -80).print(12)).isEqualTo("0");
    }
}
