/// The language of evaluation.
///
/// A [dev.assay.core.dataset.Dataset] asks, a [dev.assay.core.model.Model] answers, a [dev.assay.core.transcript.Transcript] keeps
/// what was said, and a [dev.assay.core.scorer.Scorer] judges it. A [dev.assay.core.task.Task] joins the three; a
/// [dev.assay.core.run.RunSpec] says what is wanted, a [dev.assay.core.run.RunPlan] which trials are still to do. Each trial ends as one
/// [dev.assay.core.run.SampleResult], which [dev.assay.core.log.RunLogWriter] puts on disk. [dev.assay.core.metric.Metric]s turn scores
/// into estimates with intervals. An outage is never a wrong answer, and no data is never a pass. Everything here is a value or a
/// pure function; only `core.log` touches files.
@NullMarked
package dev.assay.core;

import org.jspecify.annotations.NullMarked;
