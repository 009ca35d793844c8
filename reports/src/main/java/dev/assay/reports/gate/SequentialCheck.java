package dev.assay.reports.gate;

import java.util.Optional;
import java.util.function.Function;

/// A check that is decided by bets, sample by sample, on a measure between 0 and 1.
///
/// @param check which; its bound says how it is decided: a drop or an increase against the baseline, or a floor
/// @param measure a sample's value in 0 to 1; absent if no epoch has one
/// @param family how many statistical checks are decided together with this one, itself included: `m`
/// @param cap after so many turns of the order the check is given up
/// @param capFrom where the cap comes from, in words
/// @param holds whether its task is asked until it is decided or given up
public record SequentialCheck(Check check, Function<SampleEpochs, Optional<Double>> measure, int family, int cap, String capFrom, boolean holds) {

    /// The mean square of differences, where no two comparable runs tell another.
    public static final double DEFAULT_MEAN_SQUARE = 0.20;

    public SequentialCheck {
        boolean decidable = switch (check.bound()) {
            case MAX_DROP, MAX_INCREASE, MIN -> check.margin().value() > 0 && check.margin().value() < 1;
            case MAX -> false;
        };
        if (!decidable || family < 1 || cap < 1) {
            throw new IllegalArgumentException("No bet decides " + check.bound() + " " + check.margin().text() + " of " + family + " checks within " + cap
                + " turns.");
        }
    }

    /// Whether a baseline is needed.
    boolean compares() {
        return check.bound() != Check.Bound.MIN;
    }

    /// Candidate less baseline, turned so that negative is worse.
    double difference(double candidate, double baseline) {
        return check.bound() == Check.Bound.MAX_INCREASE ? baseline - candidate : candidate - baseline;
    }
}
