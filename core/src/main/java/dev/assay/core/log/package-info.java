/// The run on disk: JSON lines, append only; core's only codec and only file access. Start at [dev.assay.core.log.RunLog].
@NullMarked
package dev.assay.core.log;

import org.jspecify.annotations.NullMarked;
