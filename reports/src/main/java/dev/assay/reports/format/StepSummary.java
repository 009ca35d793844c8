package dev.assay.reports.format;

import dev.assay.reports.board.Figures;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What may be added to the step summary of a build on GitHub, which drops the whole of it above 1,024 KiB for a step.
///
/// @param text what to add to the file; empty if nothing may be added
/// @param notice why nothing is added; absent if something is
public record StepSummary(String text, Optional<String> notice) {

    /// The most bytes that the step summary of one step may have.
    public static final long MOST_BYTES = 1_024 * 1_024;
    private static final long KIB = 1_024;

    /// What to add of a summary.
    ///
    /// @param summary the whole summary, as in `summary.md`
    /// @param present how many bytes the file has now, 0 or more
    public static StepSummary of(String summary, long present) {
        String added = present == 0 ? summary : "\n" + summary;
        long bytes = added.getBytes(StandardCharsets.UTF_8).length;
        if (bytes <= MOST_BYTES - present) {
            return new StepSummary(added, Optional.empty());
        }
        return new StepSummary("", Optional.of("The step summary has " + kib(present) + " already, and " + kib(bytes) + " more would pass the "
            + kib(MOST_BYTES) + " above which the host drops all of it.  Nothing was added; read summary.md instead."));
    }

    private static String kib(long bytes) {
        return Figures.count((bytes + KIB - 1) / KIB) + " KiB";
    }
}
