package dev.assay.reports.format;

import dev.assay.reports.board.Comparison;
import java.io.IOException;
import java.io.Writer;

/// Writes a comparison in one form. The same comparison gives the same characters, whenever and wherever it is written.
public interface ComparisonFormat {

    /// The name of the file that this output usually goes to, such as `comparison.md`.
    String fileName();

    /// Writes the whole output. The writer is flushed, not closed.
    ///
    /// @throws IOException if the writer cannot take it
    void write(Comparison comparison, Writer out) throws IOException;
}
