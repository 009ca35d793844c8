/// The catalogue of benchmarks; start at [dev.assay.suites.Suites].
@NullMarked
package dev.assay.suites;

import org.jspecify.annotations.NullMarked;
