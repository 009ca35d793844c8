package dev.assay.reports.format;

import dev.assay.core.model.ModelRef;
import dev.assay.reports.board.Disagreement;
import dev.assay.reports.board.Figures;
import dev.assay.reports.board.Leaderboard;
import dev.assay.reports.board.LevelTable;
import dev.assay.reports.board.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Names and sentences that every output says alike.
public final class BoardWords {

    /// What the order of rows means.
    static final String ORDER = "Rows stand by accuracy, then by name. The order is no verdict, the ranks are: where two models' ranks overlap, this table does not tell which is better.";

    /// How the interval was made.
    static final String METHOD = "95% intervals: Wilson on the effective sample size, clustered by sample; for a category, equal weights per task. They speak about new samples of the same kind. Ranks: paired tests of all pairs, adjusted by Holm, for all rows at once with 95% confidence. MDE: the difference from an equally large run that would be found four times out of five.";

    /// What is said of invented models.
    static final String INVENTED = "Invented models: nothing was sent anywhere.";

    private final Leaderboard board;
    private final Map<String, Long> shortNames;

    BoardWords(Leaderboard board) {
        this.board = board;
        this.shortNames = new HashMap<>(
            board.rows().stream().map(Row::model).distinct().collect(Collectors.groupingBy(ModelRef::shortName, Collectors.counting())));
    }

    /// The model's name, short where that is enough to tell it from the others; with the run if there are several.
    public String model(Row row) {
        return model(row.model(), row.run());
    }

    public String model(ModelRef model, int run) {
        String name = shortNames.getOrDefault(model.shortName(), 1L) > 1 ? model.toString() : model.shortName();
        return VisibleText.line(board.runs().size() > 1 ? name + " (run " + run + ")" : name, 300);
    }

    /// The scorer's name, or what stands for several.
    static String scorer(Row row) {
        return row.scorer().map(Object::toString).orElse(Figures.ABSENT);
    }

    /// `seed 20250129` of every run.
    String seeds() {
        return board.runs().stream().flatMap(run -> run.header().stream()).map(header -> header.spec().seed()).distinct().map(seed -> "seed " + seed)
            .collect(Collectors.joining(", "));
    }

    /// `3 tasks with equal weights`.
    static String weights(Leaderboard.Category category) {
        return category.tasks().size() == 1 ? "one task" : category.tasks().size() + " tasks with equal weights";
    }

    /// The names of the rows of a level, in their order.
    List<String> levelModels(LevelTable table) {
        return table.rows().stream().map(row -> model(row.model(), row.run())).toList();
    }

    /// The names of these rows, in their order.
    List<String> models(List<Row> rows) {
        return rows.stream().map(this::model).toList();
    }

    /// Categories that say more than their tasks do, and all tasks together before them.
    static List<Leaderboard.Category> categories(Leaderboard board) {
        return Stream.concat(board.overall().stream(), board.categories().stream().filter(category -> category.tasks().size() > 1)).toList();
    }

    /// How many scorers' differences there are, in a sentence; empty if no task has two scorers that differ.
    static String disagreements(Leaderboard board) {
        long changing = board.disagreements().stream().filter(Disagreement::changesScore).count();
        long all = board.disagreements().size();
        if (all == 0) {
            return "";
        }
        return "The scorers of a task differ on " + Figures.count(all) + (all == 1 ? " trial" : " trials") + ", " + Figures.count(changing)
            + " of them with another credit; the page lists every one.";
    }

    /// Whether any task has a second scorer.
    static boolean hasFurther(Leaderboard board) {
        return board.tasks().stream().anyMatch(table -> !table.further().isEmpty());
    }
}
