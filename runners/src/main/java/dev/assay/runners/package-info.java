/// Runs a plan; the only place with threads. Start at `Runner`.
@NullMarked
package dev.assay.runners;

import org.jspecify.annotations.NullMarked;
