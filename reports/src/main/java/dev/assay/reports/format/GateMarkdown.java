package dev.assay.reports.format;

import dev.assay.reports.board.Figures;
import dev.assay.reports.gate.GateReport;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A gate's verdict for a job summary or a pull-request comment, at most 60 KB: the answer in a sentence, the table of checks with the worst first, and
/// for each check that was not kept the reason, differing fingerprints and lost samples. What has no room is counted.
///
/// Names from outside stand in code spans, sentences are escaped; nothing can mention a person, link, or become markup.
public final class GateMarkdown {

    /// The most bytes of a summary.
    public static final int LARGEST = 60_000;
    private static final int MOST_DETAILS = 20;
    /// The share of the room that the table may take, so that reasons find some.
    private static final double TABLE = 0.6;
    private static final int RESERVED = 2_500;

    private record Column(String title, boolean figure, Function<CheckWords, String> cell) {
    }

    private static final List<Column> COLUMNS = List.of(
        new Column("verdict", false, words -> "**" + words.verdict() + "**" + (words.level().equals("fail") ? "" : " (" + words.level() + ")")),
        new Column("task", false, words -> cell(words.task())),
        new Column("model", false, words -> words.model().isEmpty() ? Figures.ABSENT : cell(words.model())),
        new Column("measure", false, words -> cell(words.metric())),
        new Column("allowed", false, words -> MarkdownSummary.escape(words.allowed())),
        new Column("seen", true, words -> MarkdownSummary.escape(words.seenWithValues())),
        new Column("90% interval", true, words -> MarkdownSummary.escape(words.interval())),
        new Column("p pass", true, words -> MarkdownSummary.escape(words.passP())),
        new Column("p fail", true, words -> MarkdownSummary.escape(words.failP())),
        new Column("raw", true, words -> MarkdownSummary.escape(words.rawFailP())),
        new Column("finds", true, CheckWords::detectable),
        new Column("needs", true, CheckWords::needed),
        new Column("n", true, CheckWords::samples),
        new Column("k", true, CheckWords::epochs),
        new Column("differ", true, CheckWords::discordance),
        new Column("dropped", true, CheckWords::dropped));

    private GateMarkdown() {
    }

    /// Writes the whole summary. The writer is flushed, not closed.
    ///
    /// @throws IOException if the writer cannot take it
    public static void write(GateReport report, Writer out) throws IOException {
        out.write(MarkdownSummary.MARKER + "\n" + section(report, LARGEST - MarkdownSummary.MARKER.length() - 1));
        out.flush();
    }

    /// The gate's part of a summary.
    ///
    /// @param largest the most bytes it may take
    static String section(GateReport report, int largest) {
        VerdictWords words = new VerdictWords(report);
        List<CheckWords> checks = words.checks();
        StringBuilder text = new StringBuilder("# Gate: ").append(words.verdict()).append("\n\n").append(sentence(words)).append("\n\n");
        table(checks, (int) (largest * TABLE), text);
        details(checks, largest - RESERVED, text);
        bullets(checks.stream().filter(CheckWords::passed).map(GateMarkdown::pass).toList(), "passes", largest - RESERVED, text);
        bullets(words.notes().stream().map(MarkdownSummary::escape).toList(), "notes", largest - RESERVED / 2, text);
        text.append(
            "p pass: of \"worse by the margin\". p fail: of \"not worse\", after Holm; raw: before. finds: the difference that is found 4 times out of 5. ")
            .append(MarkdownSummary.escape(words.method())).append("\n\n");
        return text.toString();
    }

    private static String sentence(VerdictWords words) {
        String worst = words.worst().map(check -> " " + MarkdownSummary.escape(check.sentence())).orElse("");
        return "**" + MarkdownSummary.escape(words.sentence()) + "**" + worst + " " + words.consequence();
    }

    private static void table(List<CheckWords> checks, int room, StringBuilder text) {
        if (checks.isEmpty()) {
            return;
        }
        text.append(COLUMNS.stream().map(Column::title).collect(Collectors.joining(" | ", "| ", " |"))).append("\n|")
            .append(COLUMNS.stream().map(column -> column.figure() ? "--:|" : "---|").collect(Collectors.joining())).append('\n');
        int used = bytes(text);
        int shown = 0;
        for (CheckWords check : checks) {
            String row = COLUMNS.stream().map(column -> column.cell().apply(check)).collect(Collectors.joining(" | ", "| ", " |\n"));
            used += bytes(row);
            if (used > room) {
                break;
            }
            text.append(row);
            shown++;
        }
        text.append('\n').append(cut(checks.size() - shown, "checks"));
    }

    private static void details(List<CheckWords> checks, int room, StringBuilder text) {
        List<CheckWords> told = checks.stream().filter(check -> !check.passed()).toList();
        int used = bytes(text);
        int shown = 0;
        for (CheckWords check : told.stream().limit(MOST_DETAILS).toList()) {
            String detail = detail(check);
            used += bytes(detail);
            if (used > room) {
                break;
            }
            text.append(detail);
            shown++;
        }
        text.append(cut(told.size() - shown, "reasons"));
    }

    private static String detail(CheckWords check) {
        StringBuilder text = new StringBuilder("## ").append(check.verdict()).append(": ").append(MarkdownSummary.code(check.metric())).append(", ")
            .append(MarkdownSummary.code(check.task()));
        text.append(check.model().isEmpty() ? "" : ", " + MarkdownSummary.code(check.model())).append("\n\n")
            .append(MarkdownSummary.escape(check.sentence())).append("\n\n");
        if (!check.numbers().isEmpty()) {
            text.append(MarkdownSummary.escape(check.numbers())).append(".\n\n");
        }
        rows("| differs | baseline | this run |", check.mismatches().stream()
            .map(mismatch -> "| " + cell(mismatch.field()) + " | " + cell(mismatch.before()) + " | " + cell(mismatch.now()) + " |").toList(), text);
        rows("| lost sample | baseline | this run |", check.lost().stream()
            .map(lost -> "| " + cell(lost.sample()) + " | " + lost.before() + " | " + lost.now() + " |").toList(), text);
        return text.toString();
    }

    private static void rows(String heading, List<String> rows, StringBuilder text) {
        if (!rows.isEmpty()) {
            text.append(heading).append("\n|---|---|---|\n").append(String.join("\n", rows)).append("\n\n");
        }
    }

    private static String pass(CheckWords check) {
        return check.verdict() + " " + MarkdownSummary.code(check.metric()) + ", " + MarkdownSummary.code(check.task())
            + (check.model().isEmpty() ? "" : ", " + MarkdownSummary.code(check.model())) + ": " + MarkdownSummary.escape(check.sentence());
    }

    private static void bullets(List<String> items, String what, int room, StringBuilder text) {
        int used = bytes(text);
        int shown = 0;
        for (String item : items) {
            used += bytes(item) + 3;
            if (used > room || shown == MOST_DETAILS) {
                break;
            }
            text.append("- ").append(item).append('\n');
            shown++;
        }
        text.append(shown > 0 ? "\n" : "").append(cut(items.size() - shown, what));
    }

    private static String cut(int left, String what) {
        return left == 0 ? "" : "*" + Figures.count(left) + " more " + what + " had no room here; `summary.json` has them.*\n\n";
    }

    /// A code span within a table.
    private static String cell(String name) {
        return name.isEmpty() ? Figures.ABSENT : MarkdownSummary.code(name).replace("|", "\\|");
    }

    private static int bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
