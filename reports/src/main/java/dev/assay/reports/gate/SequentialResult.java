package dev.assay.reports.gate;

import dev.assay.core.metric.Interval;
import dev.assay.reports.gate.CheckResult.Sequential;
import java.util.Optional;

/// How far a check has come that is decided by bets.
///
/// @param check which
/// @param decision what the bets have decided
/// @param sequential where they stand
/// @param passP of "worse by the margin or more", valid however often one looked
/// @param failP of "not worse", or of "not below the floor", valid however often one looked
/// @param candidate the measure in the run, over the samples that entered
/// @param baseline the measure in the baseline, over the same samples; absent for a floor
/// @param effect candidate less baseline, in the direction of the measure; of a floor the score less the floor
/// @param interval of the effect, 90 %, by a confidence sequence: it holds although the run stopped when it liked; of a floor, with
/// each end at the gate's error rate
/// @param samples that entered on both sides
/// @param turns that entered: samples, or clusters of them
/// @param dropped samples left out on both sides, because one side has no score
/// @param discordance the share of samples on which the two differ; of a floor 0
/// @param needed how many turns would probably decide; absent unless a comparison is open
public record SequentialResult(SequentialCheck check, Decision decision, Sequential sequential, double passP, double failP, Optional<Double> candidate,
    Optional<Double> baseline, Optional<Double> effect, Optional<Interval> interval, int samples, int turns, int dropped, double discordance,
    Optional<Long> needed) {

    /// What bets have decided.
    public enum Decision {
        /// Not worse by the margin.
        PASS,
        /// Worse, or below the floor.
        FAIL,
        /// Nothing, or nothing yet.
        OPEN
    }

    /// More samples than this share without a score on one side allow no verdict.
    public static final double MOST_DROPPED = 0.02;

    /// Whether too many samples were left out.
    public boolean tooManyDropped() {
        return dropped > MOST_DROPPED * (samples + dropped);
    }

    /// What becomes of the check at the end.
    ///
    /// Of a comparison: FAIL if Holm's procedure over the family rejects "not worse", PASS if the bets have shown "not worse by the margin",
    /// TOLERATED if both, INCONCLUSIVE if neither. Of a floor: FAIL if it is shown to be missed, PASS if the score reaches it, and of
    /// a strict one only if the whole interval does. INCOMPARABLE if too
    /// many samples had no score, or none had one on both sides.
    ///
    /// @param adjustedFailP the p of "not worse" after Holm over the family
    public Verdict verdict(double adjustedFailP) {
        if (tooManyDropped() || samples == 0) {
            return Verdict.INCOMPARABLE;
        }
        boolean worse = decision == Decision.FAIL || adjustedFailP <= sequential.alpha();
        if (!check.compares()) {
            boolean reached = check.check().rule().strict()
                ? interval.filter(range -> range.low() >= 0).isPresent()
                : effect.filter(e -> e >= 0).isPresent();
            return worse ? Verdict.FAIL : reached ? Verdict.PASS : Verdict.INCONCLUSIVE;
        }
        if (decision == Decision.PASS) {
            return worse ? Verdict.TOLERATED : Verdict.PASS;
        }
        return worse ? Verdict.FAIL : Verdict.INCONCLUSIVE;
    }
}
