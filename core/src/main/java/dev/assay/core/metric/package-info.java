/// What it amounts to: pure statistics from scores to [dev.assay.core.metric.Estimate]s.
@NullMarked
package dev.assay.core.metric;

import org.jspecify.annotations.NullMarked;
