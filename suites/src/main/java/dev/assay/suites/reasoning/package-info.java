/// The benchmarks about deduction, one file each.
@NullMarked
package dev.assay.suites.reasoning;

import org.jspecify.annotations.NullMarked;
