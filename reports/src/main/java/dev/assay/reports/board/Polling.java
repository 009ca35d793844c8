package dev.assay.reports.board;

import dev.assay.core.metric.Ballot;
import java.util.List;
import java.util.Optional;

/// Decides which tries of one sample gave the same answer: a leaderboard only counts them.
@FunctionalInterface
public interface Polling {

    /// How the tries of one sample voted.
    ///
    /// @param scorer the name of the scorer that judged them
    /// @param votes the tries that have a score; their order must not matter
    Ballot count(String scorer, List<Vote> votes);

    /// What came of one try.
    ///
    /// @param answer what was found; empty for an abstention
    /// @param profile the profile it was judged under, if the scorer has one
    /// @param right whether it was judged right
    record Vote(Optional<String> answer, Optional<String> profile, boolean right) {
    }
}
