package dev.assay.reports.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One model on one task, made the measure of runs to come.
///
/// @param results what was asked and answered
/// @param blessed how it became a baseline
public record Baseline(TaskResults results, Blessed blessed) {

    /// How results became a baseline.
    ///
    /// @param at when
    /// @param run the run, as people find it again
    /// @param commit the commit of the project whose model or prompt this is, if known
    /// @param forced the reasons that were given for what `bless` would have refused; empty if it refused nothing
    /// @param previous `sha256:` and the digest of the file that this one replaced; absent for the first one
    /// @param sinceAnchor how much the score has changed since the first file of the chain, in -1 to 1; absent if one of them has no score
    public record Blessed(Instant at, String run, Optional<String> commit, List<String> forced, Optional<String> previous, Optional<Double> sinceAnchor) {
        public Blessed {
            forced = List.copyOf(forced);
        }
    }
}
