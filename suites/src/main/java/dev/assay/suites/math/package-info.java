/// The mathematical benchmarks, one file each.
@NullMarked
package dev.assay.suites.math;

import org.jspecify.annotations.NullMarked;
