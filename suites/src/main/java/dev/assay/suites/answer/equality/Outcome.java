package dev.assay.suites.answer.equality;

import java.util.Optional;

/// What the engine found out about two values.
///
/// @param kind the finding
/// @param certificate why they are equal; absent if they are not known to be
/// @param witness where they differ; absent unless they do
/// @param domain whether one side had no value at a point where the other had one
/// @param estimated whether the finding rests on an integral or a limit
record Outcome(Kind kind, Optional<String> certificate, Optional<String> witness, boolean domain, boolean estimated) {

    enum Kind {
        IDENTICAL, EXACT, NUMERIC, DIFFERENT, UNDECIDED
    }

    static final Outcome UNDECIDED = new Outcome(Kind.UNDECIDED, Optional.empty(), Optional.empty(), false, false);

    static Outcome equal(Kind kind, String certificate) {
        return new Outcome(kind, Optional.of(certificate), Optional.empty(), false, false);
    }

    static Outcome different(String witness) {
        return new Outcome(Kind.DIFFERENT, Optional.empty(), Optional.of(witness), false, false);
    }

    boolean isEqual() {
        return kind == Kind.IDENTICAL || kind == Kind.EXACT || kind == Kind.NUMERIC;
    }
}
