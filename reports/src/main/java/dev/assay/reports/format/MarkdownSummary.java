package dev.assay.reports.format;

import dev.assay.core.scorer.ScorerRef;
import dev.assay.reports.board.Figures;
import dev.assay.reports.board.Leaderboard;
import dev.assay.reports.board.LevelTable;
import dev.assay.reports.board.Row;
import dev.assay.reports.board.Standings;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// `summary.md`: the gate's verdict, if there is one, and the leaderboard for a job summary or a pull-request comment, at most 60 KB.
///
/// Text from outside stands in code spans and fences that are longer than any run of backticks in it, or is escaped; nothing in it can mention a
/// person, link, or become markup. The first line is a comment by which a bot finds its own summary again.
public final class MarkdownSummary implements ReportFormat {

    /// The first line of every summary.
    public static final String MARKER = "<!-- assay:summary -->";

    private static final int LARGEST = 60_000;
    private static final int LARGEST_GATE = 40_000;
    private static final int RESERVED = 1_500;
    private static final int MOST_ROWS = 10;
    private static final int LONGEST_TEXT = 500;

    private final Grouping grouping;

    /// The summary with every table.
    public MarkdownSummary() {
        this(Grouping.ALL);
    }

    /// @param grouping by what the rows are grouped
    public MarkdownSummary(Grouping grouping) {
        this.grouping = grouping;
    }

    @Override
    public String fileName() {
        return "summary.md";
    }

    @Override
    public void write(RunReport report, Writer out) throws IOException {
        Leaderboard board = report.board();
        BoardWords words = new BoardWords(board);
        StringBuilder text = new StringBuilder(MARKER).append('\n').append(report.gate().map(gate -> GateMarkdown.section(gate, LARGEST_GATE)).orElse(""))
            .append("# Leaderboard\n\n");
        if (board.hasInvented()) {
            text.append("**").append(board.allInvented() ? "Every model is invented" : "Models with a true ability are invented")
                .append(": nothing was sent anywhere for them.**\n\n");
        }
        text.append(BoardWords.ORDER).append("\n\n");
        List<String> sections = sections(board, words);
        int left = 0;
        for (String section : sections) {
            if (bytes(text) + bytes(section) > LARGEST - RESERVED) {
                left++;
            } else {
                text.append(section);
            }
        }
        if (left > 0) {
            text.append("*").append(left).append(" more sections had no room here; `summary.json` and `report.html` have them.*\n\n");
        }
        text.append(BoardWords.METHOD).append(words.seeds().isEmpty() ? "" : " Run with " + words.seeds() + ".").append('\n');
        out.write(text.toString());
        out.flush();
    }

    private static int bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private List<String> sections(Leaderboard board, BoardWords words) {
        List<String> sections = new ArrayList<>();
        failures(board, words).ifPresent(sections::add);
        for (Leaderboard.Category category : grouping.categories(board)) {
            sections.add(section("## " + code(category.name()) + ", " + BoardWords.weights(category), category.rows(),
                Optional.of(category.standings()), words));
        }
        for (Leaderboard.TaskTable table : grouping.tasks(board)) {
            sections.add(section("## " + code(table.task()) + scoredBy(table.scorer()), table.rows(), Optional.of(table.standings()), words));
            for (ScorerRef scorer : table.further().stream().flatMap(row -> row.scorer().stream()).distinct().toList()) {
                sections.add(section("### " + code(table.task()) + " judged again" + scoredBy(Optional.of(scorer)),
                    table.further().stream().filter(row -> row.scorer().equals(Optional.of(scorer))).toList(), Optional.empty(), words));
            }
        }
        if (grouping == Grouping.LEVEL) {
            sections.add((board.levels().isEmpty() ? Grouping.NO_LEVELS : StandingWords.EXPLORATORY) + "\n\n");
            board.levels().forEach(table -> sections.add(level(table, words)));
        }
        if (board.costs().says()) {
            sections.add("Cost " + escape(board.costs().words()) + ".\n\n");
        }
        String differing = BoardWords.disagreements(board);
        if (!differing.isEmpty()) {
            sections.add(differing + "\n\n");
        }
        board.notices().forEach(notice -> sections.add("- " + escape(VisibleText.line(notice, LONGEST_TEXT)) + "\n\n"));
        return sections;
    }

