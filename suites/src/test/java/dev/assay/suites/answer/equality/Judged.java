package dev.assay.suites.answer.equality;

import dev.assay.suites.answer.expression.Reading;
import dev.assay.suites.answer.expression.ReadingOptions;

/// Judges pairs of texts, for the tests.
final class Judged {

    private Judged() {
    }

    static Relation standard(String gold, String answer) {
        return by(Profile.STANDARD, gold, answer);
    }

    static Relation by(Profile profile, String gold, String answer) {
        return by(profile, SampleRules.NONE, gold, answer);
    }

    static Relation by(Profile profile, SampleRules rules, String gold, String answer) {
        return Equality.judge(Reading.of(gold, ReadingOptions.STANDARD), Reading.of(answer, ReadingOptions.STANDARD), profile, rules);
    }
}
