/// How much more often two models are wrong in the same way than others are. Begin at `SharedErrors`.
@NullMarked
package dev.assay.core.metric.alike;

import org.jspecify.annotations.NullMarked;
