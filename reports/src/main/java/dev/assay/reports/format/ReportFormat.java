package dev.assay.reports.format;

import java.io.IOException;
import java.io.Writer;

/// Writes one output. The same report gives the same characters, whenever and wherever it is written.
public interface ReportFormat {

    /// The name of the file that this output usually goes to, such as `summary.md`.
    String fileName();

    /// Writes the whole output. The writer is flushed, not closed.
    ///
    /// @throws IOException if the writer cannot take it
    /// @throws dev.assay.core.log.RunLogException if a log is damaged
    void write(RunReport report, Writer out) throws IOException;
}
