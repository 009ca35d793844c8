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
/// @param notRun trials that were not asked, or were cancelled before an answer came
/// @param interrupted whether somebody stopped the run
/// @param stopped models that were given up, with the reason
public record RunSummary(long planned, long scored, long failed, long notRun, boolean interrupted, Map<ModelRef, String> stopped) {

    public RunSummary {
        stopped = Collections.unmodifiableMap(new TreeMap<>(stopped));
        if (scored + failed + notRun != planned) {
            throw new IllegalArgumentException(planned + " trials were planned, but " + scored + " + " + failed + " + " + notRun + " are accounted for.");
        }
    }

    /// Whether every planned trial was asked to its end.
    public boolean complete() {
        return notRun == 0;
    }
}
