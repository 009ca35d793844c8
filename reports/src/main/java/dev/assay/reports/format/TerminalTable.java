package dev.assay.reports.format;

import dev.assay.core.scorer.ScorerRef;
import dev.assay.reports.board.Figures;
import dev.assay.reports.board.Leaderboard;
import dev.assay.reports.board.LevelTable;
import dev.assay.reports.board.Row;
import dev.assay.reports.board.Standings;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The leaderboard for the person at the prompt: one table per category and task, as wide as the terminal.
///
/// Where room is short, columns that say nothing go first, then latency and tokens; a line says which. Nothing from outside is printed raw: escape
/// sequences and hidden characters become visible tokens.
public final class TerminalTable implements ReportFormat {

    /// The width where nobody knows it.
    public static final int DEFAULT_WIDTH = 100;
    private static final int NARROWEST = 40;
    private static final int SHORTEST_NAME = 10;

    private enum Ink {
        BOLD("1"), DIM("2"), WARNING("33");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    private record Cell(String title, boolean left, List<String> cells) {
        int width() {
            int widest = Math.max(top().length(), bottom().length());
            return Math.max(widest, cells.stream().mapToInt(TextWidth::of).max().orElse(0));
        }

        /// The upper line of a heading of two words or more.
        String top() {
            return split() < 0 ? "" : title.substring(0, split());
        }

        String bottom() {
            return split() < 0 ? title : title.substring(split() + 1);
        }

        private int split() {
            return title.length() < 9 ? -1 : title.lastIndexOf(' ');
        }
    }

    private final int width;
    private final boolean colour;
    private final Grouping grouping;

    /// @param width the terminal's width in characters; below 40 counts as 40
    /// @param colour whether to print escape sequences of our own, for bold, dim and yellow
    public TerminalTable(int width, boolean colour) {
        this(width, colour, Grouping.ALL);
    }

    /// @param width the terminal's width in characters; below 40 counts as 40
    /// @param colour whether to print escape sequences of our own
    /// @param grouping by what the rows are grouped
    public TerminalTable(int width, boolean colour, Grouping grouping) {
        this.grouping = grouping;
        this.width = Math.max(width, NARROWEST);
        this.colour = colour;
    }

    @Override
    public String fileName() {
        return "leaderboard.txt";
    }

    @Override
    public void write(RunReport report, Writer out) throws IOException {
        Leaderboard board = report.board();
        BoardWords words = new BoardWords(board);
        StringBuilder text = new StringBuilder();
        for (Leaderboard.Category category : grouping.categories(board)) {
            section(VisibleText.line(category.name()) + ", " + BoardWords.weights(category), Optional.empty(), category.rows(),
                Optional.of(category.standings()), words, text);
        }
        for (Leaderboard.TaskTable table : grouping.tasks(board)) {
            section(VisibleText.line(table.task()), table.scorer(), table.rows(), Optional.of(table.standings()), words, text);
            further(table, words, text);
        }
        if (grouping == Grouping.LEVEL) {
            levels(board, words, text);
        }
        failures(board, words, text);
        footer(board, words, text);
        out.write(text.toString());
        out.flush();
    }

    private void further(Leaderboard.TaskTable table, BoardWords words, StringBuilder text) {
        List<ScorerRef> scorers = table.further().stream().flatMap(row -> row.scorer().stream()).distinct().toList();
        for (ScorerRef scorer : scorers) {
            List<Row> rows = table.further().stream().filter(row -> row.scorer().equals(Optional.of(scorer))).toList();
            section(VisibleText.line(table.task()) + ", judged again", Optional.of(scorer), rows, Optional.empty(), words, text);
        }
    }

    private void levels(Leaderboard board, BoardWords words, StringBuilder text) {
        plain(board.levels().isEmpty() ? Grouping.NO_LEVELS : StandingWords.EXPLORATORY, text);
        text.append('\n');
        for (LevelTable table : board.levels()) {
            List<String> names = words.levelModels(table);
            heading(VisibleText.line(table.task()) + ", level " + VisibleText.line(table.level(), 100), "", text);
            print(List.of(new Cell("model", true, names.stream().map(name -> TextWidth.shorten(name, Math.max(SHORTEST_NAME, width - 55))).toList()),
                new Cell("accuracy", true, table.rows().stream().map(row -> Figures.estimate(row.accuracy())).toList()),
                new Cell("n", false, table.rows().stream().map(row -> Figures.count(row.accuracy().n())).toList()),
                new Cell("k", false, table.rows().stream().map(row -> Figures.epochs(row.epochs())).toList()),
                new Cell("unscored", false, table.rows().stream().map(row -> Figures.count(row.accuracy().unscored())).toList())), names.size(), text);
            StandingWords.exploratory(table, names).forEach(line -> plain("  " + line, text));
            text.append('\n');
        }
    }

