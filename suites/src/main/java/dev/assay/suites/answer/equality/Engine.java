package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Rational;
import dev.assay.suites.answer.expression.Work;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Decides whether two formulas have the same value for all values of their names.
///
/// The stages are: equal trees; exact rational arithmetic and quotients of polynomials; refutation at fixed points with proven
/// error bounds; agreement at those points to 120 digits, which for algebraic constants is a proof where a root separation bound
/// says so. A later stage never overrules a difference.
final class Engine {

    /// Bits of the first look, which refutes nearly all that differ.
    private static final int FIRST = 96;
    /// Bits of 120 digits, and of 400.
    private static final int SECOND = 432;
    private static final int THIRD = 1_380;
    /// 10^-100 in bits.
    private static final int AGREED_BITS = 333;
    private static final int AGREED_ESTIMATE = 40;
    /// What is asked for instead where tiny numbers or large exponents occur: 380 digits.
    private static final int SHARP_BITS = 1_262;
    private static final int DIGITS = 12;
    /// How far below one the difference of algebraic constants must be, in bits, where nothing proves them equal.
    private static final int UNIT_BITS = 64;
    /// How many points with a value on both sides are compared at most: all signs and sizes are among them.
    private static final int TRIED = 8;

    private final Work work;

    Engine(Work work) {
        this.work = work;
    }

    Work work() {
        return work;
    }

    /// Compares two values.
    Outcome compare(Answer.Value gold, Answer.Value answer) {
        if (Canon.of(gold, work).equals(Canon.of(answer, work))) {
            return Outcome.equal(Outcome.Kind.IDENTICAL, "STRUCTURAL");
        }
        Names names = Names.of(work, gold, answer);
        if (names.isEmpty()) {
            Optional<Rational> left = Exact.value(gold, work);
            Optional<Rational> right = left.isEmpty() ? Optional.empty() : Exact.value(answer, work);
            if (left.isPresent() && right.isPresent()) {
                return left.get().equals(right.get())
                    ? Outcome.equal(Outcome.Kind.EXACT, "RATIONAL")
                    : Outcome.different(witness("", left.get(), right.get()));
            }
        }
        Optional<Outcome> rational = rational(gold, answer, names);
        return rational.orElseGet(() -> numeric(gold, answer, names));
    }

    private Optional<Outcome> rational(Answer.Value gold, Answer.Value answer, Names names) {
        RationalForm form = new RationalForm(work);
        Optional<RationalForm.Fraction> left = form.of(gold);
        Optional<RationalForm.Fraction> right = left.isEmpty() ? left : form.of(answer);
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        Optional<Polynomial> cross = form.cross(left.get(), right.get());
        if (cross.isEmpty()) {
            return Optional.empty();
        }
        if (cross.get().isZero()) {
            boolean undefined = form.reduced(left.get().below()).isZero() || form.reduced(right.get().below()).isZero();
            return undefined ? Optional.empty() : Optional.of(Outcome.equal(Outcome.Kind.EXACT, "RATIONAL"));
        }
        if (!form.isPure() || names.isComplex()) {
            return Optional.empty();
        }
        if (names.isEmpty() && cross.get().isConstant()) {
            return Optional.of(Outcome.different(Residues.witness(gold, answer, work).orElse("the difference of cross products is not zero")));
        }
        for (int i = 0; i < Points.COUNT; i++) {
            SortedMap<String, Rational> point = Points.at(i, names.free());
            Exact exact = new Exact(work, point);
            Optional<Rational> a = exact.of(gold);
            Optional<Rational> b = a.isEmpty() ? a : exact.of(answer);
            if (a.isPresent() && b.isPresent() && !a.get().equals(b.get())) {
                return Optional.of(Outcome.different(witness(place(point), a.get(), b.get())));
            }
        }
        return Optional.empty();
    }

    private Outcome numeric(Answer.Value gold, Answer.Value answer, Names names) {
        return names.isEmpty() ? constants(gold, answer, names) : functions(gold, answer, names);
    }

