package dev.assay.reports.format;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/// Every format, and what it writes.
final class Formats {

    static final List<ReportFormat> ALL = List.of(new TerminalTable(100, false), new MarkdownSummary(), new CsvLeaderboard(), new CsvTrials(),
        new JsonSummary(),
        new HtmlReport());

    private Formats() {
    }

    static String written(ReportFormat format, RunReport report) throws IOException {
        StringWriter out = new StringWriter();
        format.write(report, out);
        return out.toString();
    }
}
