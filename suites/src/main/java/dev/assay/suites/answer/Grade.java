package dev.assay.suites.answer;

import dev.assay.core.scorer.Score;
import java.util.Optional;

/// A verdict of the grader.
///
/// @param score the verdict, with its explanation
/// @param relation the one reason, such as `EQUAL_EXACT` or `NOTHING_FOUND`
/// @param certificate how it is known that the two are equal
/// @param witness where they differ
/// @param work units spent, the same on every machine
public record Grade(Score score, String relation, Optional<String> certificate, Optional<String> witness, long work) {
}
