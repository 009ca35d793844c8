package dev.assay.suites.answer;

import dev.assay.suites.answer.expression.Answer;
import dev.assay.suites.answer.expression.ParseProblem;
import dev.assay.suites.answer.expression.Reading;
import dev.assay.suites.answer.expression.ReadingOptions;

/// A right answer, read.
///
/// @param raw the answer itself; of a worked solution, what its box or its last line holds
/// @param reading what it says
/// @param kind what an answer to it looks like
record Gold(String raw, Reading reading, AnswerKind kind) {

    /// Whoever writes more words than this explains something.
    private static final int SHORT = 120;

    /// Reads a gold; a worked solution is reduced to its answer as a model's text is.
    static Gold of(String text) {
        String raw = reduced(text);
        Reading reading = Reading.of(raw, ReadingOptions.STANDARD);
        return new Gold(raw, reading, kind(reading));
    }

    private static String reduced(String text) {
        boolean anchored = !Boxes.in(text).isEmpty() || text.contains("####");
        boolean prose = text.length() > SHORT && !(Reading.of(text, ReadingOptions.STANDARD.withWords(false)) instanceof Reading.Parsed);
        if (!anchored && !prose) {
            return text;
        }
        return switch (AnswerFinder.find(text, false, AnswerKind.EXPRESSION)) {
            case Finding.Found found when anchored || found.tier().compareTo(Tier.T4) <= 0 -> found.raw();
            case Finding.Found _ -> text;
            case Finding.Missing _ -> text;
        };
    }

    private static AnswerKind kind(Reading reading) {
        return switch (reading) {
            case ParseProblem _ -> AnswerKind.EXPRESSION;
            case Reading.Parsed parsed when parsed.tree() instanceof Answer.Text || parsed.tree() instanceof Answer.Choice -> AnswerKind.TEXT;
            case Reading.Parsed parsed -> isScalar(parsed.tree()) ? AnswerKind.SCALAR : AnswerKind.EXPRESSION;
        };
    }

    private static boolean isScalar(Answer tree) {
        return switch (tree) {
            case Answer.Literal _,Answer.Constant _,Answer.Based _,Answer.Clock _ -> true;
            case Answer.Percent percent -> isScalar(percent.value());
            case Answer.Quantity quantity -> isScalar(quantity.value());
            case Answer.Negative negative -> isScalar(negative.value());
            case Answer.Residue residue -> isScalar(residue.value());
            case Answer.Quotient quotient -> isScalar(quotient.numerator()) && isScalar(quotient.denominator());
            case Answer.Power power -> isScalar(power.base()) && isScalar(power.exponent());
            case Answer.Root root -> isScalar(root.radicand()) && isScalar(root.index());
            case Answer.Sum sum -> sum.terms().stream().allMatch(Gold::isScalar);
            case Answer.Product product -> product.factors().stream().allMatch(Gold::isScalar);
            case Answer.Call call -> call.arguments().stream().allMatch(Gold::isScalar);
            case Answer.Chain chain -> isScalar(chain.members().getLast());
            default -> false;
        };
    }
}
