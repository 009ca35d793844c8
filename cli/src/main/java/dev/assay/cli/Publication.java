package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.metric.Ballot;
import dev.assay.reports.board.Polling;
import dev.assay.reports.format.CsvLeaderboard;
import dev.assay.reports.format.CsvTrials;
import dev.assay.reports.format.Grouping;
import dev.assay.reports.format.HtmlReport;
import dev.assay.reports.format.JsonSummary;
import dev.assay.reports.format.MarkdownSummary;
import dev.assay.reports.format.ReportFormat;
import dev.assay.reports.format.RunReport;
import dev.assay.reports.format.TerminalTable;
import dev.assay.reports.format.VisibleText;
import dev.assay.reports.gate.GateReport;
import dev.assay.suites.answer.vote.AnswerVotes;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What is published of some runs: files in a folder, and a table on standard output.
///
/// @param report what all outputs are made from
record Publication(RunReport report) {

    /// The page that people open.
    static final String HTML = "report.html";

    /// The option that groups the printed rows.
    static final Command.Switch BY = new Command.Switch("by", "WHAT", "group the printed rows: category, task or level (exploratory)");

    static Publication of(RunLog log) {
        return of(List.of(log));
    }

    static Publication of(List<RunLog> logs) {
        return new Publication(RunReport.of(logs, Publication::ballot));
    }

    /// Who votes with whom is the graders' affair.
    private static Ballot ballot(String scorer, List<Polling.Vote> votes) {
        Optional<String> profile = votes.stream().flatMap(vote -> vote.profile().stream()).findFirst();
        return AnswerVotes.count(scorer, profile, votes.stream().map(vote -> new AnswerVotes.Try(vote.answer(), vote.right())).toList());
    }

    /// The page, the summary for machines and the summary for pull requests.
    void writeFiles(Path folder) {
        List.of(new HtmlReport(), new JsonSummary(), new MarkdownSummary()).forEach(format -> write(format, folder));
    }

    /// The tables for spreadsheets.
    ///
    /// @param raw without the guard against formulas
    void writeTables(Path folder, boolean raw) {
        List.of(new CsvLeaderboard(raw), new CsvTrials(raw)).forEach(format -> write(format, folder));
    }

    private void write(ReportFormat format, Path folder) {
        WholeFile.write(folder.resolve(format.fileName()), out -> format.write(report, out),
            "The run itself is safe; mend the cause and make the report again with: assay report " + folder);
    }

    /// The same with what a gate says of the run.
    Publication with(GateReport verdict) {
        return new Publication(report.withGate(verdict));
    }

    /// By what the printed rows are grouped.
    ///
    /// @throws UsageException if the word is not known
    static Grouping grouping(Invocation call) {
        return call.value(BY.name()).map(word -> Grouping.of(word).orElseThrow(() -> UsageException
            .of("--by " + word + "  is no grouping." + Nearest.suggestion(word, Grouping.words()) + "  Known: " + String.join(", ", Grouping.words()))))
            .orElse(Grouping.ALL);
    }

    /// The result on standard output, in the form that was asked for.
    void print(Invocation call) {
        ReportFormat format = switch (call.settings().showing().format()) {
            case TEXT -> new TerminalTable(call.console().width(), call.console().colour(), grouping(call));
            case JSON -> new JsonSummary();
            case MD -> new MarkdownSummary(grouping(call));
        };
        call.console().out().print(text(format));
        call.console().out().flush();
    }

    String text(ReportFormat format) {
        StringWriter text = new StringWriter();
        try {
            format.write(report, text);
        } catch (IOException e) {
            throw new UncheckedIOException("The result cannot be printed.", e);
        }
        return text.toString();
    }

    /// What a reader of the table must know.
    List<String> warnings() {
        return report.board().notices();
    }

    /// What the runs have cost, in words.
    String cost() {
        return report.board().costs().words();
    }

    /// Text of a model or a dataset, safe for a terminal.
    static String visible(String text) {
        return VisibleText.line(text, 300);
    }
}
