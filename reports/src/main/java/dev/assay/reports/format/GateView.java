package dev.assay.reports.format;

import dev.assay.reports.board.Figures;
import dev.assay.reports.gate.GateReport;
import java.util.List;

/// What the page's panel about the gate asks for.
public final class GateView {

    /// So many checks at most: the page stays small, and what is left stands in `summary.json`.
    static final int MOST_ROWS = 200;
    private static final int MOST_REASONS = 30;

    private final VerdictWords words;
    private final List<CheckWords> checks;
    private final List<CheckWords> told;

    GateView(GateReport report) {
        this.words = new VerdictWords(report);
        this.checks = words.checks();
        this.told = checks.stream().filter(check -> !check.passed()).toList();
    }

    /// The gate in words.
    public VerdictWords words() {
        return words;
    }

    /// The rows of the table, the worst first.
    public List<CheckWords> rows() {
        return checks.stream().limit(MOST_ROWS).toList();
    }

    /// The checks that are explained one by one, the worst first.
    public List<CheckWords> reasons() {
        return told.stream().limit(MOST_REASONS).toList();
    }

    /// The checks that passed, as far as there is room.
    public List<CheckWords> passes() {
        return checks.stream().filter(CheckWords::passed).limit(MOST_REASONS).toList();
    }

    /// What has no room, in words; empty if everything has.
    public String cut() {
        int rows = checks.size() - rows().size();
        int reasons = told.size() - reasons().size();
        if (rows == 0 && reasons == 0) {
            return "";
        }
        return (rows == 0 ? "" : Figures.count(rows) + " more checks" + (reasons == 0 ? "" : " and ")) + (reasons == 0
            ? ""
            : Figures.count(reasons) + " more reasons") + " are in summary.json.";
    }

    /// What was compared with what, as far as there is room.
    public List<String> compared() {
        return words.compared().stream().limit(MOST_REASONS).toList();
    }

    /// The difference drawn against its margin.
    public EffectPlot plot(CheckWords check) {
        return EffectPlot.of(check.result());
    }

    /// How a verdict is coloured; its word says the same.
    public String ink(CheckWords check) {
        return switch (check.result().verdict()) {
            case PASS -> "right";
            case FAIL -> "wrong";
            case TOLERATED, INCONCLUSIVE, MISSING, INCOMPARABLE -> "warning";
        };
    }
}
