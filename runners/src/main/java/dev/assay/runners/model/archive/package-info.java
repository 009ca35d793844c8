/// Reads archives that anybody may have made. Start at [dev.assay.runners.model.archive.ZipArchive].
@NullMarked
package dev.assay.runners.model.archive;

import org.jspecify.annotations.NullMarked;
