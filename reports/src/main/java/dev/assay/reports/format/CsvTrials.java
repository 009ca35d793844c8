package dev.assay.reports.format;

import dev.assay.core.log.RunLog;
import dev.assay.core.model.Attempt;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.Usage;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.SampleResult;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Event;
import dev.assay.core.transcript.Segmentation;
import dev.assay.reports.board.Leaderboard;
import dev.assay.reports.board.Verdicts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVPrinter;

/// `trials.csv`: one line per trial and scorer, in the order of the log. Unknown is an empty cell; times are in seconds.
public final class CsvTrials implements ReportFormat {

    private static final List<String> COLUMNS = List.of("trial", "run", "task", "sample", "epoch", "model", "scorer", "ending", "score", "credit", "extracted",
        "expected", "relation", "input_tokens", "cached_tokens", "reasoning_tokens", "output_tokens", "seconds", "first_answer_token_seconds",
        "elapsed_seconds",
        "attempts", "cost_usd", "flags");

    /// Longer texts than a spreadsheet's cell can hold are cut.
    private static final int LONGEST_CELL = 32_000;

    private final CellGuard guard;
    private final boolean raw;

    /// The guarded form, for spreadsheets.
    public CsvTrials() {
        this(false);
    }

    /// @param raw whether text cells pass whole and without the guard against formulas, for readers that are machines
    public CsvTrials(boolean raw) {
        this.guard = new CellGuard(raw);
        this.raw = raw;
    }

    @Override
    public String fileName() {
        return "trials.csv";
    }

    @Override
    public void write(RunReport report, Writer out) throws IOException {
        CSVPrinter csv = new CSVPrinter(out, CsvLeaderboard.FORMAT);
        csv.printRecord(COLUMNS);
        try {
            int run = 0;
            for (RunLog log : report.logs()) {
                Leaderboard.Run number = report.board().runs().get(run++);
                log.forEach(result -> print(csv, number.number(), result));
            }
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
        csv.flush();
    }

    private void print(CSVPrinter csv, int run, SampleResult result) {
        try {
            switch (result.outcome()) {
                case Outcome.Failed failed -> csv.printRecord(failed(run, result, failed));
                case Outcome.Scored scored when scored.judgements().isEmpty() -> csv.printRecord(scored(run, result, scored, Optional.empty()));
                case Outcome.Scored scored -> {
                    for (Judgement judgement : Verdicts.current(scored.judgements())) {
                        csv.printRecord(scored(run, result, scored, Optional.of(judgement)));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Object> key(int run, SampleResult result) {
        List<Object> cells = new ArrayList<>(COLUMNS.size());
        cells.add(text(result.trial().toString()));
        cells.add(run);
        cells.add(text(result.trial().task()));
        cells.add(text(result.trial().sample()));
        cells.add(result.trial().epoch());
        cells.add(text(result.trial().model().toString()));
        return cells;
    }

    private List<Object> failed(int run, SampleResult result, Outcome.Failed failed) {
        List<Object> cells = key(run, result);
        cells.addAll(List.of("", Ending.OUTAGE.words(), "unscored", "", "", "", "FAILED", "", "", "", "", "", ""));
        cells.add(CsvLeaderboard.seconds(Optional.of(result.elapsed())));
        cells.add(attempts(failed.events()));
        cells.add(cost(failed.events()));
        cells.add(text(failed.kind()));
        return cells;
    }

    private List<Object> scored(int run, SampleResult result, Outcome.Scored scored, Optional<Judgement> judgement) {
        List<Object> cells = key(run, result);
        cells.add(judgement.map(j -> j.scorer().toString()).orElse(""));
        cells.add(judgement.map(j -> j.ending().words()).orElse(""));
        cells.add(judgement.map(j -> Verdicts.word(j.score())).orElse("unscored"));
        cells.add(CsvLeaderboard.number(judgement.flatMap(j -> j.score().credit())));
        cells.add(judgement.flatMap(j -> j.score().extracted()).map(this::text).orElse(""));
        cells.add(judgement.flatMap(j -> j.score().explanation().expected()).map(this::text).orElse(""));
        cells.add(judgement.map(j -> j.score().explanation().relation()).orElse("NOT_JUDGED"));
        Usage usage = scored.transcript().output().usage();
        Reasoning reasoning = scored.transcript().output().message().reasoning();
        cells.add(CsvLeaderboard.number(usage.input()));
        cells.add(CsvLeaderboard.number(usage.cachedInput()));
        cells.add(CsvLeaderboard.number(usage.reasoning().or(reasoning::tokens)));
        cells.add(CsvLeaderboard.number(usage.output()));
        cells.add(CsvLeaderboard.seconds(Optional.of(scored.transcript().output().timing().total()).filter(Duration::isPositive)));
        cells.add(CsvLeaderboard.seconds(scored.transcript().output().timing().firstAnswerToken()));
        cells.add(CsvLeaderboard.seconds(Optional.of(result.elapsed())));
        cells.add(attempts(scored.transcript().events()));
        cells.add(cost(scored.transcript().events()));
        cells.add(text(String.join(" ", flags(scored, judgement))));
        return cells;
    }

    private static Set<String> flags(Outcome.Scored scored, Optional<Judgement> judgement) {
        Set<String> flags = new LinkedHashSet<>(Segmentation.of(scored.transcript().output()).flags());
        judgement.ifPresent(j -> flags.addAll(j.score().explanation().flags()));
        return flags;
    }

    private static long attempts(List<Event> events) {
        return events.stream().mapToLong(event -> switch (event) {
            case Event.ModelCall call -> call.attempts().size();
            case Event.ToolCall _,Event.Note _ -> 0;
        }).sum();
    }

    /// What all attempts have cost, as far as that is known.
    private static String cost(List<Event> events) {
        Optional<BigDecimal> sum = Optional.empty();
        for (Event event : events) {
            if (event instanceof Event.ModelCall call) {
                for (Attempt attempt : call.attempts()) {
                    BigDecimal before = sum.orElse(BigDecimal.ZERO);
                    sum = attempt.cost().map(cost -> before.add(cost.amount())).or(() -> Optional.of(before).filter(b -> b.signum() > 0));
                }
            }
        }
        return sum.map(BigDecimal::toPlainString).orElse("");
    }

    private String text(String text) {
        return guard.text(raw || text.length() <= LONGEST_CELL ? text : text.substring(0, LONGEST_CELL) + "…");
    }
}
