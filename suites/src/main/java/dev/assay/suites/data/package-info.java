/// Reads dataset files: resolves them, checks their digests, keeps the cache. Start at [dev.assay.suites.data.Datasets].
@NullMarked
package dev.assay.suites.data;

import org.jspecify.annotations.NullMarked;
