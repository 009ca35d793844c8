package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Rational;
import dev.assay.suites.answer.expression.Work;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Exact evaluation over the rational numbers, at a point that gives every free name a rational value.
///
/// A result is absent where the value is irrational, undefined, beyond the limits, or of a kind that this stage does not know.
final class Exact {

    private static final int MAX_TERMS = 10_000;
    private static final BigInteger MAX_ARGUMENT = BigInteger.valueOf(10_000);

    private final Work work;
    private final Map<String, Rational> point;

    Exact(Work work, Map<String, Rational> point) {
        this.work = work;
        this.point = point;
    }

    /// The value of a closed form.
    static Optional<Rational> value(Answer answer, Work work) {
        return new Exact(work, Map.of()).of(answer);
    }

    Optional<Rational> of(Answer answer) {
        work.charge(1);
        return switch (answer) {
            case Answer.Literal literal -> Optional.of(literal.value());
            case Answer.Symbol symbol -> Optional.ofNullable(point.get(symbol.full()));
            case Answer.Apply apply -> point.isEmpty() ? Optional.empty() : Optional.ofNullable(point.get(Names.key(apply, work)));
            case Answer.Negative negative -> of(negative.value()).map(Rational::negated);
            case Answer.Sum sum -> sum(sum.terms());
            case Answer.Product product -> product(product.factors());
            case Answer.Quotient quotient -> of(quotient.numerator()).flatMap(above -> of(quotient.denominator()).flatMap(above::over)).flatMap(this::bounded);
            case Answer.Power power -> power(power);
            case Answer.Root root -> of(root.radicand()).flatMap(radicand -> of(root.index()).filter(Exact::isSmall)
                .flatMap(index -> root(radicand, index.numerator().intValueExact())));
            case Answer.Percent percent -> of(percent.value()).flatMap(value -> value.over(Rational.of(100)));
            case Answer.Call call -> call(call);
            case Answer.Fold fold -> fold(fold);
            case Answer.Based based -> Optional.of(Rational.of(new BigInteger(based.digits(), based.base())));
            default -> Optional.empty();
        };
    }

    private Optional<Rational> bounded(Rational value) {
        int bits = value.bits();
        long limbs = bits / 64 + 1;
        work.charge(limbs * limbs);
        return bits > Rational.MAX_BITS ? Optional.empty() : Optional.of(value);
    }

    private Optional<Rational> sum(List<Answer.Value> terms) {
        Rational total = Rational.ZERO;
        for (Answer.Value term : terms) {
            Optional<Rational> value = of(term);
            if (value.isEmpty()) {
                return value;
            }
            Optional<Rational> next = bounded(total.plus(value.get()));
            if (next.isEmpty()) {
                return next;
            }
            total = next.get();
        }
        return Optional.of(total);
    }

    private Optional<Rational> product(List<Answer.Value> factors) {
        Rational total = Rational.ONE;
        for (Answer.Value factor : factors) {
            Optional<Rational> value = of(factor);
            if (value.isEmpty()) {
                return value;
            }
            Optional<Rational> next = bounded(total.times(value.get()));
            if (next.isEmpty()) {
                return next;
            }
            total = next.get();
        }
        return Optional.of(total);
    }

    private Optional<Rational> power(Answer.Power power) {
        Optional<Rational> base = of(power.base());
        if (base.isEmpty()) {
            return base;
        }
        Optional<Rational> exponent = of(power.exponent());
        if (exponent.isEmpty()) {
            return exponent;
        }
        return power(base.get(), exponent.get());
    }

    private Optional<Rational> power(Rational base, Rational exponent) {
        if (base.equals(Rational.ONE)) {
            return Optional.of(base);
        }
        if (base.isZero()) {
            return exponent.signum() > 0 ? Optional.of(base) : Optional.empty();
        }
        if (exponent.numerator().bitLength() > 20 || !isSmall(Rational.of(exponent.denominator()))) {
            return Optional.empty();
        }
        long size = Math.abs(exponent.numerator().longValueExact());
        long bits = base.bits() * size;
        if (base.bits() > 1 || !base.isInteger()) {
            if (size > Rational.MAX_EXPONENT * 64L || bits > Rational.MAX_BITS) {
                return Optional.empty();
            }
        }
        Optional<Rational> root = root(base, exponent.denominator().intValueExact());
        if (root.isEmpty()) {
            return root;
        }
        long limbs = bits / 64 + 1;
        work.charge(limbs * limbs);
        return integerPower(root.get(), exponent.numerator().intValueExact());
    }

    private static Optional<Rational> integerPower(Rational base, int exponent) {
        int size = Math.abs(exponent);
        if (base.abs().equals(Rational.ONE)) {
            return Optional.of(size % 2 == 0 ? Rational.ONE : base);
        }
        Rational value = new Rational(base.numerator().pow(size), base.denominator().pow(size));
        return exponent < 0 ? Rational.ONE.over(value) : Optional.of(value);
    }