    private static String level(LevelTable table, BoardWords words) {
        List<String> names = words.levelModels(table).stream().map(MarkdownSummary::code).toList();
        StringBuilder text = new StringBuilder("## ").append(code(table.task())).append(", level ").append(code(table.level()))
            .append("\n\n| model | accuracy | n | k | unscored |\n|---|---|--:|--:|--:|\n");
        for (int i = 0; i < Math.min(MOST_ROWS, names.size()); i++) {
            LevelTable.LevelRow row = table.rows().get(i);
            text.append("| ").append(names.get(i).replace("|", "\\|")).append(" | ").append(Figures.estimate(row.accuracy())).append(" | ")
                .append(Figures.count(row.accuracy().n())).append(" | ").append(Figures.epochs(row.epochs())).append(" | ")
                .append(Figures.count(row.accuracy().unscored())).append(" |\n");
        }
        text.append('\n');
        StandingWords.exploratory(table, names).forEach(line -> text.append(line).append("\n\n"));
        return text.toString();
    }

    private static String scoredBy(Optional<ScorerRef> scorer) {
        return scorer.map(ref -> ", scored by " + code(ref.toString())).orElse("");
    }

    private static Optional<String> failures(Leaderboard board, BoardWords words) {
        if (board.failures().isEmpty()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder("## Without a single answer\n\n");
        for (Leaderboard.FailedModel failure : board.failures().stream().limit(MOST_ROWS).toList()) {
            text.append(code(words.model(failure.model(), failure.run()))).append(" in ").append(code(failure.task())).append(", ")
                .append(Figures.count(failure.failures())).append(" failed:\n\n").append(fence(VisibleText.block(failure.reason(), LONGEST_TEXT)))
                .append("\n\n");
        }
        return Optional.of(text.toString());
    }

    private static String section(String title, List<Row> rows, Optional<Standings> standings, BoardWords words) {
        if (rows.isEmpty()) {
            return "";
        }
        List<BoardColumn> columns = BoardColumn.ALL.stream().filter(column -> column.shown(rows)).toList();
        boolean ranked = BoardColumn.ranked(rows);
        StringBuilder text = new StringBuilder(title).append(ranked ? "\n\n| ranks | model | accuracy |" : "\n\n| model | accuracy |");
        columns.forEach(column -> text.append(' ').append(column.title()).append(" |"));
        text.append(ranked ? "\n|---|---|---|" : "\n|---|---|").append("--:|".repeat(columns.size())).append('\n');
        for (Row row : rows.stream().limit(MOST_ROWS).toList()) {
            text.append(ranked ? "| " + BoardColumn.RANKS.cell().apply(row) + " " : "").append("| ").append(code(words.model(row)).replace("|", "\\|"))
                .append(" | ").append(Figures.estimate(row.accuracy()))
                .append(row.marked() ? " \\*" : "").append(row.judged() ? "" : " **not judged**").append(" |");
            columns.forEach(column -> text.append(' ').append(column.cell().apply(row)).append(" |"));
            text.append('\n');
        }
        if (rows.size() > MOST_ROWS) {
            text.append("\n*").append(rows.size() - MOST_ROWS).append(" more rows are in `leaderboard.csv` and `report.html`.*\n");
        }
        text.append('\n');
        List<String> lines = standings.map(found -> StandingWords.lines(found, words.models(rows).stream().map(MarkdownSummary::code).toList()))
            .orElse(List.of());
        lines.forEach(line -> text.append(line).append("\n\n"));
        for (Notes notes : Notes.of(rows, words)) {
            text.append("- ").append(notes.models().size() == rows.size() && rows.size() > 1
                ? "all models"
                : notes.models().stream().limit(MOST_ROWS).map(MarkdownSummary::code).collect(Collectors.joining(", "))).append(": ")
                .append(escape(VisibleText.line(notes.note().text()))).append('\n');
        }
        return text.append(rows.stream().allMatch(row -> row.notes().isEmpty()) ? "" : "\n").toString();
    }

    /// A code span around a text on one line; GitHub makes no mention or reference inside it.
    static String code(String text) {
        String shown = VisibleText.line(text, LONGEST_TEXT);
        String ticks = "`".repeat(longestRun(shown) + 1);
        boolean touches = shown.startsWith("`") || shown.endsWith("`");
        return touches ? ticks + " " + shown + " " + ticks : ticks + shown + ticks;
    }

    /// A fence around a text of several lines.
    static String fence(String text) {
        String ticks = "`".repeat(Math.max(3, longestRun(text) + 1));
        return ticks + "text\n" + text + "\n" + ticks;
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /// Plain text: markup escaped, mentions and references broken up.
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '@', '#' -> escaped.append('\\').append(c).append("&#8203;");
                case '\\', '`', '*', '_', '{', '}', '[', ']', '|', '~', '$' -> escaped.append('\\').append(c);
                case ':' -> escaped.append(text.startsWith("//", i + 1) ? ":&#8203;" : ":");
                case '.' -> escaped.append(text.regionMatches(true, i - 3, "www", 0, 3) ? "&#8203;." : ".");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
