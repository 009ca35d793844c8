package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;

/// Names the kinds of answers, for people.
final class Kinds {

    private Kinds() {
    }

    static String of(Answer answer) {
        return switch (answer) {
            case Answer.Text text -> "words";
            case Answer.Choice choice -> "an option";
            case Answer.Chain chain -> "a relation";
            case Answer.Listing listing -> "a list of " + listing.items().size();
            case Answer.Braces braces -> "a set of " + braces.items().size();
            case Answer.Tuple tuple -> "a tuple of " + tuple.items().size();
            case Answer.Interval interval -> "an interval";
            case Answer.Combination combination -> "a combination of sets";
            case Answer.Builder builder -> "a set by a condition";
            case Answer.NamedSet set -> "a named set";
            case Answer.Matrix matrix -> "a matrix";
            case Answer.Ratio ratio -> "a ratio";
            case Answer.Clock clock -> "a time";
            case Answer.Quantity quantity -> "a quantity";
            case Answer.Percent percent -> "a percentage";
            case Answer.Value value -> "a value";
        };
    }
}
