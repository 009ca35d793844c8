package dev.assay.reports.board;

import dev.assay.core.metric.Estimate;
import dev.assay.core.model.ModelRef;
import java.util.List;

/// One model's accuracy in one task against a budget of tokens, recomputed from the run by cutting: see
/// [dev.assay.core.metric.BudgetedAccuracy].
///
/// @param run the run's number
/// @param task the task's id
/// @param model which model
/// @param trials scored answers whose length is known
/// @param unsized scored answers whose length is not known; they are left out
/// @param estimated answers among `trials` whose length was estimated from characters
/// @param points the accuracy at rising budgets; the same budgets for every model of the task
public record ThoughtCurve(int run, String task, ModelRef model, long trials, long unsized, long estimated, List<Point> points) {

    /// The accuracy at one budget.
    ///
    /// @param budget tokens of thought and answer
    /// @param accuracy the accuracy with its interval
    /// @param cut answers that would have been cut
    public record Point(long budget, Estimate accuracy, long cut) {
    }

    public ThoughtCurve {
        points = List.copyOf(points);
    }
}
