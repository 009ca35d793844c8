package dev.assay.runners;

import dev.assay.core.run.SampleResult;
import java.util.Optional;

/// How one trial ended, seen from the runner.
sealed interface TrialEnd {

    /// It came to a result that is recorded: an answer, or a failure that is nobody's wrong answer.
    record Recorded(SampleResult result) implements TrialEnd {
    }

    /// It stays to be done.
    ///
    /// @param givenUp why every other trial of this model stays to be done too, if so
    record NotRun(Optional<String> givenUp) implements TrialEnd {
    }
}
