package dev.assay.reports.format;

import dev.assay.core.log.RunLog;
import dev.assay.reports.board.Leaderboard;
import java.util.List;

/// What a report is made from: the runs and what they amount to.
///
/// @param logs the runs, read again as streams by formats that show single trials
/// @param board their leaderboard
public record RunReport(List<RunLog> logs, Leaderboard board) {

    public RunReport {
        logs = List.copyOf(logs);
    }

    /// The report on these runs.
    ///
    /// @throws dev.assay.core.log.RunLogException if a log is damaged
    public static RunReport of(List<RunLog> logs) {
        return new RunReport(logs, Leaderboard.of(logs));
    }
}
