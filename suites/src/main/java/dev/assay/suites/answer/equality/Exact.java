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
    /// One operation that would cost more is left to approximate arithmetic.
    private static final long MAX_COST = 400_000;
    /// A sum is added term by term up to this length, and by halves above.
    private static final int FEW_TERMS = 8;

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
        work.charge(8);
        return switch (answer) {
            case Answer.Literal literal -> Optional.of(literal.value());
            case Answer.Symbol symbol -> Optional.ofNullable(point.get(symbol.full()));
            case Answer.Apply apply -> point.isEmpty() ? Optional.empty() : Optional.ofNullable(point.get(Names.key(apply, work)));
            case Answer.Negative negative -> of(negative.value()).map(Rational::negated);
            case Answer.Sum sum -> sum(sum.terms());
            case Answer.Product product -> product(product.factors());
            case Answer.Quotient quotient -> of(quotient.numerator()).flatMap(above -> of(quotient.denominator()).flatMap(below -> over(above, below)));
            case Answer.Power power -> power(power);
            case Answer.Root root -> of(root.radicand()).flatMap(radicand -> of(root.index()).filter(Exact::isSmall)
                .flatMap(index -> root(radicand, index.numerator().intValueExact())));
            case Answer.Percent percent -> of(percent.value()).flatMap(value -> times(value, Rational.of(1, 100)));
            case Answer.Call call -> call(call);
            case Answer.Fold fold -> fold(fold);
            case Answer.Based based -> Optional.of(based.value());
            default -> Optional.empty();
        };
    }

    private static long limbs(BigInteger value) {
        return value.bitLength() / 64 + 1L;
    }

    private static Optional<Rational> bounded(Rational value) {
        return value.bits() > Rational.MAX_BITS ? Optional.empty() : Optional.of(value);
    }

    /// Charges for bringing a fraction of these sizes to lowest terms; false if that would cost too much.
    private boolean affords(long above, long below) {
        long smaller = Math.min(above, below);
        long cost = above * below / 4 + (smaller > 1 ? 4 * smaller * smaller : 0);
        if (cost > MAX_COST) {
            return false;
        }
        work.charge(2 + above + below + cost);
        return true;
    }

    private Optional<Rational> plus(Rational a, Rational b) {
        long below = a.isInteger() && b.isInteger() ? 1 : limbs(a.denominator()) + limbs(b.denominator());
        long above = Math.max(limbs(a.numerator()) + limbs(b.denominator()), limbs(b.numerator()) + limbs(a.denominator()));
        return affords(above, below) ? bounded(a.plus(b)) : Optional.empty();
    }

    private Optional<Rational> times(Rational a, Rational b) {
        long below = a.isInteger() && b.isInteger() ? 1 : limbs(a.denominator()) + limbs(b.denominator());
        return affords(limbs(a.numerator()) + limbs(b.numerator()), below) ? bounded(a.times(b)) : Optional.empty();
    }

    private Optional<Rational> over(Rational a, Rational b) {
        boolean fits = affords(limbs(a.numerator()) + limbs(b.denominator()), limbs(a.denominator()) + limbs(b.numerator()));
        return fits ? a.over(b).flatMap(Exact::bounded) : Optional.empty();
    }

    private Optional<Rational> sum(List<Answer.Value> terms) {
        Rational total = Rational.ZERO;
        for (Answer.Value term : terms) {
            Optional<Rational> value = of(term);
            if (value.isEmpty()) {
                return value;
            }
            Optional<Rational> next = plus(total, value.get());
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
            Optional<Rational> next = times(total, value.get());
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
        // the smallest size that the power can have
        long bits = (base.bits() - 1L) * size;
        if (base.bits() > 1 || !base.isInteger()) {
            if (size > Rational.MAX_EXPONENT * 64L || bits >= Rational.MAX_BITS) {
                return Optional.empty();
            }
        }
        Optional<Rational> root = root(base, exponent.denominator().intValueExact());
        if (root.isEmpty()) {
            return root;
        }
        long limbs = bits / 64 + 1;
        work.charge(limbs * limbs / 4 + 1);
        return integerPower(root.get(), exponent.numerator().intValueExact());
    }

    private Optional<Rational> integerPower(Rational base, int exponent) {
        int size = Math.abs(exponent);
        if (base.abs().equals(Rational.ONE)) {
            return Optional.of(size % 2 == 0 ? Rational.ONE : base);
        }
        boolean fits = base.isInteger() || affords(limbs(base.numerator()) * size, limbs(base.denominator()) * size);
        if (!fits) {
            return Optional.empty();
        }
        Rational value = new Rational(base.numerator().pow(size), base.denominator().pow(size));
        return (exponent < 0 ? Rational.ONE.over(value) : Optional.of(value)).flatMap(Exact::bounded);
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
        long limbs = limbs(value);
        work.charge(limbs * limbs / 4 + 1);
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
        // Newton's iteration from just above comes down to the floor of the root
        BigInteger root = startAbove(value, index);
        while (true) {
            work.charge(4 + limbs * limbs / 4);
            BigInteger power = root.pow(index - 1);
            BigInteger next = root.multiply(BigInteger.valueOf(index - 1L)).add(value.divide(power)).divide(BigInteger.valueOf(index));
            if (next.compareTo(root) >= 0) {
                return power.multiply(root).equals(value) ? Optional.of(root) : Optional.empty();
            }
            root = next;
        }
    }

    /// A little more than a root, from its binary logarithm.
    private static BigInteger startAbove(BigInteger value, int index) {
        double exponent = logarithm(value) / StrictMath.log(2) / index;
        int whole = (int) Math.max(0, Math.floor(exponent) - 50);
        double mantissa = StrictMath.pow(2, exponent - whole) * (1 + 0x1p-30) + 2;
        return BigInteger.valueOf((long) mantissa).shiftLeft(whole);
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
            case PERMUTATIONS -> second.flatMap(k -> binomial(first, k).flatMap(chosen -> factorial(k).flatMap(all -> times(chosen, all))));
            case GCD -> fold(values, false);
            case LCM -> fold(values, true);
            case MAX -> values.stream().max(Rational::compareTo);
            case MIN -> values.stream().min(Rational::compareTo);
            case MOD -> second.flatMap(divisor -> over(first, divisor)
                .flatMap(quotient -> times(divisor, Rational.of(floor(quotient)))).flatMap(part -> plus(first, part.negated())));
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

    /// The greatest common divisor of integers, or their least common multiple.
    private Optional<Rational> fold(List<Rational> values, boolean multiple) {
        BigInteger result = values.get(0).numerator().abs();
        for (Rational value : values) {
            BigInteger next = value.numerator().abs();
            if (!value.isInteger() || !affords(limbs(result), limbs(next))) {
                return Optional.empty();
            }
            BigInteger divisor = result.gcd(next);
            boolean zero = result.signum() == 0 || next.signum() == 0;
            result = !multiple ? divisor : zero ? BigInteger.ZERO : result.divide(divisor).multiply(next);
            if (result.bitLength() > Rational.MAX_BITS) {
                return Optional.empty();
            }
        }
        return Optional.of(Rational.of(result));
    }

    private Optional<Rational> factorial(Rational argument) {
        return falling(argument, 1);
    }

    private Optional<Rational> doubleFactorial(Rational argument) {
        return falling(argument, 2);
    }

    /// n (n - step) (n - 2 step) … down to 1 or 2; absent where the result would pass the limit.
    private Optional<Rational> falling(Rational argument, int step) {
        if (!argument.isInteger() || argument.signum() < 0 || argument.numerator().compareTo(MAX_ARGUMENT) > 0) {
            return Optional.empty();
        }
        int from = argument.numerator().intValueExact();
        // log2(n!) > n log2(n / e)
        if (from > 2 && from * StrictMath.log(from / StrictMath.E) / StrictMath.log(2) / step > Rational.MAX_BITS) {
            return Optional.empty();
        }
        BigInteger product = BigInteger.ONE;
        for (int factor = from; factor > 1; factor -= step) {
            work.charge(2 + limbs(product));
            product = product.multiply(BigInteger.valueOf(factor));
        }
        return bounded(Rational.of(product));
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
        // n (n - 1) … (n - k + 1) / k! with n = p/q: all factors of one kind first, one reduction at the end
        BigInteger above = BigInteger.ONE;
        BigInteger below = BigInteger.ONE;
        int count = chosen.intValueExact();
        for (int i = 0; i < count; i++) {
            BigInteger factor = n.numerator().subtract(n.denominator().multiply(BigInteger.valueOf(i)));
            work.charge(2 + limbs(above) * (1 + limbs(factor) / 4) + limbs(below));
            above = above.multiply(factor);
            below = below.multiply(n.denominator().multiply(BigInteger.valueOf(i + 1L)));
            if (n.isInteger()) {
                above = above.divide(below);
                below = BigInteger.ONE;
            }
            if (above.bitLength() > Rational.MAX_BITS || below.bitLength() > Rational.MAX_BITS) {
                return Optional.empty();
            }
        }
        return affords(limbs(above), limbs(below)) ? Optional.of(new Rational(above, below)) : Optional.empty();
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
        return folded(fold, from.get().numerator(), Math.max(0, count.intValue()));
    }

    /// Adds or multiplies by halves, so that long numbers meet late and seldom.
    private Optional<Rational> folded(Answer.Fold fold, BigInteger from, int count) {
        if (count > FEW_TERMS) {
            int half = count / 2;
            Optional<Rational> left = folded(fold, from, half);
            Optional<Rational> right = left.isEmpty() ? left : folded(fold, from.add(BigInteger.valueOf(half)), count - half);
            return right.flatMap(b -> left.flatMap(a -> fold.product() ? times(a, b) : plus(a, b)));
        }
        Optional<Rational> total = Optional.of(fold.product() ? Rational.ONE : Rational.ZERO);
        Map<String, Rational> inner = new TreeMap<>(point);
        Exact exact = new Exact(work, inner);
        for (int i = 0; i < count && total.isPresent(); i++) {
            inner.put(fold.variable().map(Answer.Symbol::full).orElse(""), Rational.of(from.add(BigInteger.valueOf(i))));
            Rational sum = total.get();
            total = exact.of(fold.body()).flatMap(term -> fold.product() ? times(sum, term) : plus(sum, term));
        }
        return total;
    }
}
