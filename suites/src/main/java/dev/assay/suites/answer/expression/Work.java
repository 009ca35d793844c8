package dev.assay.suites.answer.expression;

import java.util.concurrent.atomic.AtomicLong;

/// Counts the work of one judgement, in units that do not depend on the machine.
///
/// Every stage charges its primitives here; when the budget is spent the stage ends with [WorkSpent], on every machine at the
/// same place. A counter belongs to one judgement and is used by one thread.
public final class Work {

    /// The budget of a pair of answers: on two slow cores the worst pairs known end within half a second, and none of the shared rows needs
    /// more than a hundredth of it.
    public static final long PAIR = 10_000_000;

    private final long limit;
    private final AtomicLong spent = new AtomicLong();

    private Work(long limit) {
        this.limit = limit;
    }

    /// A fresh counter with a budget in units, 0 or more.
    public static Work of(long limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("A budget of work is not negative; it was " + limit + ".");
        }
        return new Work(limit);
    }

    /// A fresh counter for reading a text: 10,000 units and 10 for each character.
    public static Work forText(int characters) {
        return of(10_000 + 10L * characters);
    }

    /// Adds units, 0 or more.
    ///
    /// @throws WorkSpent if the budget is exceeded
    public void charge(long units) {
        long now = spent.getPlain() + units;
        if (now > limit || now < 0) {
            // What would go beyond the budget is not begun, so it is not spent either.
            spent.setPlain(limit);
            throw new WorkSpent(limit);
        }
        spent.setPlain(now);
    }

    /// The units charged so far.
    public long spent() {
        return spent.getPlain();
    }

    /// The budget.
    public long limit() {
        return limit;
    }
}
