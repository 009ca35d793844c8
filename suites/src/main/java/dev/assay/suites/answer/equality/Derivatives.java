package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Rational;
import dev.assay.suites.answer.expression.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Differentiates formulas.
final class Derivatives {

    private static final Answer.Value ZERO = Answer.Literal.of(0);
    private static final Answer.Value ONE = Answer.Literal.of(1);
    private static final Answer.Value TWO = Answer.Literal.of(2);
    private static final int MAX_ORDER = 4;

    private final String variable;
    private final Work work;

    private Derivatives(String variable, Work work) {
        this.variable = variable;
        this.work = work;
    }

    /// The derivative of this order; absent if a part of the formula is of another kind.
    static Optional<Answer.Value> of(Answer.Derivative derivative, Work work) {
        Derivatives rules = new Derivatives(derivative.variable().full(), work);
        Optional<Answer.Value> result = derivative.order() > MAX_ORDER ? Optional.empty() : Optional.of(derivative.body());
        for (int i = 0; i < derivative.order() && result.isPresent(); i++) {
            result = rules.of(result.get());
        }
        return result;
    }

    private Optional<Answer.Value> of(Answer.Value value) {
        work.charge(2);
        if (!Names.of(work, value).free().containsKey(variable)) {
            return Optional.of(ZERO);
        }
        return switch (value) {
            case Answer.Symbol symbol -> Optional.of(ONE);
            case Answer.Negative negative -> of(negative.value()).map(Answer.Negative::new);
            case Answer.Percent percent -> of(percent.value()).map(Answer.Percent::new);
            case Answer.Sum sum -> sum(sum);
            case Answer.Product product -> product(product.factors());
            case Answer.Quotient quotient -> quotient(quotient);
            case Answer.Power power -> power(power.base(), power.exponent());
            case Answer.Root root -> power(root.radicand(), new Answer.Quotient(ONE, root.index()));
            case Answer.Call call when call.arguments().size() == 1 -> outer(call.function(), call.arguments().get(0))
                .flatMap(outer -> of(call.arguments().get(0)).map(inner -> times(outer, inner)));
            case Answer.Call call when call.function() == Answer.Function.LOG && call.arguments().size() == 2 ->
                of(new Answer.Quotient(Answer.Call.of(Answer.Function.LN, call.arguments().get(1)),
                    Answer.Call.of(Answer.Function.LN, call.arguments().get(0))));
            default -> Optional.empty();
        };
    }

    private static Answer.Value times(Answer.Value... factors) {
        return new Answer.Product(List.of(factors));
    }

    private static Answer.Value minus(Answer.Value left, Answer.Value right) {
        return new Answer.Sum(List.of(left, new Answer.Negative(right)));
    }

    private static Answer.Value square(Answer.Value value) {
        return new Answer.Power(value, TWO);
    }

    private Optional<Answer.Value> sum(Answer.Sum sum) {
        List<Answer.Value> terms = new ArrayList<>();
        for (Answer.Value term : sum.terms()) {
            Optional<Answer.Value> next = of(term);
            if (next.isEmpty()) {
                return next;
            }
            terms.add(next.get());
        }
        return Optional.of(new Answer.Sum(terms));
    }

    private Optional<Answer.Value> product(List<Answer.Value> factors) {
        List<Answer.Value> terms = new ArrayList<>();
        for (int i = 0; i < factors.size(); i++) {
            Optional<Answer.Value> inner = of(factors.get(i));
            if (inner.isEmpty()) {
                return inner;
            }
            List<Answer.Value> changed = new ArrayList<>(factors);
            changed.set(i, inner.get());
            terms.add(new Answer.Product(changed));
        }
        return Optional.of(new Answer.Sum(terms));
    }

    private Optional<Answer.Value> quotient(Answer.Quotient quotient) {
        Answer.Value above = quotient.numerator();
        Answer.Value below = quotient.denominator();
        return of(above).flatMap(a -> of(below).map(b -> new Answer.Quotient(minus(times(a, below), times(above, b)), square(below))));
    }

    private Optional<Answer.Value> power(Answer.Value base, Answer.Value exponent) {
        Optional<Rational> constant = Exact.value(exponent, work);
        if (constant.isPresent()) {
            Rational less = constant.get().minus(Rational.ONE);
            Answer.Value lower = less.signum() < 0 ? new Answer.Negative(Answer.Literal.of(less.negated())) : Answer.Literal.of(less);
            return of(base).map(inner -> times(exponent, new Answer.Power(base, lower), inner));
        }
        Answer.Value logarithm = Answer.Call.of(Answer.Function.LN, base);
        if (base instanceof Answer.Constant constantBase && constantBase.name() == Answer.Constant.Name.E) {
            return of(exponent).map(inner -> times(new Answer.Power(base, exponent), inner));
        }
        return of(times(exponent, logarithm)).map(inner -> times(new Answer.Power(base, exponent), inner));
    }

    private static Optional<Answer.Value> outer(Answer.Function function, Answer.Value x) {
        return switch (function) {
            case SIN -> Optional.of(Answer.Call.of(Answer.Function.COS, x));
            case COS -> Optional.of(new Answer.Negative(Answer.Call.of(Answer.Function.SIN, x)));
            case TAN -> Optional.of(square(Answer.Call.of(Answer.Function.SEC, x)));
            case COT -> Optional.of(new Answer.Negative(square(Answer.Call.of(Answer.Function.CSC, x))));
            case SEC -> Optional.of(times(Answer.Call.of(Answer.Function.SEC, x), Answer.Call.of(Answer.Function.TAN, x)));
            case CSC -> Optional.of(new Answer.Negative(times(Answer.Call.of(Answer.Function.CSC, x), Answer.Call.of(Answer.Function.COT, x))));
            case ARCSIN -> Optional.of(new Answer.Quotient(ONE, new Answer.Root(minus(ONE, square(x)), TWO)));
            case ARCCOS -> Optional.of(new Answer.Negative(new Answer.Quotient(ONE, new Answer.Root(minus(ONE, square(x)), TWO))));
            case ARCTAN -> Optional.of(new Answer.Quotient(ONE, new Answer.Sum(List.of(ONE, square(x)))));
            case SINH -> Optional.of(Answer.Call.of(Answer.Function.COSH, x));
            case COSH -> Optional.of(Answer.Call.of(Answer.Function.SINH, x));
            case TANH -> Optional.of(square(Answer.Call.of(Answer.Function.SECH, x)));
            case LN -> Optional.of(new Answer.Quotient(ONE, x));
            case ABS -> Optional.of(Answer.Call.of(Answer.Function.SIGN, x));
            default -> Optional.empty();
        };
    }
}
