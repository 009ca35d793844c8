package dev.assay.core.log;

import dev.assay.core.run.Provenance;
import dev.assay.core.run.RunSpec;

/// The first thing a run directory says: `run.json`, written once and never changed.
///
/// @param format the version of the run directory's format
/// @param spec what was wanted
/// @param provenance where the run comes from
public record RunHeader(int format, RunSpec spec, Provenance provenance) {

    /// The version of the format that this harness writes, and the only one it reads.
    public static final int FORMAT = 1;
}
