package dev.assay.reports.format;

import dev.assay.reports.board.Figures;
import dev.assay.reports.gate.GateReport;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// A gate's verdict for the person at the prompt: the answer in a sentence, the table of checks with the worst first, and the reasons below it.
///
/// Where room is short, the columns that a decision needs least go first, and a line names them. Nothing from outside is printed raw, and no line of it
/// can be taken for a command by a build server that reads the log.
public final class GateTerminal {

    private static final int NARROWEST = 40;
    private static final int SHORTEST_NAME = 14;
    /// A check's name gives way down to this before a column goes.
    private static final int SHORT_NAME = 20;
    private static final int MOST_ROWS = 200;
    private static final int MOST_DETAILS = 20;

    private enum Ink {
        BOLD("1"), DIM("2"), BAD("31"), GOOD("32"), WARNING("33");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    /// @param rank how soon the column goes when room is short; 0: never
    private record Column(String title, int rank, boolean left, Function<CheckWords, String> cell) {
        int width(List<CheckWords> checks) {
            return Math.max(title.length(), checks.stream().map(cell).mapToInt(TextWidth::of).max().orElse(0));
        }
    }

    private final int width;
    private final boolean colour;
    private final StringBuilder text = new StringBuilder();

    private GateTerminal(int width, boolean colour) {
        this.width = Math.max(width, NARROWEST);
        this.colour = colour;
    }

    /// Writes the verdict. The writer is flushed, not closed.
    ///
    /// @param width the terminal's width in characters; below 40 counts as 40
    /// @param colour whether to print escape sequences of our own, for bold, dim, red, green and yellow
    /// @throws IOException if the writer cannot take it
    public static void write(GateReport report, int width, boolean colour, Writer out) throws IOException {
        GateTerminal terminal = new GateTerminal(width, colour);
        terminal.print(report);
        out.write(terminal.text.toString());
        out.flush();
    }

    private void print(GateReport report) {
        VerdictWords words = new VerdictWords(report);
        List<CheckWords> checks = words.checks();
        wrapped("Gate " + words.sentence(), words.standing().equals("kept") ? Ink.GOOD : words.standing().equals("broken") ? Ink.BAD : Ink.WARNING);
        text.append('\n');
        table(checks.stream().limit(MOST_ROWS).toList());
        more(checks.size() - MOST_ROWS, "checks");
        reasons(checks.stream().filter(check -> !check.passed()).toList());
        passes(checks.stream().filter(CheckWords::passed).toList());
        words.notes().forEach(note -> wrapped(note, Ink.WARNING));
        words.compared().stream().limit(MOST_DETAILS).forEach(pair -> wrapped(pair, Ink.DIM));
        wrapped("p pass: of \"worse by the margin\"; p fail: of \"not worse\"; finds: the difference found 4 times out of 5. " + words.method(), Ink.DIM);
        wrapped(words.counts().isEmpty() ? words.consequence() : words.counts() + ". " + words.consequence(), Ink.BOLD);
    }

    private void table(List<CheckWords> checks) {
        if (checks.isEmpty()) {
            return;
        }
        List<Column> columns = new ArrayList<>(columns(checks));
        List<String> gone = fit(columns, checks);
        int fixed = columns.stream().filter(column -> !column.title().equals("check")).mapToInt(column -> column.width(checks) + 2).sum();
        int room = Math.max(SHORTEST_NAME, width - 2 - fixed);
        line(columns, checks, room, Column::title, Ink.DIM);
        for (CheckWords check : checks) {
            line(columns, checks, room, column -> column.cell().apply(check), ink(check));
        }
        if (!gone.isEmpty()) {
            wrapped("  no room here, but in the report: " + String.join(", ", gone), Ink.DIM);
        }
        text.append('\n');
    }

    private static List<Column> columns(List<CheckWords> checks) {
        boolean oneTask = checks.stream().map(CheckWords::task).distinct().count() == 1;
        boolean oneModel = checks.stream().map(CheckWords::model).filter(model -> !model.isEmpty()).distinct().count() == 1;
        Function<CheckWords, String> name = check -> (oneTask ? "" : check.task() + " ") + (oneModel || check.model().isEmpty() ? "" : check.model() + " ")
            + check.metric();
        return List.of(new Column("verdict", 0, true, CheckWords::verdict), new Column("", 0, true, GateTerminal::level), new Column("check", 0, true, name),
            new Column("allowed", 0, false, CheckWords::limit), new Column("seen", 0, false, CheckWords::seen),
            new Column("run", 6, false, CheckWords::value), new Column("baseline", 5, false, CheckWords::before),
            new Column("90% interval", 1, false, CheckWords::interval), new Column("p pass", 3, false, CheckWords::passP),
            new Column("p fail", 3, false, CheckWords::failP), new Column("raw", 11, false, CheckWords::rawFailP),
            new Column("finds", 2, false, CheckWords::detectable),
            new Column("needs", 4, false, CheckWords::needed), new Column("n", 7, false, CheckWords::samples),
            new Column("k", 8, false, CheckWords::epochs), new Column("differ", 9, false, CheckWords::discordance),
            new Column("dropped", 10, false, CheckWords::dropped));
    }

