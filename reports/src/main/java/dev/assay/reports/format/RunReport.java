package dev.assay.reports.format;

import dev.assay.core.log.RunLog;
import dev.assay.reports.board.Leaderboard;
import dev.assay.reports.board.Polling;
import java.util.List;
import java.util.Optional;

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

    /// The same, with votes where samples were asked several times.
    ///
    /// @throws dev.assay.core.log.RunLogException if a log is damaged
    public static RunReport of(List<RunLog> logs, Polling polling) {
        return new RunReport(logs, Leaderboard.of(logs, Optional.of(polling)));
    }
}
