package dev.assay.suites.answer.expression;

import dev.assay.suites.answer.expression.Answer.Value;
import java.util.ArrayList;
import java.util.List;

/// Tells whether two trees say the same, by value for formulas and by structure for the rest. For tests of reading.
final class SameReading {

    private static final int POINTS = 3;

    private SameReading() {
    }

    static boolean same(Answer wanted, Answer found) {
        if (wanted.equals(found)) {
            return true;
        }
        if (wanted instanceof Value one && found instanceof Value two && !structured(one) && !structured(two)) {
            return sameValue(one, two);
        }
        return switch (wanted) {
            case Answer.Braces braces -> sameItems(braces.items(), found);
            case Answer.Tuple tuple -> found instanceof Answer.Tuple other
                ? inOrder(tuple.items(), other.items())
                : found instanceof Answer.Listing list
                    && inOrder(tuple.items(), list.items());
            case Answer.Matrix matrix -> found instanceof Answer.Matrix other && sameMatrix(matrix, other);
            case Answer.Interval interval -> sameInterval(interval, found);
            case Answer.Combination combination -> found instanceof Answer.Combination other && combination.operator() == other.operator() && ((same(combination
                .left(), other.left()) && same(combination.right(), other.right())) || (combination.operator() != Answer.Combination.Operator.DIFFERENCE
                    && same(combination.left(), other.right()) && same(combination.right(), other.left())));
            case Answer.Chain chain -> sameChain(chain, found);
            case Answer.Apply apply ->
                "neg".equals(apply.name()) && apply.arguments().getFirst() instanceof Answer.Chain inner && found instanceof Answer.Chain other
                    && other.relations().equals(List.of(Answer.Chain.Relator.NOT_IN)) && inOrder(inner.members(), other.members());
            case Answer.Sum sum -> found instanceof Answer.Sum other && inOrder(sum.terms(), other.terms());
            case Answer.Product product -> found instanceof Answer.Product other && inOrder(product.factors(), other.factors());
            case Answer.Negative negative -> found instanceof Answer.Negative other && same(negative.value(), other.value());
            case Answer.Text text -> "True".equals(text.words()) && found instanceof Answer.Chain;
            default -> false;
        };
    }

    private static boolean sameChain(Answer.Chain chain, Answer found) {
        if (!(found instanceof Answer.Chain other) || other.members().size() != 2) {
            return false;
        }
        boolean in = other.relations().getFirst() == Answer.Chain.Relator.IN && chain.relations().getFirst() == Answer.Chain.Relator.EQUAL;
        boolean relation = in || chain.relations().equals(other.relations());
        return relation && side(chain.members().get(0), other.members().get(0)) && side(chain.members().get(1), other.members().get(1));
    }

    /// A side; SymPy's reader writes a ratio as a quotient, and names in lower case there.
    private static boolean side(Answer wanted, Answer found) {
        if (found instanceof Answer.Ratio ratio && ratio.parts().size() == 2) {
            Value quotient = new Answer.Quotient(ratio.parts().get(0), ratio.parts().get(1));
            return same(wanted, quotient) || wanted.print().equalsIgnoreCase(quotient.print());
        }
        return same(wanted, found);
    }

    private static boolean structured(Value value) {
        return switch (value) {
            case Answer.Tuple t -> true;
            case Answer.Matrix m -> true;
            case Answer.Sum sum -> sum.terms().stream().anyMatch(SameReading::structured);
            case Answer.Product product -> product.factors().stream().anyMatch(SameReading::structured);
            case Answer.Negative negative -> structured(negative.value());
            default -> false;
        };
    }

    private static boolean sameValue(Value one, Value two) {
        for (int point = 0; point < POINTS; point++) {
            try {
                SampleValue sample = new SampleValue(point);
                if (!sample.of(one).near(sample.of(two))) {
                    return false;
                }
            } catch (SampleValue.NoValue none) {
                return one.print().equals(two.print());
            }
        }
        return true;
    }

    private static boolean inOrder(List<? extends Answer> wanted, List<? extends Answer> found) {
        if (wanted.size() != found.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!same(wanted.get(i), found.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameItems(List<Answer> wanted, Answer found) {
        List<Answer> items = found instanceof Answer.Braces braces
            ? braces.items()
            : found instanceof Answer.Listing list ? list.items() : found instanceof Answer.Tuple ? List.of(found) : List.of(found);
        List<Answer> left = new ArrayList<>(items);
        for (Answer item : wanted) {
            boolean removed = false;
            for (int i = 0; i < left.size() && !removed; i++) {
                if (same(item, left.get(i))) {
                    left.remove(i);
                    removed = true;
                }
            }
            if (!removed) {
                return false;
            }
        }
        return left.isEmpty();
    }

    private static boolean sameInterval(Answer.Interval interval, Answer found) {
        Answer.Interval other = found instanceof Answer.Interval i
            ? i
            : found instanceof Answer.Tuple tuple ? tuple.asInterval().orElse(interval) : null;
        if (other == null || (found instanceof Answer.Tuple && other == interval)) {
            return false;
        }
        return interval.lowClosed() == other.lowClosed() && interval.highClosed() == other.highClosed() && same(interval.low(), other.low()) && same(interval
            .high(), other.high());
    }

    private static boolean sameMatrix(Answer.Matrix one, Answer.Matrix two) {
        if (one.rows().size() != two.rows().size() || one.bars() != two.bars()) {
            return false;
        }
        for (int i = 0; i < one.rows().size(); i++) {
            if (!inOrder(one.rows().get(i), two.rows().get(i))) {
                return false;
            }
        }
        return true;
    }
}
