package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Rational;
import dev.assay.suites.answer.expression.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads trees as quotients of polynomials over the rational numbers.
///
/// Whatever is no rational operation becomes a variable of its own, named by its canonical text: then equal forms still prove
/// equal values, but different forms prove nothing.
final class RationalForm {

    private static final String IMAGINARY = "@I";

    private final Work work;
    private final List<String> variables = new ArrayList<>();
    private final List<Boolean> opaque = new ArrayList<>();

    RationalForm(Work work) {
        this.work = work;
    }

    /// A quotient of polynomials.
    record Fraction(Polynomial above, Polynomial below) {
    }

    /// Whether only free names and the imaginary unit stood for variables so far.
    boolean isPure() {
        return opaque.stream().noneMatch(Boolean::booleanValue);
    }

    /// The index of a variable, if it occurred.
    Optional<Integer> index(String variable) {
        int index = variables.indexOf(variable);
        return index < 0 ? Optional.empty() : Optional.of(index);
    }

    List<String> variables() {
        return variables;
    }

    /// The difference of two products, with the imaginary unit reduced: zero if a/b = c/d.
    Optional<Polynomial> cross(Fraction left, Fraction right) {
        return left.above().times(right.below(), work)
            .flatMap(a -> right.above().times(left.below(), work).flatMap(b -> a.plus(b.negated(), work)))
            .map(this::reduced);
    }

    Polynomial reduced(Polynomial polynomial) {
        return index(IMAGINARY).map(polynomial::withImaginary).orElse(polynomial);
    }

    /// The form of a tree; absent beyond the limits, and where a divisor is identically zero.
    Optional<Fraction> of(Answer.Value value) {
        work.charge(1);
        return switch (value) {
            case Answer.Literal literal -> constant(literal.value());
            case Answer.Symbol symbol -> variable(symbol.full(), false);
            case Answer.Constant constant -> constant.name() == Answer.Constant.Name.INFINITY
                ? Optional.empty()
                : variable("@" + constant.name(), constant.name() != Answer.Constant.Name.I);
            case Answer.Negative negative -> of(negative.value()).map(inner -> new Fraction(inner.above().negated(), inner.below()));
            case Answer.Sum sum -> sum(sum.terms());
            case Answer.Product product -> product(product.factors());
            case Answer.Quotient quotient -> of(quotient.numerator()).flatMap(above -> of(quotient.denominator()).flatMap(below -> divide(above, below)));
            case Answer.Percent percent -> of(percent.value()).map(inner -> new Fraction(inner.above().scaled(Rational.of(1, 100)), inner.below()));
            case Answer.Power power -> power(power);
            case Answer.Apply apply when Names.isConjugate(apply) -> opaque(apply);
            case Answer.Apply apply -> variable(Names.key(apply, work), false);
            default -> opaque(value);
        };
    }

    private static Optional<Fraction> constant(Rational value) {
        return Optional.of(new Fraction(Polynomial.constant(value), Polynomial.ONE));
    }

    private Optional<Fraction> opaque(Answer.Value value) {
        Optional<Rational> exact = Exact.value(value, work);
        if (exact.isPresent()) {
            return constant(exact.get());
        }
        return variable(Canon.of(value, work), true);
    }

    private Optional<Fraction> variable(String name, boolean opaqueToo) {
        int index = variables.indexOf(name);
        if (index < 0) {
            index = variables.size();
            if (index >= 64) {
                return Optional.empty();
            }
            variables.add(name);
            opaque.add(opaqueToo);
        }
        return Optional.of(new Fraction(Polynomial.variable(index), Polynomial.ONE));
    }

    private Optional<Fraction> sum(List<Answer.Value> terms) {
        Optional<Fraction> total = constant(Rational.ZERO);
        for (Answer.Value term : terms) {
            Optional<Fraction> next = of(term);
            if (next.isEmpty() || total.isEmpty()) {
                return Optional.empty();
            }
            total = add(total.get(), next.get());
        }
        return total;
    }

    private Optional<Fraction> add(Fraction a, Fraction b) {
        if (a.below().equals(b.below())) {
            return a.above().plus(b.above(), work).map(sum -> new Fraction(sum, a.below()));
        }
        return a.above().times(b.below(), work)
            .flatMap(left -> b.above().times(a.below(), work).flatMap(right -> left.plus(right, work)))
            .flatMap(above -> a.below().times(b.below(), work).map(below -> new Fraction(above, below)));
    }

    private Optional<Fraction> product(List<Answer.Value> factors) {
        Optional<Fraction> total = constant(Rational.ONE);
        for (Answer.Value factor : factors) {
            Optional<Fraction> next = of(factor);
            if (next.isEmpty() || total.isEmpty()) {
                return Optional.empty();
            }
            Fraction left = total.get();
            total = left.above().times(next.get().above(), work)
                .flatMap(above -> left.below().times(next.get().below(), work).map(below -> new Fraction(above, below)));
        }
        return total;
    }

    private Optional<Fraction> divide(Fraction a, Fraction b) {
        if (reduced(b.above()).isZero()) {
            return Optional.empty();
        }
        return a.above().times(b.below(), work).flatMap(above -> a.below().times(b.above(), work).map(below -> new Fraction(above, below)));
    }

    private Optional<Fraction> power(Answer.Power power) {
        Optional<Rational> exponent = Exact.value(power.exponent(), work);
        if (exponent.isEmpty() || !exponent.get().isInteger() || exponent.get().numerator().bitLength() > 7) {
            return opaque(power);
        }
        int size = exponent.get().numerator().intValueExact();
        Optional<Fraction> base = of(power.base());
        if (base.isEmpty()) {
            return base;
        }
        Optional<Polynomial> above = base.get().above().power(Math.abs(size), work);
        Optional<Polynomial> below = base.get().below().power(Math.abs(size), work);
        if (above.isEmpty() || below.isEmpty()) {
            return Exact.value(power, work).flatMap(RationalForm::constant);
        }
        if (size >= 0) {
            return Optional.of(new Fraction(above.get(), below.get()));
        }
        return reduced(above.get()).isZero() ? Optional.empty() : Optional.of(new Fraction(below.get(), above.get()));
    }

    /// The coefficients of a polynomial in one of its variables: power to the rest.
    static Map<Integer, Polynomial> coefficients(Polynomial polynomial, int index) {
        Map<Integer, Map<List<Integer>, Rational>> parts = new java.util.TreeMap<>();
        polynomial.terms().forEach((exponents, coefficient) -> {
            int power = exponents.size() > index ? exponents.get(index) : 0;
            List<Integer> rest = new ArrayList<>(exponents);
            if (exponents.size() > index) {
                rest.set(index, 0);
            }
            parts.computeIfAbsent(power, key -> new java.util.LinkedHashMap<>()).put(List.copyOf(rest), coefficient);
        });
        Map<Integer, Polynomial> result = new java.util.TreeMap<>();
        parts.forEach((power, terms) -> result.put(power, new Polynomial(terms)));
        return result;
    }
}
