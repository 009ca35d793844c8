package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Rational;
import dev.assay.suites.answer.expression.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A polynomial over the rational numbers in numbered variables.
///
/// @param terms from exponents, without trailing zeros, to coefficients that are not zero
record Polynomial(Map<List<Integer>, Rational> terms) {

    static final int MAX_DEGREE = 64;
    static final int MAX_TERMS = 512;

    static final Polynomial ZERO = new Polynomial(Map.of());
    static final Polynomial ONE = constant(Rational.ONE);

    static Polynomial constant(Rational value) {
        return value.isZero() ? new Polynomial(Map.of()) : new Polynomial(Map.of(List.of(), value));
    }

    static Polynomial variable(int index) {
        List<Integer> exponents = new ArrayList<>();
        for (int i = 0; i < index; i++) {
            exponents.add(0);
        }
        exponents.add(1);
        return new Polynomial(Map.of(List.copyOf(exponents), Rational.ONE));
    }

    boolean isZero() {
        return terms.isEmpty();
    }

    boolean isConstant() {
        return terms.isEmpty() || (terms.size() == 1 && terms.containsKey(List.of()));
    }

    Polynomial negated() {
        Map<List<Integer>, Rational> turned = new LinkedHashMap<>();
        terms.forEach((exponents, coefficient) -> turned.put(exponents, coefficient.negated()));
        return new Polynomial(turned);
    }

    /// The sum; absent beyond the limits.
    Optional<Polynomial> plus(Polynomial other, Work work) {
        work.charge(8L * (terms.size() + other.terms.size() + 1));
        other.terms.values().forEach(value -> {
            long limbs = value.bits() / 64 + 1L;
            work.charge(value.isInteger() ? limbs : 16 * limbs * limbs);
        });
        Map<List<Integer>, Rational> sum = new LinkedHashMap<>(terms);
        other.terms.forEach((exponents, coefficient) -> add(sum, exponents, coefficient));
        return bounded(sum);
    }

    /// The product; absent beyond the limits.
    Optional<Polynomial> times(Polynomial other, Work work) {
        Map<List<Integer>, Rational> product = new LinkedHashMap<>();
        for (Map.Entry<List<Integer>, Rational> left : terms.entrySet()) {
            for (Map.Entry<List<Integer>, Rational> right : other.terms.entrySet()) {
                long limbs = (left.getValue().bits() + right.getValue().bits()) / 64 + 1L;
                boolean whole = left.getValue().isInteger() && right.getValue().isInteger();
                work.charge(12 + (whole ? limbs * limbs / 4 : 8 * limbs * limbs));
                add(product, sum(left.getKey(), right.getKey()), left.getValue().times(right.getValue()));
                if (product.size() > 2 * MAX_TERMS) {
                    return Optional.empty();
                }
            }
        }
        return bounded(product);
    }

    /// A power with an exponent of zero or more; absent beyond the limits.
    Optional<Polynomial> power(int exponent, Work work) {
        if (exponent > MAX_DEGREE) {
            return Optional.empty();
        }
        Optional<Polynomial> result = Optional.of(ONE);
        for (int i = 0; i < exponent && result.isPresent(); i++) {
            result = result.get().times(this, work);
        }
        return result;
    }

    Polynomial scaled(Rational factor) {
        if (factor.isZero()) {
            return ZERO;
        }
        Map<List<Integer>, Rational> product = new LinkedHashMap<>();
        terms.forEach((exponents, coefficient) -> product.put(exponents, coefficient.times(factor)));
        return new Polynomial(product);
    }

    /// The same polynomial with the square of one variable replaced by -1.
    Polynomial withImaginary(int index) {
        Map<List<Integer>, Rational> reduced = new LinkedHashMap<>();
        terms.forEach((exponents, coefficient) -> {
            if (index >= exponents.size()) {
                add(reduced, exponents, coefficient);
                return;
            }
            int power = exponents.get(index);
            List<Integer> rest = new ArrayList<>(exponents);
            rest.set(index, power & 1);
            add(reduced, trimmed(rest), (power & 2) == 0 ? coefficient : coefficient.negated());
        });
        return new Polynomial(reduced);
    }

    /// Whether one variable occurs.
    boolean holds(int index) {
        return terms.keySet().stream().anyMatch(exponents -> exponents.size() > index && exponents.get(index) > 0);
    }

    private static void add(Map<List<Integer>, Rational> terms, List<Integer> exponents, Rational coefficient) {
        Rational sum = terms.getOrDefault(exponents, Rational.ZERO).plus(coefficient);
        if (sum.isZero()) {
            terms.remove(exponents);
        } else {
            terms.put(exponents, sum);
        }
    }

    private static List<Integer> sum(List<Integer> a, List<Integer> b) {
        if (a.size() < b.size()) {
            return sum(b, a);
        }
        List<Integer> sum = new ArrayList<>(a);
        for (int i = 0; i < b.size(); i++) {
            sum.set(i, sum.get(i) + b.get(i));
        }
        return List.copyOf(sum);
    }

    private static List<Integer> trimmed(List<Integer> exponents) {
        int size = exponents.size();
        while (size > 0 && exponents.get(size - 1) == 0) {
            size--;
        }
        return List.copyOf(exponents.subList(0, size));
    }

    private static Optional<Polynomial> bounded(Map<List<Integer>, Rational> terms) {
        if (terms.size() > MAX_TERMS) {
            return Optional.empty();
        }
        for (Map.Entry<List<Integer>, Rational> term : terms.entrySet()) {
            int degree = term.getKey().stream().mapToInt(Integer::intValue).sum();
            if (degree > MAX_DEGREE || term.getValue().bits() > Rational.MAX_BITS) {
                return Optional.empty();
            }
        }
        return Optional.of(new Polynomial(terms));
    }
}
