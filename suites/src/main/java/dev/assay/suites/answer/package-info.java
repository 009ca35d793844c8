/// Finds the answer in a text, and tells whether two answers are the same, and why. Start at [dev.assay.suites.answer.Grader].
@NullMarked
package dev.assay.suites.answer;

import org.jspecify.annotations.NullMarked;
