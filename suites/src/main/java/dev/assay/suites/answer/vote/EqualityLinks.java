package dev.assay.suites.answer.vote;

import dev.assay.suites.answer.equality.Equality;
import dev.assay.suites.answer.equality.Profile;
import dev.assay.suites.answer.equality.Relation;
import dev.assay.suites.answer.equality.SampleRules;
import dev.assay.suites.answer.expression.Reading;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// Links answers as [Equality] compares them under a profile.
///
/// A link is exact if the two are identical, equal as values, or equal by a conversion that loses nothing, and no good will was needed: a
/// unit left out, a second reading or a rounding links by the profile alone, for it need not carry over to a third answer. All links of one
/// sample share one budget of work; once it is spent, the rest is undecided.
final class EqualityLinks implements Links<Reading> {

    /// Flags that say how an answer is written, not what it means.
    private static final Set<String> WRITING = Set.of("UNEVALUATED", "UNREDUCED", "UNSIMPLIFIED", "FORM", "REPAIRED", "UNICODE", "SYNONYM",
        "PERCENT_CONVERTED", "ANGLE_CONVERTED", "CONVERTED", "INCONSISTENT_CHAIN");
    /// Forty pairs at the most that one may cost.
    private static final long MOST_WORK = 800_000_000;

    private final Profile profile;
    private final AtomicLong spent = new AtomicLong();

    EqualityLinks(Profile profile) {
        this.profile = profile;
    }

    @Override
    public Link between(Reading first, Reading second) {
        if (spent.get() > MOST_WORK) {
            return Link.UNDECIDED;
        }
        Relation relation = Equality.judge(first, second, profile, SampleRules.NONE);
        spent.addAndGet(relation.work());
        return of(relation);
    }

    static Link of(Relation relation) {
        return switch (relation.name()) {
            case IDENTICAL, EQUAL_EXACT, EQUAL_NUMERIC, EQUAL_CONVERTED -> WRITING.containsAll(relation.flags()) ? Link.EXACT : Link.BY_PROFILE;
            case EQUAL_ROUNDED -> Link.BY_PROFILE;
            case UNDECIDED -> Link.UNDECIDED;
            case NOT_EQUAL, TYPE_MISMATCH, STRUCTURE -> Link.NONE;
        };
    }
}
