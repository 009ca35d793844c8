package dev.assay.reports.board;

import dev.assay.core.run.Trial;
import dev.assay.core.scorer.ScorerRef;
import java.util.List;
import java.util.Optional;

/// One trial on which the scorers of its task differ.
///
/// @param run the run's number
/// @param trial which trial
/// @param changesScore whether the credits differ; otherwise only the words do, such as *wrong* and *no answer*
/// @param verdicts one per scorer, the task's own first
public record Disagreement(int run, Trial trial, boolean changesScore, List<Verdict> verdicts) {

    /// What one scorer says.
    ///
    /// @param scorer who judged
    /// @param word `right`, `wrong`, `partly right`, `no answer` or `unscored`
    /// @param credit the credit in 0 to 1; absent if there is no verdict
    /// @param extracted the answer it found, cut after 1,000 characters
    /// @param expected the right answer, as it was compared
    /// @param relation the reason in capitals
    /// @param text the reason in a sentence, cut after 1,000 characters
    public record Verdict(ScorerRef scorer, String word, Optional<Double> credit, Optional<String> extracted, Optional<String> expected, String relation,
        String text) {
    }

    public Disagreement {
        verdicts = List.copyOf(verdicts);
    }
}
