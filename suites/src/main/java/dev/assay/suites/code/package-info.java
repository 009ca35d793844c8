/// The benchmarks about programs, one file each; generated programs are values of `Python`.
@NullMarked
package dev.assay.suites.code;

import org.jspecify.annotations.NullMarked;
