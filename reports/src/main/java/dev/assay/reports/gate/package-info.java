/// Rules a run must keep against its baseline. Begin at `Gate`; what came of it is a `GateReport`.
@NullMarked
package dev.assay.reports.gate;

import org.jspecify.annotations.NullMarked;
