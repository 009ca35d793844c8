/// How it is asked: a [dev.assay.core.solver.Solver] turns a sample into a model output.
@NullMarked
package dev.assay.core.solver;

import org.jspecify.annotations.NullMarked;
