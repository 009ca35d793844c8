package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Work;
import java.util.List;

/// Renames a free name in a formula.
final class Substitution {

    private final Answer.Symbol from;
    private final Answer.Value to;
    private final Work work;

    private Substitution(Answer.Symbol from, Answer.Value to, Work work) {
        this.from = from;
        this.to = to;
        this.work = work;
    }

    static Answer.Value rename(Answer.Value value, Answer.Symbol from, Answer.Value to, Work work) {
        return new Substitution(from, to, work).of(value);
    }

    private Answer.Value of(Answer.Value value) {
        work.charge(1);
        return switch (value) {
            case Answer.Symbol symbol -> symbol.full().equals(from.full()) ? to : symbol;
            case Answer.Sum sum -> new Answer.Sum(all(sum.terms()));
            case Answer.Product product -> new Answer.Product(all(product.factors()));
            case Answer.Quotient quotient -> new Answer.Quotient(of(quotient.numerator()), of(quotient.denominator()));
            case Answer.Negative negative -> new Answer.Negative(of(negative.value()));
            case Answer.Power power -> new Answer.Power(of(power.base()), of(power.exponent()));
            case Answer.Root root -> new Answer.Root(of(root.radicand()), of(root.index()));
            case Answer.Call call -> new Answer.Call(call.function(), all(call.arguments()));
            case Answer.Percent percent -> new Answer.Percent(of(percent.value()));
            case Answer.Quantity quantity -> new Answer.Quantity(of(quantity.value()), quantity.unit());
            case Answer.Apply apply -> new Answer.Apply(apply.name(), apply.primes(),
                apply.arguments().stream().map(part -> part instanceof Answer.Value inner ? of(inner) : part).toList());
            case Answer.Matrix matrix -> new Answer.Matrix(matrix.rows().stream().map(this::all).toList(), matrix.bars());
            default -> value;
        };
    }

    private List<Answer.Value> all(List<Answer.Value> values) {
        return values.stream().map(this::of).toList();
    }
}