    /// One side at one precision, or why it has no value there.
    private record Sight(Optional<Complex> value, boolean undefined, boolean estimated, boolean swallowed) {
        /// Whether agreement may hide a difference: something was lost in a far larger number, and no estimate blurs it anyway.
        boolean hides() {
            return swallowed && !estimated;
        }
    }

    private Sight look(Answer.Value value, Map<String, Rational> point, int bits, boolean complex) {
        Balls balls = new Balls(bits, work);
        Map<String, Complex> numbers = new TreeMap<>();
        point.forEach((name, number) -> numbers.put(name, Complex.of(balls.fraction(number.numerator(), number.denominator()))));
        Evaluator evaluator = new Evaluator(new Field(balls, complex), numbers);
        try {
            Complex seen = evaluator.of(value);
            return new Sight(Optional.of(seen), false, evaluator.isEstimated(), evaluator.hasSwallowed());
        } catch (Uninformative e) {
            return new Sight(Optional.empty(), e.isUndefined(), evaluator.isEstimated(), evaluator.hasSwallowed());
        }
    }

    private boolean isApart(Complex a, Complex b) {
        Balls balls = new Balls(SECOND, work);
        return !balls.subtract(a.real(), b.real()).containsZero() || !balls.subtract(a.imaginary(), b.imaginary()).containsZero();
    }

    /// Whether both values are known so well that agreement means something.
    private static boolean isInformative(Complex a, Complex b, int bits) {
        long size = Math.max(Math.max(a.real().magnitude(), a.imaginary().magnitude()), Math.max(b.real().magnitude(), b.imaginary().magnitude()));
        long scale = Math.max(size, -bits / 4);
        return List.of(a.real(), a.imaginary(), b.real(), b.imaginary()).stream()
            .allMatch(ball -> ball.isExact() || ball.radius().bitLength() + ball.exponent() < scale - bits);
    }

    private static String place(SortedMap<String, Rational> point) {
        return point.isEmpty() ? "" : "at " + Points.print(point) + ": ";
    }

    /// Both values to twelve digits, or to as many as show the difference.
    private static String witness(String place, Complex a, Complex b) {
        for (int digits = DIGITS; digits < 4 * 120; digits *= 2) {
            String gold = a.print(digits);
            String answer = b.print(digits);
            if (!gold.equals(answer)) {
                return place + "gold " + gold + ", answer " + answer;
            }
        }
        return place + "gold " + a.print(DIGITS) + ", answer " + b.print(DIGITS) + " (they differ later)";
    }

    private String witness(String place, Rational a, Rational b) {
        work.charge(a.bits() / 8 + b.bits() / 8);
        Balls balls = new Balls(SECOND, work);
        String gold = balls.fraction(a.numerator(), a.denominator()).print(DIGITS);
        String answer = balls.fraction(b.numerator(), b.denominator()).print(DIGITS);
        return place + (gold.equals(answer) ? "gold " + a + ", answer " + b : "gold " + gold + ", answer " + answer);
    }

    private Outcome constants(Answer.Value gold, Answer.Value answer, Names names) {
        boolean complex = names.isComplex();
        boolean sharp = Sizes.areExtreme(gold, work) || Sizes.areExtreme(answer, work);
        for (int bits : new int[]{FIRST, SECOND, THIRD}) {
            Sight left = look(gold, Map.of(), bits, complex);
            Sight right = look(answer, Map.of(), bits, complex);
            if ((left.undefined() || right.undefined()) && !complex) {
                complex = true;
                left = look(gold, Map.of(), bits, true);
                right = look(answer, Map.of(), bits, true);
            }
            if (left.undefined() || right.undefined()) {
                return Outcome.UNDECIDED;
            }
            if (left.value().isEmpty() || right.value().isEmpty()) {
                continue;
            }
            Complex a = left.value().get();
            Complex b = right.value().get();
            if (isApart(a, b)) {
                return Outcome.different(witness("", a, b));
            }
            boolean estimated = left.estimated() || right.estimated();
            boolean hidden = !estimated && (left.hides() || right.hides());
            if (hidden && !(bits == THIRD && areAlgebraic(gold, answer, complex))) {
                continue;
            }
            int agreed = sharp ? SHARP_BITS : AGREED_BITS;
            if (estimated ? isInformative(a, b, AGREED_ESTIMATE) : bits > (sharp ? SECOND : FIRST) && isInformative(a, b, agreed)) {
                return hidden ? algebraic(gold, answer, true) : agreed(gold, answer, complex, estimated, sharp);
            }
        }
        return Outcome.UNDECIDED;
    }