    private static boolean isSmall(Rational value) {
        return value.isInteger() && value.signum() > 0 && value.numerator().bitLength() <= 10;
    }

    /// The exact root, if it is rational; real for negative numbers and odd indices.
    private Optional<Rational> root(Rational radicand, int index) {
        if (index == 1) {
            return Optional.of(radicand);
        }
        if (radicand.signum() < 0) {
            return index % 2 == 0 ? Optional.empty() : root(radicand.negated(), index).map(Rational::negated);
        }
        Optional<BigInteger> above = root(radicand.numerator(), index);
        Optional<BigInteger> below = above.isEmpty() ? Optional.empty() : root(radicand.denominator(), index);
        return below.map(denominator -> new Rational(above.get(), denominator));
    }

    private Optional<BigInteger> root(BigInteger value, int index) {
        long limbs = value.bitLength() / 64 + 1;
        work.charge(limbs * limbs);
        if (value.signum() == 0 || value.equals(BigInteger.ONE)) {
            return Optional.of(value);
        }
        if (index == 2) {
            BigInteger[] parts = value.sqrtAndRemainder();
            return parts[1].signum() == 0 ? Optional.of(parts[0]) : Optional.empty();
        }
        if (value.bitLength() <= index) {
            return Optional.empty();
        }
        BigInteger low = BigInteger.ONE.shiftLeft((value.bitLength() - 1) / index);
        BigInteger high = low.shiftLeft(1);
        while (low.compareTo(high) < 0) {
            BigInteger middle = low.add(high).shiftRight(1);
            work.charge(limbs * limbs);
            if (middle.pow(index).compareTo(value) < 0) {
                low = middle.add(BigInteger.ONE);
            } else {
                high = middle;
            }
        }
        return low.pow(index).equals(value) ? Optional.of(low) : Optional.empty();
    }

    private Optional<Rational> call(Answer.Call call) {
        List<Rational> values = new ArrayList<>();
        for (Answer.Value argument : call.arguments()) {
            Optional<Rational> value = of(argument);
            if (value.isEmpty()) {
                return value;
            }
            values.add(value.get());
        }
        if (values.isEmpty()) {
            return Optional.empty();
        }
        Rational first = values.get(0);
        Optional<Rational> second = values.size() == 2 ? Optional.of(values.get(1)) : Optional.empty();
        return switch (call.function()) {
            case ABS, NORM -> Optional.of(first.abs());
            case FLOOR -> Optional.of(Rational.of(floor(first)));
            case CEILING -> Optional.of(Rational.of(floor(first.negated()).negate()));
            case SIGN -> Optional.of(Rational.of(first.signum()));
            case FACTORIAL -> factorial(first);
            case DOUBLE_FACTORIAL -> doubleFactorial(first);
            case BINOMIAL -> second.flatMap(k -> binomial(first, k));
            case PERMUTATIONS -> second.flatMap(k -> binomial(first, k).flatMap(chosen -> factorial(k).map(chosen::times))).flatMap(this::bounded);
            case GCD -> fold(values, BigInteger::gcd);
            case LCM -> fold(values, Exact::leastCommonMultiple);
            case MAX -> values.stream().max(Rational::compareTo);
            case MIN -> values.stream().min(Rational::compareTo);
            case MOD -> second.flatMap(divisor -> first.over(divisor).map(quotient -> first.minus(divisor.times(Rational.of(floor(quotient))))));
            case RE -> Optional.of(first);
            case IM -> Optional.of(Rational.ZERO);
            case LN -> first.equals(Rational.ONE) ? Optional.of(Rational.ZERO) : Optional.empty();
            case LOG -> second.flatMap(argument -> logarithm(first, argument));
            case SIN, TAN, ARCSIN, ARCTAN, SINH, TANH, ARSINH, ARTANH, ARG -> first.isZero() ? Optional.of(Rational.ZERO) : Optional.empty();
            case COS, SEC, COSH, SECH -> first.isZero() ? Optional.of(Rational.ONE) : Optional.empty();
            case ARCCOS, ARCSEC, ARCOSH -> first.equals(Rational.ONE) ? Optional.of(Rational.ZERO) : Optional.empty();
            case COT, CSC, ARCCOT, ARCCSC, COTH, CSCH, ARCOTH, DET, TRACE -> Optional.empty();
        };
    }

