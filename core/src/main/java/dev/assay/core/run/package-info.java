/// What was wanted and what happened: [dev.assay.core.run.RunSpec] in, [dev.assay.core.run.SampleResult]s out.
@NullMarked
package dev.assay.core.run;

import org.jspecify.annotations.NullMarked;
