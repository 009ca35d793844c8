package dev.assay.cli;

import dev.assay.core.scorer.Score;
import java.util.List;
import java.util.Optional;

/// What judges one line for `assay grade`.
interface Grading {

    /// A verdict on one line.
    ///
    /// @param score the verdict, with its explanation
    /// @param scorer who judged, as `name/version`
    /// @param certificate why the two are equal
    /// @param witness why they are not
    /// @param work what it took, in counted units; absent if nobody counted
    record Graded(Score score, String scorer, Optional<String> certificate, Optional<String> witness, Optional<Long> work) {
    }

    /// The names of the profiles there are, the default first.
    List<String> profiles();

    /// Judges a line under one of the profiles.
    ///
    /// @throws IllegalArgumentException if the line asks for something that cannot be; the message says what to do
    Graded grade(GradeLine line, String profile);
}
