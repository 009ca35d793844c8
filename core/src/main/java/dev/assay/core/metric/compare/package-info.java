/// Two models on the same samples: paired tests, intervals and margins. Start at [dev.assay.core.metric.compare.PairedTest].
@NullMarked
package dev.assay.core.metric.compare;

import org.jspecify.annotations.NullMarked;
