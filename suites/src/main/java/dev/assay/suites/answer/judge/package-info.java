/// A model as judge, where rules cannot decide. Start at [dev.assay.suites.answer.judge.JudgeScorer].
@NullMarked
package dev.assay.suites.answer.judge;

import org.jspecify.annotations.NullMarked;
