/// Benchmarks of the harness itself: micro-benchmarks by JMH, and [dev.assay.jmh.RunThroughput] for a whole run.
@NullMarked
package dev.assay.jmh;

import org.jspecify.annotations.NullMarked;
