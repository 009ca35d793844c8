package dev.assay.reports.format;

import dev.assay.core.metric.Estimate;
import dev.assay.core.transcript.Ending;
import dev.assay.reports.board.Figures;
import dev.assay.reports.board.OwnMachine;
import dev.assay.reports.board.Row;
import dev.assay.reports.board.Tries;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// The columns of a leaderboard after model and accuracy, in the order in which every output shows them.
///
/// @param title the heading in words
/// @param meaning what it means, in a sentence
/// @param cell what stands in a row
/// @param says whether a row says anything in this column: a column that says nothing in any row may be left out
/// @param rank how soon the column is given up where room is short: 0 is never, the highest is first
public record BoardColumn(String title, String meaning, Function<Row, String> cell, Predicate<Row> says, int rank) {

    /// Columns that are left out where they say nothing.
    private static final Set<String> OPTIONAL = Set.of("true", "maj@k", "pass@k", "pass^k", "cost", "cost per correct", "TTFT", "tokens/s", "memory");

    /// Where a row may stand; it goes before the model, and only where there are several rows.
    static final BoardColumn RANKS = new BoardColumn("ranks",
        "The ranks that the model can have, for all rows at once with 95% confidence: paired tests of all pairs, adjusted by Holm. Where two models' ranks "
            + "overlap, the table does not order them.",
        row -> Figures.ranks(row.standing().ranks()), row -> row.standing().ranks().isPresent(), 0);

    static final List<BoardColumn> ALL = List.of(
        new BoardColumn("true", "The true ability of an invented model, to compare the estimate with.", row -> row.ability().map(Figures::ability).orElse(""),
            row -> row.ability().isPresent(), 0),
        new BoardColumn("n", "Samples with at least one score.", row -> Figures.count(row.accuracy().n()), _ -> true, 0),
        new BoardColumn("k", "Epochs: how often each sample was asked.", row -> Figures.epochs(row.epochs()), _ -> true, 0),
        new BoardColumn("MDE",
            "Smallest detectable difference: what a two-sided comparison with an equally large run on the same samples finds four times out of five. After "
                + "the pairs seen here; with ~, no pair was seen and two models are assumed to differ on 20% of the samples.",
            row -> Figures.detectable(row.standing()), row -> row.standing().detectable().isPresent(), 1),
        new BoardColumn("maj@k", "How often the answer that most of the k tries agree on is right; ties are shared evenly.", tries(Tries::majority),
            row -> row.tries().isPresent(), 0),
        new BoardColumn("pass@k", "How often at least one of the k tries is right.", tries(Tries::pass), row -> row.tries().isPresent(), 2),
        new BoardColumn("pass^k", "How often all of the k tries are right.", tries(Tries::all), row -> row.tries().isPresent(), 2),
        ending("answered", "The model stopped by itself, and an answer was found.", Ending.ANSWERED, 1),
        ending("cut in thought", "Tokens or time ran out before any answer; counts as wrong.", Ending.TRUNCATED_IN_THOUGHT, 1),
        ending("cut in answer", "Tokens or time ran out in the answer; judged as it stands.", Ending.TRUNCATED_IN_ANSWER, 1),
        ending("refused", "The model or a filter refused; counts as wrong.", Ending.REFUSED, 1),
        ending("no answer", "The model stopped by itself, and there was nothing to judge; counts as wrong.", Ending.NO_ANSWER, 1),
        ending("outage", "No answer came, and that is not the model's fault; leaves the mean. Above 1% the result is not judged.", Ending.OUTAGE, 0),
        new BoardColumn("unscored", "Trials without a score, outages included; they leave the mean.", row -> Figures.count(row.accuracy().unscored()),
            row -> row.accuracy().unscored() > 0, 0),
        new BoardColumn("thought tokens", "Mean tokens of the thought per answer.", row -> Figures.mean(row.tokens().reasoning()),
            row -> row.tokens().reasoning().total().isPresent(), 3),
        new BoardColumn("answer tokens", "Mean tokens of the answer without its thought.", row -> Figures.mean(row.tokens().answer()),
            row -> row.tokens().answer().total().isPresent(), 3),
        new BoardColumn("cost", "What the trials have cost in US dollars, attempts that gave nothing included; unknown where no price is known.",
            row -> Figures.cost(row.bill()), row -> row.bill().says(), 1),
        new BoardColumn("cost per correct", "What a right answer has cost: the whole cost by the sum of the scores.",
            row -> Figures.costPerCorrect(row.bill()), row -> row.bill().says(), 2),
        new BoardColumn("p50", "Half of the answers took at most so long, waits left out.", row -> Figures.duration(row.latency().median()),
            row -> row.latency().median().isPresent(), 4),
        new BoardColumn("p95", "95% of the answers took at most so long, waits left out.", row -> Figures.duration(row.latency().p95()),
            row -> row.latency().p95().isPresent(), 5),
        new BoardColumn("first token", "Half of the answers had their first token after the thought by then.",
            row -> Figures.duration(row.latency().firstAnswerToken()), row -> row.latency().firstAnswerToken().isPresent(), 6),
        own("TTFT", "Time to first token of a model on this machine: half of the answers had begun by then.",
            own -> Figures.duration(own.firstToken()), 5),
        own("tokens/s", "How fast a model on this machine wrote an answer after its first token.",
            own -> own.tokensPerSecond().map(Figures::rate).orElse(Figures.ABSENT), 3),
        own("memory", "The most memory that the process of a model on this machine has held, the model's file included.",
            own -> Figures.bytes(own.peakMemory()), 4));

    private static BoardColumn own(String title, String meaning, Function<OwnMachine, String> figure, int rank) {
        return new BoardColumn(title, meaning, row -> row.latency().own().map(figure).orElse(Figures.ABSENT), row -> row.latency().own().isPresent(), rank);
    }

    private static BoardColumn ending(String title, String meaning, Ending ending, int rank) {
        return new BoardColumn(title, meaning, row -> Figures.count(row.endings().count(ending)), row -> row.endings().count(ending) > 0, rank);
    }

    private static Function<Row, String> tries(Function<Tries, Estimate> figure) {
        return row -> row.tries().flatMap(tries -> figure.apply(tries).value()).map(Figures::percent).orElse(Figures.ABSENT);
    }

    /// Whether a table with these rows shows their ranks.
    static boolean ranked(List<Row> rows) {
        return rows.size() > 1;
    }

    /// Whether a table with these rows has the column.
    boolean shown(List<Row> rows) {
        return !OPTIONAL.contains(title) || saysSomething(rows);
    }

    boolean saysSomething(List<Row> rows) {
        return rows.stream().anyMatch(says);
    }
}
