/// Who votes with whom: parts the answers of repeated tries into classes of equal ones. Start at [dev.assay.suites.answer.vote.AnswerClasses].
@NullMarked
package dev.assay.suites.answer.vote;

import org.jspecify.annotations.NullMarked;
