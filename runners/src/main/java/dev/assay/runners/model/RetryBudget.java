package dev.assay.runners.model;

import dev.assay.core.model.Usage;
import java.util.concurrent.atomic.AtomicLong;

/// How much of a run may be spent on attempts that gave nothing: a tenth of the tokens of good attempts, and 20 attempts in any case.
///
/// Safe for use by many threads.
final class RetryBudget {

    /// Attempts that gave nothing and are forgiven whatever they cost.
    static final int FORGIVEN = 20;
    private static final int SHARE = 10;

    private final AtomicLong good = new AtomicLong();
    private final AtomicLong wasted = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    /// An attempt gave an answer.
    void good(Usage usage) {
        good.addAndGet(tokens(usage));
    }

    /// An attempt gave nothing. Whether it was paid for is in its usage.
    void wasted(Usage usage) {
        long tokens = tokens(usage);
        if (tokens > 0) {
            wasted.addAndGet(tokens);
            failures.incrementAndGet();
        }
    }

    /// Whether a trial that failed may be asked again.
    boolean allows() {
        return failures.get() <= FORGIVEN || SHARE * wasted.get() <= good.get();
    }

    private static long tokens(Usage usage) {
        return usage.input().orElse(0L) + usage.cachedInput().orElse(0L) + usage.output().orElse(0L);
    }
}
