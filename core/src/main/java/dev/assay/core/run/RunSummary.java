package dev.assay.core.run;

import dev.assay.core.model.ModelRef;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// How an execution of a plan ended, in counts.
///
/// @param planned trials that were to do
/// @param scored trials that came to an answer
/// @param failed trials that failed and were recorded as such
/// @param notNeeded trials that nobody wanted any more when their turn came
/// @param notRun trials that were wanted and not asked, or were cancelled before an answer came
/// @param interrupted whether somebody stopped the run
/// @param stopped models that were given up, with the reason
public record RunSummary(long planned, long scored, long failed, long notNeeded, long notRun, boolean interrupted, Map<ModelRef, String> stopped) {

    public RunSummary {
        stopped = Collections.unmodifiableMap(new TreeMap<>(stopped));
        if (scored + failed + notNeeded + notRun != planned) {
            throw new IllegalArgumentException(
                planned + " trials were planned, but " + scored + " + " + failed + " + " + notNeeded + " + " + notRun + " are accounted for.");
        }
    }

    /// Of a run in which every trial was needed.
    public RunSummary(long planned, long scored, long failed, long notRun, boolean interrupted, Map<ModelRef, String> stopped) {
        this(planned, scored, failed, 0, notRun, interrupted, stopped);
    }

    /// Whether every trial that was needed was asked to its end.
    public boolean complete() {
        return notRun == 0;
    }
}