    /// Only a lower level is worth a word.
    private static String level(CheckWords check) {
        return VerdictWords.decides(check.result()) ? "" : check.level();
    }

    /// Takes away columns that say nothing, then those of the highest rank, until the table fits; names the latter.
    private List<String> fit(List<Column> columns, List<CheckWords> checks) {
        columns.removeIf(column -> column.title().isEmpty() && checks.stream().map(column.cell()).allMatch(String::isEmpty));
        columns.removeIf(column -> column.rank() > 0 && checks.stream().map(column.cell()).allMatch(Figures.ABSENT::equals));
        List<String> gone = new ArrayList<>();
        for (int rank = 11; rank > 0 && needed(columns, checks) > width; rank--) {
            int at = rank;
            Predicate<Column> goes = column -> column.rank() == at;
            columns.stream().filter(goes).map(Column::title).forEach(title -> gone.addFirst(title));
            columns.removeIf(goes);
        }
        return gone;
    }

    private static int needed(List<Column> columns, List<CheckWords> checks) {
        return 2 + columns.stream()
            .mapToInt(column -> 2 + (column.title().equals("check") ? Math.min(SHORT_NAME, column.width(checks)) : column.width(checks))).sum() - 2;
    }

    private void line(List<Column> columns, List<CheckWords> checks, int room, Function<Column, String> content, Ink ink) {
        StringBuilder line = new StringBuilder("  ");
        for (Column column : columns) {
            int wide = column.title().equals("check") ? Math.min(room, column.width(checks)) : column.width(checks);
            String value = TextWidth.shorten(content.apply(column), wide);
            String padding = " ".repeat(Math.max(0, wide - TextWidth.of(value)));
            line.append(column.left() ? value + padding : padding + value).append("  ");
        }
        emit(line.toString().stripTrailing(), ink);
    }

    private static Ink ink(CheckWords check) {
        return switch (check.result().verdict()) {
            case PASS -> Ink.GOOD;
            case FAIL -> Ink.BAD;
            case TOLERATED, INCONCLUSIVE, MISSING, INCOMPARABLE -> Ink.WARNING;
        };
    }

    private void reasons(List<CheckWords> told) {
        for (CheckWords check : told.stream().limit(MOST_DETAILS).toList()) {
            wrapped(check.verdict() + " " + check.subject() + ", " + check.metric() + (check.place().isEmpty() ? "" : ", " + check.place()), Ink.BOLD);
            wrapped("  " + check.sentence(), ink(check));
            if (!check.numbers().isEmpty()) {
                wrapped("  " + check.numbers(), Ink.DIM);
            }
            check.mismatches().forEach(mismatch -> wrapped("  " + mismatch.field() + " differs: " + mismatch.before() + " in the baseline, " + mismatch.now()
                + " in this run", Ink.WARNING));
            if (!check.lost().isEmpty()) {
                wrapped(check.lost().stream().map(lost -> lost.sample() + " (" + lost.before() + " to " + lost.now() + ")")
                    .collect(Collectors.joining(", ", "  lost: ", "")), Ink.DIM);
            }
            text.append('\n');
        }
        more(told.size() - MOST_DETAILS, "reasons");
    }

    private void passes(List<CheckWords> passed) {
        passed.stream().limit(MOST_DETAILS).forEach(check -> wrapped(check.verdict() + " " + check.subject() + ", " + check.metric() + ": " + check.sentence(),
            Ink.DIM));
        if (!passed.isEmpty()) {
            text.append('\n');
        }
        more(passed.size() - MOST_DETAILS, "passes");
    }

    private void more(int left, String what) {
        if (left > 0) {
            wrapped(Figures.count(left) + " more " + what + " are in summary.json.", Ink.DIM);
            text.append('\n');
        }
    }

    private void wrapped(String sentence, Ink ink) {
        TextWidth.wrap(sentence, width).forEach(line -> emit(line, ink));
    }

    /// A build server takes a line that begins with two colons, or holds `##[`, for a command of its own.
    private void emit(String line, Ink ink) {
        String harmless = line.stripLeading().startsWith("::") ? line.replaceFirst("::", ": :") : line;
        String safe = harmless.replace("##[", "## [");
        text.append(colour ? "\u001b[" + ink.code + "m" + safe + "\u001b[0m" : safe).append('\n');
    }
}
