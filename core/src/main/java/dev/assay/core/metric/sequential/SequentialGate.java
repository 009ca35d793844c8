package dev.assay.core.metric.sequential;

import dev.assay.core.metric.Quantile;

/// Decides, sample by sample, whether a candidate is worse than its baseline, and stops as soon as that is certain at the stated error rates.
///
/// Two wagers run side by side on the differences `x` (candidate less baseline) in a fixed order: one against "worse by the margin or more"
/// with outcomes `x + margin`, one against "not worse" with outcomes `-x`. The first decides PASS at `1/α`, the second FAIL at `m/α` with `m`
/// the number of checks of the family; PASS is looked at first. Once decided, nothing moves any more. With clusters, `x` is the mean of a
/// cluster, never one of its samples. See [Wager] for what is guaranteed.
///
/// A value: each difference makes a new one.
///
/// @param pass the wager against "worse by the margin"
/// @param fail the wager against "not worse"
/// @param margin the drop that would matter, strictly between 0 and 1
/// @param alpha the error rate of each side, strictly between 0 and 1
/// @param checks how many checks the family has, at least 1
/// @param verdict what has been decided
public record SequentialGate(Wager pass, Wager fail, double margin, double alpha, int checks, Verdict verdict) {

    private static final double POWER = 0.80;
    private static final double ROOM = 1.5;

    public SequentialGate {
        if (!(margin > 0 && margin < 1) || !(alpha > 0 && alpha < 1) || checks < 1) {
            throw new IllegalArgumentException("A gate cannot have a margin of " + margin + ", an error rate of " + alpha + " and " + checks + " checks.");
        }
    }

    /// What has been decided.
    public enum Verdict {
        /// Not worse by the margin.
        PASS,
        /// Worse.
        FAIL,
        /// Nothing yet.
        UNDECIDED
    }

    /// Before the first difference.
    public static SequentialGate of(double margin, double alpha, int checks) {
        return new SequentialGate(Wager.against(margin, 1 - margin), Wager.against(margin, 1), margin, alpha, checks, Verdict.UNDECIDED);
    }

    /// The most samples that such a gate is worth: `min(n, 1.5 (z_(1-alpha) + z_.80)² v/margin²)`, rounded up.
    ///
    /// @param available `n`
    /// @param meanSquare `v`, the mean square of differences, in 0 to 1; 0.20 where nothing is known
    /// @param margin above 0
    /// @param alpha strictly between 0 and 1
    public static int cap(int available, double meanSquare, double margin, double alpha) {
        double z = Quantile.normal(1 - alpha) + Quantile.normal(POWER);
        return (int) Math.min(available, Math.ceil(ROOM * z * z * meanSquare / (margin * margin)));
    }

    /// After the next difference in the fixed order; the same once decided.
    ///
    /// @param difference in -1 to 1
    /// @throws IllegalArgumentException if it is not
    public SequentialGate after(double difference) {
        if (!(difference >= -1 && difference <= 1)) {
            throw new IllegalArgumentException("A difference of scores lies in -1 to 1, not at " + difference + ".");
        }
        if (verdict != Verdict.UNDECIDED) {
            return this;
        }
        Wager passing = pass.after(difference + margin);
        Wager failing = fail.after(-difference);
        return new SequentialGate(passing, failing, margin, alpha, checks, decide(passing, failing));
    }

    /// How many differences were used.
    public int used() {
        return pass.bets();
    }

    private Verdict decide(Wager passing, Wager failing) {
        if (passing.reaches(1 / alpha)) {
            return Verdict.PASS;
        }
        return failing.reaches(checks / alpha) ? Verdict.FAIL : Verdict.UNDECIDED;
    }
}
