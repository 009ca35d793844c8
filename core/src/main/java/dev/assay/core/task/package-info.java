/// A [dev.assay.core.task.Task] joins dataset, solver and scorers; a [dev.assay.core.task.Suite] names a list of tasks.
@NullMarked
package dev.assay.core.task;

import org.jspecify.annotations.NullMarked;