    private Outcome agreed(Answer.Value gold, Answer.Value answer, boolean complex, boolean estimated, boolean sharp) {
        if (estimated) {
            return new Outcome(Outcome.Kind.NUMERIC, Optional.of("NUMERIC(12 digits, estimated, 1 point)"), Optional.empty(), false, true);
        }
        if (!areAlgebraic(gold, answer, complex)) {
            return Outcome.equal(Outcome.Kind.NUMERIC, "NUMERIC(" + (sharp ? "380" : "120") + " digits, 1 point)");
        }
        return algebraic(gold, answer, false);
    }

    private boolean areAlgebraic(Answer.Value gold, Answer.Value answer, boolean complex) {
        return !complex && RootBound.isAlgebraic(gold, work) && RootBound.isAlgebraic(answer, work);
    }

    /// Two real algebraic constants that agree to 120 digits: a root separation bound may prove them equal, and residues different.
    ///
    /// @param hidden whether a number was lost in a far larger one, so that leading digits say nothing
    private Outcome algebraic(Answer.Value gold, Answer.Value answer, boolean hidden) {
        Answer.Value difference = new Answer.Sum(List.of(gold, new Answer.Negative(answer)));
        Optional<Integer> needed = RootBound.bits(difference, work);
        boolean provable = needed.isPresent() && needed.get() < THIRD - 40;
        Optional<Ball> rest = look(difference, Map.of(), provable ? Math.max(SECOND, needed.get() + 64) : THIRD, false).value().map(Complex::real);
        if (rest.isPresent() && !rest.get().containsZero()) {
            return Outcome.different("the difference is " + rest.get().print(DIGITS));
        }
        if (provable && rest.isPresent() && rest.get().magnitude() < -needed.get()) {
            return Outcome.equal(Outcome.Kind.EXACT, "ALGEBRAIC(" + needed.get() + " bits)");
        }
        Optional<String> residues = Residues.witness(gold, answer, work);
        if (residues.isPresent()) {
            return Outcome.different(residues.get());
        }
        if (Residues.agree(gold, answer, work)) {
            return Outcome.equal(Outcome.Kind.NUMERIC, "NUMERIC(120 digits, " + Residues.PRIMES.size() + " residues)");
        }
        // leading digits of huge numbers say nothing about their difference
        return !hidden && rest.isPresent() && rest.get().magnitude() < -UNIT_BITS
            ? Outcome.equal(Outcome.Kind.NUMERIC, "NUMERIC(400 digits, 1 point)")
            : Outcome.UNDECIDED;
    }

    private Outcome functions(Answer.Value gold, Answer.Value answer, Names names) {
        boolean complex = names.isComplex();
        int wanted = names.free().size() == 1 ? 3 : 5;
        boolean domain = false;
        boolean estimated = false;
        List<SortedMap<String, Rational>> points = new ArrayList<>();
        for (int i = 0; i < Points.COUNT && points.size() < TRIED; i++) {
            SortedMap<String, Rational> point = Points.at(i, names.free());
            Sight left = look(gold, point, FIRST, complex);
            Sight right = look(answer, point, FIRST, complex);
            domain |= left.undefined() != right.undefined();
            estimated |= left.estimated() || right.estimated();
            if (left.undefined() || right.undefined()) {
                continue;
            }
            if (left.value().isPresent() && right.value().isPresent() && isApart(left.value().get(), right.value().get())) {
                return Outcome.different(witness(place(point), left.value().get(), right.value().get()));
            }
            points.add(point);
        }
        return confirmed(gold, answer, points, new Found(wanted, complex, domain, estimated));
    }

