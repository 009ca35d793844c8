package dev.assay.suites.answer.expression;

import java.io.Serial;

/// Says that the budget of a judgement is spent.
///
/// It is caught where a stage begins and becomes an undecided result there; it never reaches a user of the grader.
public final class WorkSpent extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /// Names the budget that was spent.
    public WorkSpent(long limit) {
        super("The work of " + limit + " units is spent.", null, false, false);
    }
}