    private void section(String title, Optional<ScorerRef> scorer, List<Row> rows, Optional<Standings> standings, BoardWords words, StringBuilder text) {
        if (rows.isEmpty()) {
            return;
        }
        heading(title, size(rows) + scorer.map(ref -> ", scored by " + ref).orElse(""), text);
        table(rows, words, text);
        standings.ifPresent(found -> StandingWords.lines(found, words.models(rows)).forEach(line -> plain("  " + line, text)));
        notes(rows, words, text);
        text.append('\n');
    }

    private void heading(String title, String about, StringBuilder text) {
        boolean together = TextWidth.of(title) + 3 + TextWidth.of(about) <= width;
        text.append(ink(Ink.BOLD, TextWidth.shorten(title, width))).append(together && !about.isEmpty() ? "   " + about + "\n" : "\n");
        if (!together) {
            TextWidth.wrap("  " + about, width).forEach(line -> text.append(line).append('\n'));
        }
        text.append('\n');
    }

    private static String size(List<Row> rows) {
        Row first = rows.getFirst();
        return uniform(rows)
            ? Figures.count(first.accuracy().n()) + " samples x " + Figures.epochs(first.epochs()) + (first.epochs().most() == 1 ? " epoch" : " epochs")
            : "samples and epochs differ between the models";
    }

    private static boolean uniform(List<Row> rows) {
        return rows.stream().map(row -> row.accuracy().n()).distinct().count() == 1 && rows.stream().map(Row::epochs).distinct().count() == 1;
    }

    private void table(List<Row> rows, BoardWords words, StringBuilder text) {
        List<BoardColumn> columns = new ArrayList<>(BoardColumn.ALL);
        columns.removeIf(column -> !column.shown(rows));
        if (uniform(rows)) {
            columns.removeIf(column -> column.title().equals("n") || column.title().equals("k"));
        }
        Cell accuracy = new Cell("accuracy", true, rows.stream().map(TerminalTable::accuracy).toList());
        List<String> names = rows.stream().map(words::model).toList();
        int nameWidth = Math.max(SHORTEST_NAME, names.stream().mapToInt(TextWidth::of).max().orElse(0));
        List<Cell> ranks = BoardColumn.ranked(rows) ? List.of(cell(BoardColumn.RANKS, rows, true)) : List.of();
        int before = ranks.stream().mapToInt(cell -> cell.width() + 2).sum();
        List<BoardColumn> silent = giveUp(columns, rows, column -> !column.saysSomething(rows), before + nameWidth + accuracy.width());
        List<BoardColumn> dropped = giveUp(columns, rows, column -> column.rank() > 0, before + nameWidth + accuracy.width());
        int room = Math.max(SHORTEST_NAME, width - 2 - before - used(columns, rows) - accuracy.width() - 2);
        List<Cell> cells = new ArrayList<>(ranks);
        cells.add(new Cell("model", true, names.stream().map(name -> TextWidth.shorten(name, room)).toList()));
        cells.add(accuracy);
        columns.forEach(column -> cells.add(cell(column, rows, false)));
        print(cells, rows.size(), text);
        listed(silent, "  0 or unknown in every row: ", text);
        listed(dropped, "  no room here, but in the report: ", text);
    }

    private static Cell cell(BoardColumn column, List<Row> rows, boolean left) {
        return new Cell(column.title(), left, rows.stream().map(column.cell()).toList());
    }

    private static String accuracy(Row row) {
        return Figures.estimate(row.accuracy()) + (row.marked() ? "*" : "") + (row.judged() ? "" : "!");
    }

    private static int used(List<BoardColumn> columns, List<Row> rows) {
        return columns.stream().mapToInt(column -> cell(column, rows, false).width() + 2).sum();
    }

