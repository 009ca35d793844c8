package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The free names of trees, and what kind of number each may stand for.
///
/// Symbols are free unless a sum, an integral or a limit binds them; an unknown function at its arguments is a name of its own.
final class Names {

    private final Work work;
    private final SortedMap<String, Kind> integers = new TreeMap<>();
    private boolean complex;

    private Names(Work work) {
        this.work = work;
    }

    static Names of(Work work, Answer... trees) {
        Names names = new Names(work);
        for (Answer tree : trees) {
            names.visit(tree, Set.of(), Kind.REAL);
        }
        return names;
    }

    /// The key of an unknown function at its arguments.
    static String key(Answer.Apply apply, Work work) {
        return Canon.of(apply, work);
    }

    /// What may stand for a name.
    enum Kind {
        /// Any number.
        REAL,
        /// Any number, integers among them, because rounding is involved.
        MIXED,
        /// Integers only.
        INTEGER
    }

    /// Each free name and what may stand for it.
    SortedMap<String, Kind> free() {
        return integers;
    }

    boolean isEmpty() {
        return integers.isEmpty();
    }

    /// Whether the imaginary unit occurs, or the even root of a negative number.
    boolean isComplex() {
        return complex;
    }

    private void visit(Answer answer, Set<String> bound, Kind kind) {
        work.charge(4);
        switch (answer) {
            case Answer.Symbol symbol -> {
                if (!bound.contains(symbol.full())) {
                    integers.merge(symbol.full(), kind, Names::narrower);
                }
            }
            case Answer.Constant constant -> complex |= constant.name() == Answer.Constant.Name.I;
            case Answer.Apply apply when isConjugate(apply) -> visit(apply.arguments().get(0), bound, kind);
            case Answer.Apply apply -> integers.merge(key(apply, work), kind, Names::narrower);
            case Answer.Power power -> {
                visit(power.base(), bound, kind);
                boolean alternating = power.base() instanceof Answer.Negative negative && negative.value() instanceof Answer.Literal;
                visit(power.exponent(), bound, alternating ? Kind.INTEGER : kind);
            }
            case Answer.Root root -> {
                complex |= root.radicand() instanceof Answer.Negative negative && negative.value() instanceof Answer.Literal
                    && root.index() instanceof Answer.Literal index && index.value().isInteger() && !index.value().numerator().testBit(0);
                visit(root.radicand(), bound, kind);
                visit(root.index(), bound, Kind.INTEGER);
            }
            case Answer.Call call -> {
                Kind discrete = switch (call.function()) {
                    case FACTORIAL, DOUBLE_FACTORIAL, BINOMIAL, PERMUTATIONS, GCD, LCM, MOD -> Kind.INTEGER;
                    case FLOOR, CEILING -> narrower(kind, Kind.MIXED);
                    default -> kind;
                };
                call.arguments().forEach(argument -> visit(argument, bound, discrete));
            }
            case Answer.Fold fold -> {
                fold.from().ifPresent(from -> visit(from, bound, Kind.INTEGER));
                fold.to().ifPresent(to -> visit(to, bound, Kind.INTEGER));
                visit(fold.body(), fold.variable().map(variable -> with(bound, variable)).orElse(bound), kind);
            }
            case Answer.Integral integral -> {
                integral.from().ifPresent(from -> visit(from, bound, kind));
                integral.to().ifPresent(to -> visit(to, bound, kind));
                visit(integral.body(), integral.from().isPresent() ? with(bound, integral.variable()) : bound, kind);
            }
            case Answer.Limit limit -> {
                visit(limit.point(), bound, kind);
                visit(limit.body(), with(bound, limit.variable()), kind);
            }
            default -> parts(answer).forEach(part -> visit(part, bound, kind));
        }
    }

    private static Kind narrower(Kind a, Kind b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /// Whether a bar means the conjugate: over a formula with the imaginary unit in it.
    static boolean isConjugate(Answer.Apply apply) {
        return apply.name().equals("bar") && apply.primes() == 0 && apply.arguments().size() == 1 && holdsImaginary(apply.arguments().get(0));
    }

    private static boolean holdsImaginary(Answer answer) {
        return (answer instanceof Answer.Constant constant && constant.name() == Answer.Constant.Name.I)
            || parts(answer).stream().anyMatch(Names::holdsImaginary);
    }

    private static Set<String> with(Set<String> bound, Answer.Symbol variable) {
        Set<String> inner = new TreeSet<>(bound);
        inner.add(variable.full());
        return inner;
    }

    /// The direct parts of a node.
    static List<Answer> parts(Answer answer) {
        return switch (answer) {
            case Answer.Sum sum -> List.copyOf(sum.terms());
            case Answer.Product product -> List.copyOf(product.factors());
            case Answer.Quotient quotient -> List.of(quotient.numerator(), quotient.denominator());
            case Answer.Negative negative -> List.of(negative.value());
            case Answer.Power power -> List.of(power.base(), power.exponent());
            case Answer.Root root -> List.of(root.radicand(), root.index());
            case Answer.Call call -> List.copyOf(call.arguments());
            case Answer.Apply apply -> apply.arguments();
            case Answer.Fold fold -> {
                List<Answer> parts = new ArrayList<>();
                fold.variable().ifPresent(parts::add);
                fold.from().ifPresent(parts::add);
                fold.to().ifPresent(parts::add);
                parts.add(fold.body());
                yield parts;
            }
            case Answer.Integral integral -> {
                List<Answer> parts = new ArrayList<>(List.of(integral.body(), integral.variable()));
                integral.from().ifPresent(parts::add);
                integral.to().ifPresent(parts::add);
                yield parts;
            }
            case Answer.Limit limit -> List.of(limit.body(), limit.variable(), limit.point());
            case Answer.Derivative derivative -> List.of(derivative.body(), derivative.variable());
            case Answer.Piecewise piecewise -> {
                List<Answer> parts = new ArrayList<>();
                for (Answer.Piecewise.Branch branch : piecewise.branches()) {
                    parts.add(branch.value());
                    branch.condition().ifPresent(parts::add);
                }
                yield parts;
            }
            case Answer.Matrix matrix -> matrix.rows().stream().<Answer>flatMap(List::stream).toList();
            case Answer.Tuple tuple -> tuple.items();
            case Answer.Percent percent -> List.of(percent.value());
            case Answer.Quantity quantity -> List.of(quantity.value());
            case Answer.Residue residue -> List.of(residue.value(), residue.modulus());
            case Answer.Braces braces -> braces.items();
            case Answer.Builder builder -> List.of(builder.element(), builder.condition());
            case Answer.Interval interval -> List.of(interval.low(), interval.high());
            case Answer.Combination combination -> List.of(combination.left(), combination.right());
            case Answer.Listing listing -> listing.items();
            case Answer.Chain chain -> chain.members();
            case Answer.Ratio ratio -> List.copyOf(ratio.parts());
            case Answer.Choice choice -> choice.content().map(List::of).orElse(List.of());
            case Answer.Literal literal -> List.of();
            case Answer.Symbol symbol -> List.of();
            case Answer.Constant constant -> List.of();
            case Answer.Based based -> List.of();
            case Answer.Ellipsis ellipsis -> List.of();
            case Answer.NamedSet set -> List.of();
            case Answer.Clock clock -> List.of();
            case Answer.Text text -> List.of();
        };
    }
}
