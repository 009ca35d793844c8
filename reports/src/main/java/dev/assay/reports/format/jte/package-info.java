/// The page templates, compiled from `src/main/jte` during the build.
@NullMarked
package dev.assay.reports.format.jte;

import org.jspecify.annotations.NullMarked;
