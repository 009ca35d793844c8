/// The catalogue of benchmarks; start at `Suites`.
@NullMarked
package dev.assay.suites;

import org.jspecify.annotations.NullMarked;
