/// Judges programs by running them in boxes: what they print, or what their functions return. Start at [dev.assay.suites.code.check.ProgramScorer].
@NullMarked
package dev.assay.suites.code.check;

import org.jspecify.annotations.NullMarked;
