package dev.assay.core.metric.rank;

/// The ranks that a model can have; all models' ranks lie in theirs at once with 95 % confidence. A bare rank is never printed.
///
/// @param best the smallest rank, at least 1
/// @param worst the largest rank, not below `best`
public record RankInterval(int best, int worst) {

    public RankInterval {
        if (best < 1 || worst < best) {
            throw new IllegalArgumentException("Ranks run from 1 on upwards, not from " + best + " to " + worst + ".");
        }
    }

    /// Whether the model may be the best of all.
    public boolean leads() {
        return best == 1;
    }

    /// Whether some rank is possible for both.
    public boolean overlaps(RankInterval other) {
        return best <= other.worst && other.best <= worst;
    }
}
