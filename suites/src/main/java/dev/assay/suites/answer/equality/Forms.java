package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.Rational;
import dev.assay.suites.answer.expression.Work;
import java.util.Optional;

/// Notices the form that a right answer was written in.
final class Forms {

    private Forms() {
    }

    static Match flagged(Match match, Answer.Value gold, Answer.Value answer, Work work) {
        if (match.name() == Relation.Name.IDENTICAL || (isPlain(answer) && !isUnreduced(answer))) {
            return match;
        }
        if (isUnreduced(answer)) {
            return isUnreduced(gold) ? match : match.with("UNREDUCED");
        }
        boolean goldNamed = !Names.of(work, gold).isEmpty();
        boolean answerNamed = !Names.of(work, answer).isEmpty();
        if (answerNamed && !goldNamed) {
            return match.with("UNSIMPLIFIED");
        }
        if (answerNamed) {
            return isSum(gold) != isSum(answer) ? match.with("FORM") : match;
        }
        if (isPlain(gold) && Exact.value(answer, work).isPresent()) {
            return match.with("UNEVALUATED");
        }
        return match;
    }

    /// Whether an answer has a form that its sample asks for.
    static boolean has(Answer answer, SampleRules.Form form, Work work) {
        if (!(answer instanceof Answer.Value value)) {
            return true;
        }
        return switch (form) {
            case EVALUATED -> isPlain(value) || Exact.value(value, work).isEmpty();
            case REDUCED -> !isUnreduced(value);
            case FACTORED -> !isSum(value);
            case EXPANDED -> isExpanded(value);
        };
    }

    private static boolean isSum(Answer.Value value) {
        return switch (value) {
            case Answer.Sum sum -> true;
            case Answer.Negative negative -> isSum(negative.value());
            default -> false;
        };
    }

    private static boolean isExpanded(Answer.Value value) {
        return switch (value) {
            case Answer.Product product -> product.factors().stream().noneMatch(Forms::isSum);
            case Answer.Power power -> !isSum(power.base());
            case Answer.Sum sum -> sum.terms().stream().allMatch(Forms::isExpanded);
            case Answer.Negative negative -> isExpanded(negative.value()) && !isSum(negative.value());
            default -> true;
        };
    }

    /// A number, or a fraction of two.
    static boolean isPlain(Answer.Value value) {
        return switch (value) {
            case Answer.Literal literal -> true;
            case Answer.Negative negative -> isPlain(negative.value());
            case Answer.Quotient quotient -> isPlain(quotient.numerator()) && quotient.denominator() instanceof Answer.Literal;
            case Answer.Percent percent -> isPlain(percent.value());
            case Answer.Quantity quantity -> isPlain(quantity.value());
            default -> false;
        };
    }

    private static boolean isUnreduced(Answer.Value value) {
        return switch (value) {
            case Answer.Negative negative -> isUnreduced(negative.value());
            case Answer.Quotient quotient -> integer(quotient.numerator()).flatMap(above -> integer(quotient.denominator())
                .map(below -> !above.numerator().gcd(below.numerator()).equals(java.math.BigInteger.ONE) || below.numerator().equals(java.math.BigInteger.ONE)))
                .orElse(false);
            default -> false;
        };
    }

    private static Optional<Rational> integer(Answer.Value value) {
        return switch (value) {
            case Answer.Literal literal -> literal.value().isInteger() ? Optional.of(literal.value()) : Optional.empty();
            case Answer.Negative negative -> integer(negative.value());
            default -> Optional.empty();
        };
    }
}
