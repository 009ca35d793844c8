package dev.assay.reports.format;

import dev.assay.core.metric.Interval;
import dev.assay.core.metric.rank.RankInterval;
import dev.assay.core.transcript.Ending;
import dev.assay.reports.board.Bill;
import dev.assay.reports.board.Leaderboard;
import dev.assay.reports.board.OwnMachine;
import dev.assay.reports.board.Row;
import dev.assay.reports.board.Tokens;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// `leaderboard.csv`: one line per row, numbers in full precision, RFC 4180 in UTF-8. Unknown is an empty cell; times are in seconds.
public final class CsvLeaderboard implements ReportFormat {

    /// The form of our CSV files: quotes only where needed, lines end in CR LF.
    static final CSVFormat FORMAT = CSVFormat.RFC4180;

    private static final List<String> COLUMNS = List.of("kind", "subject", "scorer", "run", "model", "accuracy", "low", "high", "standard_error", "n",
        "clusters",
        "epochs_least", "epochs_most", "trials", "planned", "unscored", "answered", "truncated_in_thought", "truncated_in_answer", "refused", "no_answer",
        "outage", "accuracy_without_truncated", "accuracy_if_truncated_right", "true_ability", "invented", "judged", "reasoning_tokens_mean",
        "reasoning_tokens_total", "answer_tokens_mean", "answer_tokens_total", "output_tokens_total", "input_tokens_total", "seconds_p50", "seconds_p95",
        "first_answer_token_seconds_p50", "cost_good_usd", "cost_wasted_usd", "cost_unknown_attempts", "cost_per_correct_usd", "notes",
        "rank_best", "rank_worst", "detectable_difference", "detectable_assumed", "first_token_seconds_p50", "tokens_per_second",
        "peak_memory_bytes");

    private final CellGuard guard;

    /// The guarded form, for spreadsheets.
    public CsvLeaderboard() {
        this(false);
    }

    /// @param raw whether text cells pass without the guard against formulas, for readers that are machines
    public CsvLeaderboard(boolean raw) {
        this.guard = new CellGuard(raw);
    }

    @Override
    public String fileName() {
        return "leaderboard.csv";
    }

    @Override
    public void write(RunReport report, Writer out) throws IOException {
        CSVPrinter csv = new CSVPrinter(out, FORMAT);
        csv.printRecord(COLUMNS);
        for (Leaderboard.Category category : report.board().categories()) {
            printAll(csv, "category", category.rows());
        }
        for (Leaderboard.TaskTable table : report.board().tasks()) {
            printAll(csv, "task", table.rows());
            printAll(csv, "further scorer", table.further());
        }
        Optional<Leaderboard.Category> overall = report.board().overall();
        if (overall.isPresent()) {
            printAll(csv, "overall", overall.get().rows());
        }
        csv.flush();
    }

    private void printAll(CSVPrinter csv, String kind, List<Row> rows) throws IOException {
        for (Row row : rows) {
            csv.printRecord(cells(kind, row));
        }
    }

    private List<Object> cells(String kind, Row row) {
        List<Object> cells = new ArrayList<>();
        cells.add(kind);
        cells.add(guard.text(row.subject()));
        cells.add(row.scorer().map(Object::toString).orElse(""));
        cells.add(row.run());
        cells.add(guard.text(row.model().toString()));
        cells.add(number(row.accuracy().value()));
        cells.add(number(row.accuracy().interval().map(Interval::low)));
        cells.add(number(row.accuracy().interval().map(Interval::high)));
        cells.add(number(row.accuracy().standardError()));
        cells.add(row.accuracy().n());
        cells.add(row.accuracy().clusters());
        cells.add(row.epochs().least());
        cells.add(row.epochs().most());
        cells.add(row.trials());
        cells.add(number(row.planned()));
        cells.add(row.accuracy().unscored());
        for (Ending ending : Ending.values()) {
            cells.add(row.endings().count(ending));
        }
        cells.add(number(row.cut().flatMap(cut -> cut.without().value())));
        cells.add(number(row.cut().flatMap(Row.Cut::bound)));
        cells.add(number(row.ability()));
        cells.add(row.invented());
        cells.add(row.judged());
        amount(row.tokens().reasoning(), cells);
        amount(row.tokens().answer(), cells);
        cells.add(number(row.tokens().output().total()));
        cells.add(number(row.tokens().input().total()));
        cells.add(seconds(row.latency().median()));
        cells.add(seconds(row.latency().p95()));
        cells.add(seconds(row.latency().firstAnswerToken()));
        costs(row.bill(), cells);
        cells.add(guard.text(row.notes().stream().map(Row.Note::text).collect(Collectors.joining(" "))));
        cells.add(number(row.standing().ranks().map(RankInterval::best)));
        cells.add(number(row.standing().ranks().map(RankInterval::worst)));
        cells.add(number(row.standing().detectable()));
        cells.add(row.standing().assumed());
        cells.add(seconds(row.latency().own().flatMap(OwnMachine::firstToken)));
        cells.add(number(row.latency().own().flatMap(OwnMachine::tokensPerSecond)));
        cells.add(number(row.latency().own().map(OwnMachine::peakMemory)));
        return cells;
    }

    private static void amount(Tokens.Amount amount, List<Object> cells) {
        cells.add(number(amount.mean()));
        cells.add(number(amount.total()));
    }

    private static void costs(Bill bill, List<Object> cells) {
        cells.add(bill.anyKnown() ? bill.good().toPlainString() : "");
        cells.add(bill.anyKnown() ? bill.wasted().toPlainString() : "");
        cells.add(bill.unknown());
        cells.add(bill.perCorrect().map(BigDecimal::toPlainString).orElse(""));
    }

    /// A number, or an empty cell.
    static Object number(Optional<? extends Number> number) {
        return number.<Object>map(n -> n).orElse("");
    }

    /// Seconds as a decimal number, or an empty cell.
    static Object seconds(Optional<Duration> time) {
        return time.<Object>map(t -> BigDecimal.valueOf(t.toNanos(), 9).stripTrailingZeros().toPlainString()).orElse("");
    }
}
