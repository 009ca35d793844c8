/// Decides whether two parsed answers are the same answer, and says how it knows.
@NullMarked
package dev.assay.suites.answer.equality;

import org.jspecify.annotations.NullMarked;
