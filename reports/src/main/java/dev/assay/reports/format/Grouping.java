package dev.assay.reports.format;

import dev.assay.reports.board.Leaderboard;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// By what the rows of a printed leaderboard are grouped.
public enum Grouping {
    /// Categories of several tasks, then every task.
    ALL,
    /// All tasks together and each category.
    CATEGORY,
    /// Each task.
    TASK,
    /// Each level of each task that has levels: exploratory tables.
    LEVEL;

    /// What is said where no sample has a level.
    static final String NO_LEVELS = "No task here has samples of several levels.";

    /// The words that people type for a grouping, without the usual one.
    public static List<String> words() {
        return Arrays.stream(values()).filter(grouping -> grouping != ALL).map(grouping -> grouping.name().toLowerCase(Locale.ROOT)).toList();
    }

    /// The grouping that a word names.
    public static Optional<Grouping> of(String word) {
        return words().contains(word) ? Optional.of(valueOf(word.toUpperCase(Locale.ROOT))) : Optional.empty();
    }

    /// The tables over several tasks, the widest first.
    List<Leaderboard.Category> categories(Leaderboard board) {
        return switch (this) {
            case ALL -> BoardWords.categories(board);
            case CATEGORY -> Stream.concat(board.overall().stream(), board.categories().stream()).toList();
            case TASK, LEVEL -> List.of();
        };
    }

    /// The tables of single tasks.
    List<Leaderboard.TaskTable> tasks(Leaderboard board) {
        return switch (this) {
            case ALL, TASK -> board.tasks();
            case CATEGORY, LEVEL -> List.of();
        };
    }
}
