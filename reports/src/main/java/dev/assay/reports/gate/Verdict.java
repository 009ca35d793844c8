package dev.assay.reports.gate;

/// What became of a check, a rule or a run, from the mildest to the most severe.
public enum Verdict {
    /// Shown: not worse by the margin or more.
    PASS(Standing.KEPT),
    /// Shown: worse, and shown: by less than the margin.
    TOLERATED(Standing.KEPT),
    /// Neither shown.
    INCONCLUSIVE(Standing.UNJUDGED),
    /// No baseline, no results, or the rule met nothing.
    MISSING(Standing.UNJUDGED),
    /// Fingerprints differ, too many errors, or too many dropped samples.
    INCOMPARABLE(Standing.UNJUDGED),
    /// Shown: worse.
    FAIL(Standing.BROKEN);

    /// Whether a rule was kept.
    public enum Standing {
        /// It was.
        KEPT,
        /// It was not.
        BROKEN,
        /// Nobody can say: never a pass.
        UNJUDGED
    }

    private final Standing standing;

    Verdict(Standing standing) {
        this.standing = standing;
    }

    /// Whether the rule was kept.
    public Standing standing() {
        return standing;
    }

    /// The more severe of two.
    public Verdict worse(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
