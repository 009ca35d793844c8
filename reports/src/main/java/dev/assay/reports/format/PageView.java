package dev.assay.reports.format;

import dev.assay.core.scorer.ScorerRef;
import dev.assay.reports.board.Figures;
import dev.assay.reports.board.Leaderboard;
import dev.assay.reports.board.LevelTable;
import dev.assay.reports.board.Row;
import dev.assay.reports.board.Standings;
import dev.assay.reports.board.ThoughtCurve;
import dev.assay.reports.gate.GateReport;
import gg.jte.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the page's templates ask for.
public final class PageView {

    /// One word of the legend.
    ///
    /// @param word the word
    /// @param meaning what it means
    public record Word(String word, String meaning) {
    }

    private final Leaderboard board;
    private final BoardWords words;
    private final String css;
    private final Optional<GateView> gate;

    PageView(Leaderboard board, String css) {
        this(board, Optional.empty(), css);
    }

    PageView(Leaderboard board, Optional<GateReport> gate, String css) {
        this.board = board;
        this.gate = gate.map(GateView::new);
        this.words = new BoardWords(board);
        this.css = css;
    }

    /// The leaderboard.
    public Leaderboard board() {
        return board;
    }

    /// What a gate says of the run; absent if none was asked.
    public Optional<GateView> gate() {
        return gate;
    }

    /// Its names.
    public BoardWords words() {
        return words;
    }

    /// What the browser may do: apply our one style, and nothing else. No script, no request, no form.
    public String policy() {
        return policy(css);
    }

    /// The policy of a page with this one style.
    static String policy(String css) {
        return "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; script-src 'none'; style-src " + TrialAnchor.policySource(css)
            + "; require-trusted-types-for 'script'; trusted-types 'none'";
    }

    /// Our one style, whose digest the policy names.
    public Content style() {
        return output -> output.writeContent("<style>" + css + "</style>");
    }

    /// The title of the page.
    public String title() {
        return board.runs().size() == 1
            ? "Assay report: " + VisibleText.line(board.runs().getFirst().label(), 200)
            : "Assay report on " + board.runs().size() + " runs";
    }

    /// What the page is about, in a sentence.
    public String lead() {
        long models = board.tasks().stream().flatMap(table -> table.rows().stream()).map(row -> row.run() + " " + row.model()).distinct().count();
        long trials = board.tasks().stream().flatMap(table -> table.rows().stream()).mapToLong(Row::trials).sum();
        String seeds = words.seeds();
        return plural(models, "model") + ", " + plural(board.tasks().size(), "task") + ", " + plural(trials, "trial") + (seeds.isEmpty() ? "" : ", " + seeds)
            + ".";
    }

    private static String plural(long n, String noun) {
        return Figures.count(n) + " " + noun + (n == 1 ? "" : "s");
    }

    /// What order and intervals mean.
    public String order() {
        return BoardWords.ORDER + " " + BoardWords.METHOD;
    }

    /// Categories that say more than their tasks do.
    public List<Leaderboard.Category> categories() {
        return BoardWords.categories(board);
    }

    /// Who scored, in words.
    public String scoredBy(Optional<ScorerRef> scorer) {
        return scorer.map(ref -> "Scored by " + ref + ".").orElse("");
    }

    /// The rows of every further scorer of a task, one list per scorer.
    public List<List<Row>> further(Leaderboard.TaskTable table) {
        return table.further().stream().map(Row::scorer).distinct().map(scorer -> table.further().stream().filter(row -> row.scorer().equals(scorer)).toList())
            .toList();
    }

    /// The columns of a table with these rows.
    public List<BoardColumn> columns(List<Row> rows) {
        return BoardColumn.ALL.stream().filter(column -> column.shown(rows)).toList();
    }

    /// How the rows of a table stand to one another, in sentences.
    public List<String> standings(Standings standings, List<Row> rows) {
        return StandingWords.lines(standings, words.models(rows));
    }

    /// Where a row may stand.
    public BoardColumn ranks() {
        return BoardColumn.RANKS;
    }

    /// Whether a table with these rows shows their ranks.
    public boolean ranked(List<Row> rows) {
        return BoardColumn.ranked(rows);
    }

    /// What the differences within a level are, in sentences.
    public List<String> level(LevelTable table) {
        return StandingWords.exploratory(table, words.levelModels(table));
    }

    /// What tables of levels are good for.
    public String exploratory() {
        return StandingWords.EXPLORATORY;
    }

    /// What the runs have cost, in a sentence; empty if nothing was paid for.
    public String cost() {
        return board.costs().says() ? "Cost " + board.costs().words() + "." : "";
    }

    /// The curves of accuracy against a budget of tokens, one list per task.
    public List<List<ThoughtCurve>> curves() {
        return board.curves().stream().map(ThoughtCurve::task).distinct()
            .map(task -> board.curves().stream().filter(curve -> curve.task().equals(task)).toList())
            .toList();
    }

    /// The notes below a table.
    public List<Notes> notes(List<Row> rows) {
        return Notes.of(rows, words);
    }

    /// How many trials the scorers differ on.
    public String disagreementSentence() {
        long changing = board.disagreements().stream().filter(item -> item.changesScore()).count();
        long all = board.disagreements().size();
        return plural(all, "trial") + " on which the scorers of a task differ: " + Figures.count(changing) + " with another credit, "
            + Figures.count(all - changing)
            + " with the same credit for another reason. Those with another credit stand first.";
    }

    /// The sign of a verdict.
    public String mark(String word) {
        return TrialView.mark(word);
    }

    /// What the words of the page mean.
    public List<Word> legend() {
        List<Word> legend = new ArrayList<>(gate.isPresent() ? VerdictWords.legend() : List.of());
        legend.add(new Word("accuracy",
            "The mean of the samples' scores; a sample's score is the mean over its epochs. No answer counts as wrong; outages do not count."));
        legend.add(new Word("interval", "The 95% interval: made from many runs like this one, 95 in 100 such intervals would hold the true value. "
            + "It is a Wilson interval on the effective sample size, and speaks about new samples of the same kind."));
        legend.add(new Word(BoardColumn.RANKS.title(), BoardColumn.RANKS.meaning()));
        BoardColumn.ALL.stream().filter(column -> column.title().equals("true") || column.shown(board.rows()))
            .forEach(column -> legend.add(new Word(column.title(), column.meaning())));
        legend.add(new Word("*", "Fewer than " + Row.FEW_SAMPLES + " samples or " + Row.FEW_CLUSTERS + " clusters: the figure says little."));
        legend.add(new Word("not judged", "More than 1% of the trials were outages."));
        legend.add(new Word("✓ ✗ ½ – !", "Right, wrong, partly right, no answer, no score."));
        legend.add(new Word("thought: full, summary, encrypted, hidden, none",
            "How much of the model's reasoning can be seen: all of it, another text about it, a blob that "
                + "only the provider reads, a token count alone, no sign of it."));
        legend.add(new Word("⟦U+202E⟧", "A character that cannot be seen or that changes how others are seen, shown by its number."));
        return legend;
    }
}
