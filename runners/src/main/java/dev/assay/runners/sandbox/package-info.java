/// Runs programs that nobody has read. Start at [dev.assay.runners.sandbox.Sandboxes].
@NullMarked
package dev.assay.runners.sandbox;

import org.jspecify.annotations.NullMarked;