    static BigInteger floor(Rational value) {
        BigInteger[] parts = value.numerator().divideAndRemainder(value.denominator());
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    private static Optional<Rational> fold(List<Rational> values, java.util.function.BinaryOperator<BigInteger> operator) {
        if (values.stream().anyMatch(value -> !value.isInteger())) {
            return Optional.empty();
        }
        return values.stream().map(Rational::numerator).reduce(operator).map(value -> Rational.of(value.abs()));
    }

    private static BigInteger leastCommonMultiple(BigInteger a, BigInteger b) {
        return a.signum() == 0 || b.signum() == 0 ? BigInteger.ZERO : a.divide(a.gcd(b)).multiply(b).abs();
    }

    private Optional<Rational> factorial(Rational argument) {
        if (!argument.isInteger() || argument.signum() < 0 || argument.numerator().compareTo(MAX_ARGUMENT) > 0) {
            return Optional.empty();
        }
        return range(BigInteger.ONE, argument.numerator().intValueExact(), 1);
    }

    private Optional<Rational> doubleFactorial(Rational argument) {
        if (!argument.isInteger() || argument.signum() < 0 || argument.numerator().compareTo(MAX_ARGUMENT) > 0) {
            return Optional.empty();
        }
        return range(BigInteger.ONE, argument.numerator().intValueExact(), 2);
    }

    private Optional<Rational> range(BigInteger start, int from, int step) {
        BigInteger product = start;
        for (int factor = from; factor > 1; factor -= step) {
            product = product.multiply(BigInteger.valueOf(factor));
            work.charge(1 + product.bitLength() / 64);
            if (product.bitLength() > Rational.MAX_BITS) {
                return Optional.empty();
            }
        }
        return Optional.of(Rational.of(product));
    }

    private Optional<Rational> binomial(Rational n, Rational k) {
        if (!k.isInteger()) {
            return Optional.empty();
        }
        if (k.signum() < 0) {
            return Optional.of(Rational.ZERO);
        }
        BigInteger chosen = k.numerator();
        if (n.isInteger() && n.signum() >= 0) {
            if (chosen.compareTo(n.numerator()) > 0) {
                return Optional.of(Rational.ZERO);
            }
            chosen = chosen.min(n.numerator().subtract(chosen));
        }
        if (chosen.compareTo(MAX_ARGUMENT) > 0) {
            return Optional.empty();
        }
        Rational result = Rational.ONE;
        int count = chosen.intValueExact();
        for (int i = 1; i <= count; i++) {
            result = result.times(n.minus(Rational.of(count - i))).times(Rational.of(1, i));
            work.charge(2 + result.bits() / 64);
            if (result.bits() > Rational.MAX_BITS) {
                return Optional.empty();
            }
        }
        return Optional.of(result);
    }

    /// The logarithm, if it is rational with a small denominator.
    private Optional<Rational> logarithm(Rational base, Rational argument) {
        if (base.signum() <= 0 || base.equals(Rational.ONE) || argument.signum() <= 0) {
            return Optional.empty();
        }
        double ratio = logarithm(argument) / logarithm(base);
        for (int denominator = 1; denominator <= 12; denominator++) {
            double scaled = ratio * denominator;
            long nearest = Math.round(scaled);
            if (Math.abs(scaled - nearest) > 1e-9 || Math.abs(nearest) > 4_096) {
                continue;
            }
            Rational exponent = Rational.of(nearest, denominator);
            if (power(base, Rational.of(nearest)).isPresent() && power(base, Rational.of(nearest)).equals(power(argument, Rational.of(denominator)))) {
                return Optional.of(exponent);
            }
        }
        return Optional.empty();
    }

    private static double logarithm(Rational value) {
        return logarithm(value.numerator()) - logarithm(value.denominator());
    }

    private static double logarithm(BigInteger value) {
        int shift = Math.max(0, value.bitLength() - 60);
        return StrictMath.log(value.shiftRight(shift).doubleValue()) + shift * StrictMath.log(2);
    }

    private Optional<Rational> fold(Answer.Fold fold) {
        if (fold.variable().isEmpty() || fold.from().isEmpty() || fold.to().isEmpty()) {
            return Optional.empty();
        }
        Optional<Rational> from = of(fold.from().get()).filter(Rational::isInteger);
        Optional<Rational> to = of(fold.to().get()).filter(Rational::isInteger);
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        BigInteger count = to.get().numerator().subtract(from.get().numerator()).add(BigInteger.ONE);
        if (count.compareTo(BigInteger.valueOf(MAX_TERMS)) > 0) {
            return Optional.empty();
        }
        Rational total = fold.product() ? Rational.ONE : Rational.ZERO;
        Map<String, Rational> inner = new TreeMap<>(point);
        for (int i = 0; i < count.intValue(); i++) {
            inner.put(fold.variable().get().full(), from.get().plus(Rational.of(i)));
            Optional<Rational> term = new Exact(work, inner).of(fold.body());
            if (term.isEmpty()) {
                return term;
            }
            Optional<Rational> next = bounded(fold.product() ? total.times(term.get()) : total.plus(term.get()));
            if (next.isEmpty()) {
                return next;
            }
            total = next.get();
        }
        return Optional.of(total);
    }
}
