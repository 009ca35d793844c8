/// Reads a mathematical answer, in LaTeX or plain text, into an exact tree, or says where and why it cannot. Start at
/// [dev.assay.suites.answer.expression.Reading].
@NullMarked
package dev.assay.suites.answer.expression;

import org.jspecify.annotations.NullMarked;
