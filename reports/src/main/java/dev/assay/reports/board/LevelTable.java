package dev.assay.reports.board;

import dev.assay.core.metric.Estimate;
import dev.assay.core.model.ModelRef;
import java.util.List;

/// The samples of one level of a task, for looking closer: an exploratory table.
///
/// Its tests are adjusted by Benjamini and Hochberg over all levels of the task, so that about one in ten of the differences it points at may be
/// chance. It gives no ranks, and no tests where many models meet on many levels.
///
/// @param task the task's id
/// @param level what the samples' metadata say under `level`
/// @param rows one per run and model, by accuracy, then by name
/// @param duels the tests of its rows, adjusted
public record LevelTable(String task, String level, List<LevelRow> rows, List<Duel> duels) {

    public LevelTable {
        rows = List.copyOf(rows);
        duels = List.copyOf(duels);
    }

    /// One model on one level.
    ///
    /// @param run the number of the run
    /// @param model which model
    /// @param accuracy over the samples of the level
    /// @param epochs how often each sample was asked
    public record LevelRow(int run, ModelRef model, Estimate accuracy, Row.Epochs epochs) {
    }
}
