package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Rational;
import dev.assay.suites.answer.expression.Work;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// How far from zero an algebraic constant is, unless it is zero.
///
/// The separation bound of Burnikel, Funke, Mehlhorn, Schirra and Schmitt (ESA 2001) for constants built from integers by
/// sums, differences, products, quotients and roots: |E| >= 1 / (l u^(D-1)), with u and l by the rules below and D the
/// product of the degrees of the distinct roots. Bounds are kept as binary logarithms, rounded up.
final class RootBound {

    private static final int MAX_COUNT_BITS = 14;

    private final Work work;
    private final Set<String> roots = new TreeSet<>();
    private double degree = 1;

    private RootBound(Work work) {
        this.work = work;
    }

    private record Size(double upper, double lower) {

        Size inverse() {
            return new Size(/* upper= */ lower, /* lower= */ upper);
        }
    }

    /// The number of bits after the binary point that prove a zero; absent if the constant is of another kind.
    static Optional<Integer> bits(Answer.Value value, Work work) {
        RootBound bound = new RootBound(work);
        Optional<Size> size = bound.of(value);
        if (size.isEmpty() || bound.degree > 4_096) {
            return Optional.empty();
        }
        double bits = Math.max(0, size.get().lower()) + Math.max(0, size.get().upper()) * (bound.degree - 1) + 8;
        return bits < 100_000 ? Optional.of((int) Math.ceil(bits * 1.001)) : Optional.empty();
    }

    /// Whether a constant is built from rational numbers by rational operations and roots.
    static boolean isAlgebraic(Answer.Value value, Work work) {
        work.charge(1);
        return switch (value) {
            case Answer.Literal literal -> true;
            case Answer.Negative negative -> isAlgebraic(negative.value(), work);
            case Answer.Percent percent -> isAlgebraic(percent.value(), work);
            case Answer.Sum sum -> sum.terms().stream().allMatch(term -> isAlgebraic(term, work));
            case Answer.Product product -> product.factors().stream().allMatch(factor -> isAlgebraic(factor, work));
            case Answer.Quotient quotient -> isAlgebraic(quotient.numerator(), work) && isAlgebraic(quotient.denominator(), work);
            case Answer.Root root -> isAlgebraic(root.radicand(), work) && Exact.value(root.index(), work).isPresent();
            case Answer.Power power -> isAlgebraic(power.base(), work) && Exact.value(power.exponent(), work).isPresent();
            case Answer.Call call when call.function() == Answer.Function.FACTORIAL ->
                Exact.value(call.arguments().get(0), work).filter(RootBound::isCountable).isPresent();
            default -> Exact.value(value, work).isPresent();
        };
    }

    /// Whether a factorial of this number can be computed factor by factor.
    static boolean isCountable(Rational value) {
        return value.isInteger() && value.signum() >= 0 && value.numerator().bitLength() <= MAX_COUNT_BITS;
    }

    private Optional<Size> of(Answer.Value value) {
        work.charge(1);
        return switch (value) {
            case Answer.Literal literal -> Optional.of(of(literal.value()));
            case Answer.Negative negative -> of(negative.value());
            case Answer.Sum sum -> sum.terms().stream().map(this::of).reduce((a, b) -> a.flatMap(x -> b.map(y -> sum(x, y)))).flatMap(size -> size);
            case Answer.Product product -> product.factors().stream().map(this::of)
                .reduce((a, b) -> a.flatMap(x -> b.map(y -> new Size(x.upper() + y.upper(), x.lower() + y.lower())))).flatMap(size -> size);
            case Answer.Quotient quotient -> of(quotient.numerator())
                .flatMap(x -> of(quotient.denominator()).map(y -> new Size(x.upper() + y.lower(), x.lower() + y.upper())));
            case Answer.Percent percent -> of(percent.value()).map(x -> new Size(x.upper(), x.lower() + 7));
            case Answer.Root root -> Exact.value(root.index(), work).flatMap(index -> power(root.radicand(), index, true));
            case Answer.Power power -> Exact.value(power.exponent(), work).flatMap(exponent -> power(power.base(), exponent, false));
            default -> Exact.value(value, work).map(RootBound::of);
        };
    }

    private static Size of(Rational value) {
        return new Size(value.numerator().bitLength(), value.denominator().bitLength());
    }

    private static Size sum(Size a, Size b) {
        double left = a.upper() + b.lower();
        double right = b.upper() + a.lower();
        return new Size(Math.max(left, right) + 1, a.lower() + b.lower());
    }

    private Optional<Size> power(Answer.Value base, Rational given, boolean inverse) {
        if (given.isZero()) {
            return Optional.empty();
        }
        Rational exponent = inverse ? Rational.ONE.over(given).orElseThrow() : given;
        if (exponent.numerator().bitLength() > 10 || exponent.denominator().bitLength() > 10) {
            return Optional.empty();
        }
        int index = exponent.denominator().intValueExact();
        int times = Math.abs(exponent.numerator().intValueExact());
        return of(base).map(size -> {
            Size root = size;
            if (index > 1) {
                if (roots.add(index + " " + Canon.of(base, work))) {
                    degree *= index;
                }
                root = size.upper() >= size.lower()
                    ? new Size((size.upper() + (index - 1) * size.lower()) / index, size.lower())
                    : new Size(size.upper(), ((index - 1) * size.upper() + size.lower()) / index);
            }
            Size grown = new Size(root.upper() * times, root.lower() * times);
            return exponent.signum() < 0 ? grown.inverse() : grown;
        });
    }
}
