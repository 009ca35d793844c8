/// Many models: rank intervals, judged battles, and races that stop asking the losers.
@NullMarked
package dev.assay.core.metric.rank;

import org.jspecify.annotations.NullMarked;
