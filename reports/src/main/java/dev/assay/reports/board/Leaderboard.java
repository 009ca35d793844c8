package dev.assay.reports.board;

import dev.assay.core.log.RunHeader;
import dev.assay.core.log.RunLog;
import dev.assay.core.model.ModelRef;
import dev.assay.core.scorer.ScorerRef;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the runs amount to: rows of estimates per task and per category, how they stand to one another, and where the scorers of a task differ.
///
/// Rows stand in the order of their accuracy, then of their names. That order is no verdict: the ranks are, and two rows whose ranks overlap are not
/// told apart.
///
/// @param runs the runs it was made from, in the order given
/// @param categories one per category, in the order of their names; only those with two tasks or more say anything new
/// @param tasks one per task, in the order of their ids
/// @param failures models without a single answer in a task, with the reason
/// @param disagreements every trial on which the scorers of its task differ; those that change the score first
/// @param notices what the reader of the logs should know
/// @param overall all tasks with equal weights; absent where that is a category
/// @param levels the samples of each level of each task that has several, for looking closer
/// @param curves accuracy against a budget of tokens, by task and then as the rows stand; only of models that think
public record Leaderboard(List<Run> runs, List<Category> categories, List<TaskTable> tasks, List<FailedModel> failures, List<Disagreement> disagreements,
    List<String> notices, Optional<Category> overall, List<LevelTable> levels, List<ThoughtCurve> curves) {

    /// One run among those that were read.
    ///
    /// @param number counted from 1, in the order given
    /// @param label what people call it: the name of its directory
    /// @param header what it says about itself; absent for results that came without a run
    public record Run(int number, String label, Optional<RunHeader> header) {
    }

    /// The rows of one task.
    ///
    /// @param task the task's id
    /// @param scorer the scorer whose verdict is the task's score
    /// @param rows one per run and model, judged by that scorer
    /// @param standings how `rows` stand to one another
    /// @param further the rows of every other scorer, by scorer, then in the order of `rows`
    public record TaskTable(String task, Optional<ScorerRef> scorer, List<Row> rows, Standings standings, List<Row> further) {
        public TaskTable {
            rows = List.copyOf(rows);
            further = List.copyOf(further);
        }

        /// The part of the id before the slash.
        public String category() {
            return categoryOf(task);
        }
    }

    /// The rows of one category: the tasks' scores with equal weights.
    ///
    /// @param name the category
    /// @param tasks the ids of its tasks
    /// @param rows one per run and model
    /// @param standings how they stand to one another
    public record Category(String name, List<String> tasks, List<Row> rows, Standings standings) {
        public Category {
            tasks = List.copyOf(tasks);
            rows = List.copyOf(rows);
        }
    }

    /// A model that gave no answer at all in a task.
    ///
    /// @param run the run's number
    /// @param model which model
    /// @param task the task's id
    /// @param failures how many of its trials failed; 0: none was recorded
    /// @param reason the last failure, as the provider or the harness worded it
    public record FailedModel(int run, ModelRef model, String task, long failures, String reason) {
    }

    public Leaderboard {
        runs = List.copyOf(runs);
        categories = List.copyOf(categories);
        tasks = List.copyOf(tasks);
        failures = List.copyOf(failures);
        disagreements = List.copyOf(disagreements);
        notices = List.copyOf(notices);
        levels = List.copyOf(levels);
        curves = List.copyOf(curves);
    }

    /// The leaderboard of these runs. Each log is read once, as a stream; two runs of one model stay two rows.
    ///
    /// @throws dev.assay.core.log.RunLogException if a log is damaged
    public static Leaderboard of(List<RunLog> logs) {
        return of(logs, Optional.empty());
    }

    /// The same; with a polling, rows of samples that were asked several times say what their votes amount to.
    ///
    /// @throws dev.assay.core.log.RunLogException if a log is damaged
    public static Leaderboard of(List<RunLog> logs, Optional<Polling> polling) {
        LeaderboardBuilder builder = new LeaderboardBuilder(polling);
        for (RunLog log : logs) {
            builder.begin(labelOf(log), log.header());
            log.forEach(builder::add, builder::addPaid);
            log.notices().forEach(builder::notice);
        }
        return builder.build();
    }

    private static String labelOf(RunLog log) {
        return String.valueOf(log.directory().toAbsolutePath().normalize().getFileName());
    }

    /// The part of a task's id before the slash; the whole id if there is none.
    static String categoryOf(String task) {
        int slash = task.indexOf('/');
        return slash < 0 ? task : task.substring(0, slash);
    }

    /// Every row: categories first, then tasks, each with its further scorers.
    public List<Row> rows() {
        return Stream
            .concat(categories.stream().flatMap(category -> category.rows().stream()),
                tasks.stream().flatMap(table -> Stream.concat(table.rows().stream(), table.further().stream())))
            .toList();
    }

    /// What all runs have cost.
    public Bill costs() {
        return tasks.stream().flatMap(table -> table.rows().stream()).map(Row::bill).reduce(Bill.NOTHING, Bill::plus);
    }

    /// Whether some model is invented: nothing was sent anywhere for it.
    public boolean hasInvented() {
        return rows().stream().anyMatch(Row::invented);
    }

    /// Whether every model is invented.
    public boolean allInvented() {
        return !tasks.isEmpty() && rows().stream().allMatch(Row::invented) && failures.isEmpty();
    }
}