    /// Takes columns away, those of the highest rank first, until the table fits; gives back those that went, in their old order.
    private List<BoardColumn> giveUp(List<BoardColumn> columns, List<Row> rows, Predicate<BoardColumn> may, int fixed) {
        List<BoardColumn> gone = new ArrayList<>();
        List<BoardColumn> candidates = columns.stream().filter(may).sorted(Comparator.comparingInt(BoardColumn::rank)).toList().reversed();
        for (BoardColumn column : candidates) {
            if (2 + fixed + 2 + used(columns, rows) <= width) {
                break;
            }
            columns.remove(column);
            gone.add(column);
        }
        return BoardColumn.ALL.stream().filter(gone::contains).toList();
    }

    private void print(List<Cell> cells, int rows, StringBuilder text) {
        if (cells.stream().anyMatch(cell -> !cell.top().isEmpty())) {
            text.append(ink(Ink.DIM, line(cells, Cell::top))).append('\n');
        }
        text.append(ink(Ink.DIM, line(cells, Cell::bottom))).append('\n');
        for (int row = 0; row < rows; row++) {
            int at = row;
            text.append(line(cells, cell -> cell.cells().get(at))).append('\n');
        }
    }

    private static String line(List<Cell> cells, Function<Cell, String> content) {
        StringBuilder line = new StringBuilder("  ");
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            String value = content.apply(cell);
            String padding = " ".repeat(Math.max(0, cell.width() - TextWidth.of(value)));
            line.append(i == 0 ? "" : "  ").append(cell.left() ? value + padding : padding + value);
        }
        return line.toString().stripTrailing();
    }

    private void listed(List<BoardColumn> columns, String before, StringBuilder text) {
        if (!columns.isEmpty()) {
            wrapped(before + columns.stream().map(BoardColumn::title).collect(Collectors.joining(", ")), Ink.DIM, text);
        }
    }

    private void notes(List<Row> rows, BoardWords words, StringBuilder text) {
        for (Notes notes : Notes.of(rows, words)) {
            String mark = mark(notes.note().kind());
            wrapped("  " + mark + notes.who(rows.size()) + ": " + VisibleText.line(notes.note().text()), mark.equals("* ") ? Ink.DIM : Ink.WARNING, text);
        }
    }

    private static String mark(Row.Note.Kind kind) {
        return switch (kind) {
            case FEW_SAMPLES, FEW_CLUSTERS -> "* ";
            case NOT_JUDGED -> "! ";
            case TRUNCATED, NOT_RUN, NO_SCORE, NO_ESTIMATE -> "";
        };
    }

    private void failures(Leaderboard board, BoardWords words, StringBuilder text) {
        if (board.failures().isEmpty()) {
            return;
        }
        text.append(ink(Ink.BOLD, "Without a single answer")).append('\n');
        for (Leaderboard.FailedModel failure : board.failures()) {
            wrapped("  " + words.model(failure.model(), failure.run()) + "  " + VisibleText.line(failure.task()) + "  "
                + Figures.count(failure.failures()) + " failed  " + VisibleText.line(failure.reason(), 300), Ink.WARNING, text);
        }
        text.append('\n');
    }

    private void footer(Leaderboard board, BoardWords words, StringBuilder text) {
        if (board.hasInvented()) {
            wrapped((board.allInvented() ? "Every model is invented: " : "Models with a true ability are invented: ") + "nothing was sent anywhere for them.",
                Ink.DIM, text);
        }
        if (board.costs().says()) {
            wrapped("Cost " + board.costs().words() + ".", Ink.DIM, text);
        }
        String differing = BoardWords.disagreements(board);
        if (!differing.isEmpty()) {
            wrapped(differing, Ink.WARNING, text);
        }
        board.notices().forEach(notice -> wrapped(VisibleText.line(notice, 500), Ink.WARNING, text));
        String seeds = words.seeds();
        wrapped(
            BoardWords.ORDER + " " + BoardWords.METHOD
                + (seeds.isEmpty() ? "" : " " + seeds.substring(0, 1).toUpperCase(Locale.ROOT) + seeds.substring(1) + "."),
            Ink.DIM, text);
    }

    private void plain(String sentence, StringBuilder text) {
        TextWidth.wrap(sentence, width).forEach(line -> text.append(line).append('\n'));
    }

    private void wrapped(String sentence, Ink ink, StringBuilder text) {
        for (String line : TextWidth.wrap(sentence, width)) {
            text.append(ink(ink, line)).append('\n');
        }
    }

    private String ink(Ink ink, String text) {
        return colour ? "\u001b[" + ink.code + "m" + text + "\u001b[0m" : text;
    }
}
