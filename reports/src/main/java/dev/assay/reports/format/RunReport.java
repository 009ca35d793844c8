package dev.assay.reports.format;

import dev.assay.core.log.RunLog;
import dev.assay.reports.board.Leaderboard;
import dev.assay.reports.board.Polling;
import dev.assay.reports.gate.GateReport;
import java.util.List;
import java.util.Optional;

/// What a report is made from: the runs and what they amount to.
///
/// @param logs the runs, read again as streams by formats that show single trials
/// @param board their leaderboard
/// @param gate what a gate says of the run; absent if none was asked
public record RunReport(List<RunLog> logs, Leaderboard board, Optional<GateReport> gate) {

    public RunReport {
        logs = List.copyOf(logs);
    }

    /// A report that no gate has a part in.
    public RunReport(List<RunLog> logs, Leaderboard board) {
        this(logs, board, Optional.empty());
    }

    /// The same report, with what a gate says of the run.
    public RunReport withGate(GateReport verdict) {
        return new RunReport(logs, board, Optional.of(verdict));
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
