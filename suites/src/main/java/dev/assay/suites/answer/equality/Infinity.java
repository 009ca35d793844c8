package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Answer;

/// Recognises plus and minus infinity.
final class Infinity {

    private Infinity() {
    }

    /// 1 or -1 for an infinity, 0 for anything else.
    static int sign(Answer answer) {
        return switch (answer) {
            case Answer.Constant constant when constant.name() == Answer.Constant.Name.INFINITY -> 1;
            case Answer.Negative negative -> -sign(negative.value());
            default -> 0;
        };
    }
}
