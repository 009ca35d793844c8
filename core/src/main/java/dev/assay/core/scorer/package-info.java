/// How it is judged: a [dev.assay.core.scorer.Scorer] turns a transcript into a [dev.assay.core.scorer.Score].
@NullMarked
package dev.assay.core.scorer;

import org.jspecify.annotations.NullMarked;