    /// What the first look found.
    private record Found(int wanted, boolean complex, boolean domain, boolean estimated) {
    }

    private Outcome confirmed(Answer.Value gold, Answer.Value answer, List<SortedMap<String, Rational>> points, Found found) {
        int confirmed = 0;
        boolean sharp = !found.estimated() && (Sizes.areExtreme(gold, work) || Sizes.areExtreme(answer, work));
        int agreed = found.estimated() ? AGREED_ESTIMATE : sharp ? SHARP_BITS : AGREED_BITS;
        for (SortedMap<String, Rational> point : points) {
            for (int bits : found.estimated() ? new int[]{SECOND} : new int[]{SECOND, THIRD}) {
                Sight a = look(gold, point, bits, found.complex());
                Sight b = look(answer, point, bits, found.complex());
                if (a.value().isEmpty() || b.value().isEmpty()) {
                    continue;
                }
                if (isApart(a.value().get(), b.value().get())) {
                    return Outcome.different(witness(place(point), a.value().get(), b.value().get()));
                }
                if (!a.hides() && !b.hides() && isInformative(a.value().get(), b.value().get(), agreed)) {
                    confirmed++;
                    break;
                }
            }
            if (confirmed == found.wanted()) {
                String digits = found.estimated() ? "12 digits, estimated" : sharp ? "380 digits" : "120 digits";
                Optional<String> certificate = Optional.of("NUMERIC(" + digits + ", " + confirmed + " points)");
                return new Outcome(Outcome.Kind.NUMERIC, certificate, Optional.empty(), found.domain(), found.estimated());
            }
        }
        return new Outcome(Outcome.Kind.UNDECIDED, Optional.empty(), Optional.empty(), found.domain(), found.estimated());
    }

    /// The value of a constant with its error, at about 30 digits; absent if there is none.
    Optional<Ball> real(Answer.Value value, int bits) {
        Sight sight = look(value, Map.of(), bits, false);
        return sight.value().filter(Complex::isReal).map(Complex::real);
    }

    /// Whether the first of two constants is less (-1), equal (0) or greater (1); absent if that is not known.
    Optional<Integer> order(Answer.Value left, Answer.Value right) {
        int a = Infinity.sign(left);
        int b = Infinity.sign(right);
        if (a != 0 || b != 0) {
            return Optional.of(Integer.compare(a, b));
        }
        Optional<Rational> x = Exact.value(left, work);
        Optional<Rational> y = x.isEmpty() ? x : Exact.value(right, work);
        if (x.isPresent() && y.isPresent()) {
            return Optional.of(x.get().compareTo(y.get()));
        }
        if (!Names.of(work, left, right).isEmpty()) {
            return Canon.of(left, work).equals(Canon.of(right, work)) ? Optional.of(0) : Optional.empty();
        }
        for (int bits : new int[]{FIRST, SECOND}) {
            Optional<Ball> p = real(left, bits);
            Optional<Ball> q = real(right, bits);
            if (p.isEmpty() || q.isEmpty()) {
                continue;
            }
            Ball difference = new Balls(bits, work).subtract(p.get(), q.get());
            if (!difference.containsZero()) {
                return Optional.of(difference.isPositive() ? 1 : -1);
            }
        }
        return compare(left, right).isEqual() ? Optional.of(0) : Optional.empty();
    }

