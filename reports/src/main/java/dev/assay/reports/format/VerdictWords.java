package dev.assay.reports.format;

import dev.assay.reports.board.Figures;
import dev.assay.reports.gate.CheckResult;
import dev.assay.reports.gate.GateReport;
import dev.assay.reports.gate.GateReport.Exit;
import dev.assay.reports.gate.Rule.Level;
import dev.assay.reports.gate.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a gate says, in words that every output shares.
public final class VerdictWords {

    private static final int LONGEST_NOTE = 1_000;
    private static final Comparator<CheckResult> WORST_FIRST = Comparator
        .<CheckResult, Boolean>comparing(result -> result.verdict().standing() == Verdict.Standing.KEPT)
        .thenComparing(result -> result.check().rule().level())
        .thenComparing(CheckResult::verdict, Comparator.reverseOrder());

    private final GateReport report;

    VerdictWords(GateReport report) {
        this.report = report;
    }

    /// The exit code that a shell is told.
    static int code(Exit exit) {
        return switch (exit) {
            case KEPT -> 0;
            case INCONCLUSIVE -> 101;
            case UNJUDGED -> 102;
            case FAILED -> 100;
        };
    }

    /// `FAIL`.
    public String verdict() {
        return report.verdict().name();
    }

    /// Whether every rule that decides was kept, was broken, or could not be judged: `kept`, `broken`, `unjudged`.
    public String standing() {
        return report.verdict().standing().name().toLowerCase(Locale.ROOT);
    }

    /// Every check, the worst first: what was not kept before what was, then by level, then by verdict, then in the order of the rules.
    public List<CheckWords> checks() {
        return report.checks().stream().sorted(WORST_FIRST).map(CheckWords::new).toList();
    }

    /// The answer in plain words.
    public String sentence() {
        long all = report.checks().stream().filter(VerdictWords::decides).count();
        if (all == 0) {
            return "MISSING: no rule decides about this run, so nothing is shown.";
        }
        Verdict verdict = report.verdict();
        long such = report.checks().stream().filter(VerdictWords::decides).filter(result -> result.verdict() == verdict).count();
        String some = all == 1 ? "the one check that decides" : Figures.count(such) + " of " + Figures.count(all) + " checks that decide";
        boolean one = all == 1 || such == 1;
        return verdict + ": " + switch (verdict) {
            case PASS -> all == 1 ? "the one check that decides is kept." : "all " + Figures.count(all) + " checks that decide are kept.";
            case TOLERATED -> "counts as a pass, but " + some + (one ? " shows" : " show") + " a change for the worse that is real, though within its margin.";
            case INCONCLUSIVE -> some + (one ? " stays" : " stay") + " open: the data show neither that the run is worse nor that it is not.";
            case MISSING -> some + (one ? " has" : " have") + " nothing to judge.";
            case INCOMPARABLE -> some + " cannot be made: run and baseline are not comparable.";
            case FAIL -> some + (one ? " shows" : " show") + " that a rule is broken.";
        };
    }

    /// What follows from it, in words.
    public String consequence() {
        Exit exit = report.exit();
        String code = "Exit code " + code(exit) + ".";
        if (exit == Exit.KEPT && report.verdict().standing() == Verdict.Standing.UNJUDGED) {
            return "The configuration lets this through, but nothing was shown to be good. " + code;
        }
        return code;
    }

    /// The worst check that decides, unless all are kept.
    public Optional<CheckWords> worst() {
        return checks().stream().filter(words -> decides(words.result()) && !words.kept()).findFirst();
    }

    /// How many tests share the error rate, by level: `Holm over 4 tests at level fail`.
    public String method() {
        List<String> families = new ArrayList<>();
        for (Level level : Level.values()) {
            long size = family(level);
            if (size > 0) {
                families.add(Figures.count(size) + (size == 1 ? " test" : " tests") + " at level " + level.name().toLowerCase(Locale.ROOT));
            }
        }
        return (families.isEmpty() ? "No test was possible" : "p fail is Holm's over " + String.join(", ", families)) + "; alpha "
            + Double.toString(report.gate().alpha()) + "; seed " + report.seed() + ".";
    }

    /// How many statistical checks of a level share its error rate.
    long family(Level level) {
        List<CheckResult> such = report.checks().stream().filter(result -> result.check().rule().level() == level).toList();
        long tested = such.stream().filter(CheckResult::statistical).count();
        return Math.max(tested, such.stream().flatMap(result -> result.sequential().stream()).mapToLong(CheckResult.Sequential::checks).max().orElse(0));
    }

    /// What each sign and word means, for a reader who meets them first.
    public static List<PageView.Word> legend() {
        return List.of(
            new PageView.Word("PASS", "Shown: not worse than the baseline by the margin or more."),
            new PageView.Word("TOLERATED", "Shown: worse, and shown: by less than the margin. Counts as PASS."),
            new PageView.Word("FAIL", "Shown: worse, or below the floor, or above the ceiling."),
            new PageView.Word("INCONCLUSIVE", "The data show neither; \"needs\" says how many samples would probably decide."),
            new PageView.Word("INCOMPARABLE", "Run and baseline were not asked or judged alike, or too much of one is lost to outages."),
            new PageView.Word("MISSING", "No baseline, no results, or the rule met nothing. Never a pass."),
            new PageView.Word("p pass", "How often a run that is worse by the margin would look at least this good. At most alpha: not worse by the margin."),
            new PageView.Word("p fail", "How often a run that is not worse would look at least this bad, corrected by Holm for the number of checks. "
                + "At most alpha: worse."),
            new PageView.Word("finds", "The smallest difference that this check finds four times out of five."),
            new PageView.Word("needs", "How many samples would probably decide an inconclusive check."));
    }

    /// What a reader must know besides.
    public List<String> notes() {
        return report.notes().stream().map(note -> VisibleText.line(note, LONGEST_NOTE)).toList();
    }

    /// What was compared with what: `runs/b against baselines/math/math500/o4-mini.json`, each pair once.
    public List<String> compared() {
        return report.pairs().entrySet().stream().map(pair -> VisibleText.line(pair.getKey(), CheckWords.LONGEST_NAME) + ": "
            + VisibleText.line(pair.getValue().candidate(), CheckWords.LONGEST_NAME)
            + (pair.getValue().baselineFingerprint().isPresent() ? " against " : ", no baseline at ")
            + VisibleText.line(pair.getValue().baseline(), CheckWords.LONGEST_NAME)).toList();
    }

    /// `3 FAIL, 1 INCONCLUSIVE, 6 PASS`.
    public String counts() {
        List<Verdict> worstFirst = List.of(Verdict.values()).reversed();
        return worstFirst.stream().map(verdict -> {
            long count = report.checks().stream().filter(result -> result.verdict() == verdict).count();
            return count == 0 ? "" : Figures.count(count) + " " + verdict;
        }).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
    }

    /// Whether a check decides about the run.
    static boolean decides(CheckResult result) {
        return result.check().rule().level() == Level.FAIL;
    }
}
