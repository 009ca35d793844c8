package dev.assay.reports.board;

import dev.assay.core.metric.rank.RankInterval;
import java.util.Optional;

/// Where a row stands among the rows of its table, and how small a difference it could show.
///
/// @param ranks the ranks that it can have, for all rows of the table at once with 95 % confidence; absent if no other row could be paired with it
/// @param detectable the difference from an equally large run, in 0 to 1, that a two-sided comparison on the same samples finds four times out of
///     five; absent if nothing is known to compute it from
/// @param assumed whether that rests on an assumed share of differing samples, because no pair of rows showed one
public record Standing(Optional<RankInterval> ranks, Optional<Double> detectable, boolean assumed) {

    /// The share of samples on which two models are assumed to differ where no pair has been seen.
    public static final double ASSUMED_DISCORDANCE = 0.20;

    /// Nothing is known.
    public static final Standing UNKNOWN = new Standing(Optional.empty(), Optional.empty(), false);
}