    /// Whether the first difference is a constant multiple, other than zero, of the second.
    Proportion proportion(Answer.Value left, Answer.Value right) {
        RationalForm form = new RationalForm(work);
        Optional<RationalForm.Fraction> a = form.of(left);
        Optional<RationalForm.Fraction> b = a.isEmpty() ? a : form.of(right);
        if (a.isPresent() && b.isPresent()) {
            Optional<Polynomial> p = a.get().above().times(b.get().below(), work).map(form::reduced);
            Optional<Polynomial> q = b.get().above().times(a.get().below(), work).map(form::reduced);
            if (p.isPresent() && q.isPresent()) {
                Optional<Integer> sign = multiple(p.get(), q.get());
                if (sign.isPresent() && sign.get() != 0) {
                    return Proportion.constant(sign.get(), Outcome.equal(Outcome.Kind.EXACT, "RATIONAL"));
                }
                if (sign.isPresent() && form.isPure()) {
                    return byPoints(left, right)
                        .orElseGet(() -> Proportion.none(Outcome.different("one difference of sides is no constant multiple of the other")));
                }
            }
        }
        return byPoints(left, right).orElse(Proportion.UNDECIDED);
    }

    private Optional<Integer> multiple(Polynomial p, Polynomial q) {
        if (p.isZero() || q.isZero()) {
            return Optional.of(p.isZero() && q.isZero() ? 1 : 0);
        }
        if (!p.terms().keySet().equals(q.terms().keySet())) {
            return Optional.of(0);
        }
        List<Integer> first = p.terms().keySet().iterator().next();
        Rational factor = p.terms().getOrDefault(first, Rational.ONE).over(q.terms().getOrDefault(first, Rational.ONE)).orElseThrow();
        return p.plus(q.scaled(factor).negated(), work).map(rest -> rest.isZero() ? factor.signum() : 0);
    }

    /// The quotient of two differences at several points; absent if it is known at too few.
    private Optional<Proportion> byPoints(Answer.Value left, Answer.Value right) {
        Names names = Names.of(work, left, right);
        if (names.isEmpty()) {
            return Optional.empty();
        }
        int wanted = names.free().size() == 1 ? 4 : 6;
        List<Complex> factors = new ArrayList<>();
        String first = "";
        Field field = new Field(new Balls(SECOND, work), names.isComplex());
        for (int i = 0; i < Points.COUNT && factors.size() < wanted; i++) {
            SortedMap<String, Rational> point = Points.at(i, names.free());
            Optional<Complex> a = look(left, point, SECOND, names.isComplex()).value();
            Optional<Complex> b = a.isEmpty() ? a : look(right, point, SECOND, names.isComplex()).value();
            if (a.isEmpty() || b.isEmpty() || a.get().containsZero() || b.get().containsZero()) {
                boolean oneZero = a.isPresent() && b.isPresent() && a.get().isExactZero() != b.get().isExactZero()
                    && !(a.get().containsZero() && b.get().containsZero());
                if (oneZero) {
                    return Optional.of(Proportion.none(Outcome.different(place(point) + "one difference of sides is zero, the other is not")));
                }
                continue;
            }
            Complex ratio = field.divide(a.get(), b.get());
            if (!factors.isEmpty() && isApart(factors.get(0), ratio)) {
                String other = factors.get(0).print(DIGITS);
                return Optional.of(Proportion.none(Outcome.different(
                    "the differences of sides are in the ratio " + other + " " + first + ", but " + ratio.print(DIGITS) + " "
                        + place(point).replace(": ", ""))));
            }
            if (isInformative(ratio, ratio, AGREED_BITS)) {
                first = factors.isEmpty() ? place(point).replace(": ", "") : first;
                factors.add(ratio);
            }
        }
        if (factors.size() < wanted || !factors.get(0).isReal()) {
            return Optional.empty();
        }
        int sign = factors.get(0).real().isNegative() ? -1 : 1;
        return Optional.of(Proportion.constant(sign, Outcome.equal(Outcome.Kind.NUMERIC, "NUMERIC(120 digits, " + wanted + " points)")));
    }
}
