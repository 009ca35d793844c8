package dev.assay.reports.format;

import dev.assay.reports.board.Figures;
import dev.assay.reports.gate.Check;
import dev.assay.reports.gate.CheckResult;
import dev.assay.reports.gate.CheckResult.Sequential;
import dev.assay.reports.gate.CheckResult.Tested;
import dev.assay.reports.gate.Margin;
import dev.assay.reports.gate.Rule;
import dev.assay.reports.gate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// One check in words and figures, the same in every output. All of it is visible text on one line; each format escapes it for its own language.
///
/// @param result the check
public record CheckWords(CheckResult result) {

    /// The most characters of a name that are shown.
    static final int LONGEST_NAME = 200;
    /// The most characters of a sentence that are shown.
    static final int LONGEST_SENTENCE = 1_000;

    /// `FAIL`.
    public String verdict() {
        return result.verdict().name();
    }

    /// Whether the rule was kept.
    public boolean kept() {
        return result.verdict().standing() == Verdict.Standing.KEPT;
    }

    /// Whether nothing speaks against the run here.
    public boolean passed() {
        return result.verdict() == Verdict.PASS;
    }

    /// `fail`, `warn`, `info`.
    public String level() {
        return rule().level().name().toLowerCase(Locale.ROOT);
    }

    /// The task, or the glob that met none.
    public String task() {
        return VisibleText.line(result.check().task(), LONGEST_NAME);
    }

    /// The model; empty where the rule met no task.
    public String model() {
        return VisibleText.line(result.check().model(), LONGEST_NAME);
    }

    /// `math/math500, openai/o4-mini`.
    public String subject() {
        return model().isEmpty() ? task() : task() + ", " + model();
    }

    /// What is measured: `accuracy`, or `itemPassRate of must-pass`.
    public String metric() {
        return VisibleText.line(rule().metric(), LONGEST_NAME) + rule().tag().map(tag -> " of " + VisibleText.line(tag, LONGEST_NAME)).orElse("");
    }

    /// What the rule asks: `at most 2 pp lower`.
    public String allowed() {
        String margin = margin(result.check().margin());
        return switch (result.check().bound()) {
            case MAX_DROP -> "at most " + margin + " lower";
            case MAX_INCREASE -> "at most " + margin + " higher";
            case MIN -> "at least " + margin + (rule().strict() ? ", shown" : "");
            case MAX -> "at most " + margin;
        };
    }

    /// The same as a sign and a number: `-2 pp`, `+20%`, `≥ 60%`, `≤ 1%`.
    public String limit() {
        String margin = margin(result.check().margin());
        return switch (result.check().bound()) {
            case MAX_DROP -> "-" + margin;
            case MAX_INCREASE -> "+" + margin;
            case MIN -> "≥ " + margin;
            case MAX -> "≤ " + margin;
        };
    }

    private static String margin(Margin margin) {
        String text = VisibleText.line(margin.text(), LONGEST_NAME);
        return switch (margin.unit()) {
            case POINTS -> text.endsWith("pp") && !text.endsWith(" pp") ? text.substring(0, text.length() - 2) + " pp" : text;
            case PERCENT, RATIO -> text;
        };
    }

    /// The difference where the baseline is the measure, the value where a bound is.
    public String seen() {
        return against() ? tested(GateFigures::effect) : value();
    }

    /// Difference and values in one: `-5.2 pp: 71.0%, was 76.2%`.
    public String seenWithValues() {
        return against() && result.candidate().isPresent() ? seen() + ": " + values() : values();
    }

    /// The value in the run.
    public String value() {
        return value(result.candidate());
    }

    /// The value in the baseline.
    public String before() {
        return value(result.baseline());
    }

    private String values() {
        return value() + result.baseline().map(_ -> ", was " + before()).orElse("");
    }

    private String value(Optional<Double> value) {
        return value.map(v -> GateFigures.value(rule().metric(), v)).orElse(Figures.ABSENT);
    }

    /// Whether the check compares with the baseline, and was able to.
    private boolean against() {
        return switch (result.check().bound()) {
            case MAX_DROP, MAX_INCREASE -> result.tested().isPresent();
            case MIN, MAX -> false;
        };
    }

    /// The 90% interval of a difference; of a floor its lower end alone, `from 84.1%`.
    public String interval() {
        return result.floored().map(floored -> "from " + value(Optional.of(floored.low()))).orElseGet(() -> tested(GateFigures::interval));
    }

    /// P of "worse by the margin or more": small means not worse by it.
    public String passP() {
        return tested(tested -> GateFigures.p(tested.passP()));
    }

    /// P of "not worse", or of "not below the floor", after Holm: small means that it is.
    public String failP() {
        return result.floored().map(floored -> GateFigures.p(floored.failPAdjusted())).orElseGet(() -> tested(tested -> GateFigures.p(tested.failPAdjusted())));
    }

    /// The same before Holm.
    public String rawFailP() {
        return result.failP().map(GateFigures::p).orElse(Figures.ABSENT);
    }

    /// The smallest difference that this check finds four times out of five.
    public String detectable() {
        return tested(GateFigures::detectable);
    }

    /// How many samples would probably decide.
    public String needed() {
        return result.tested().flatMap(Tested::needed).map(Figures::count).orElse(Figures.ABSENT);
    }

    /// Samples on both sides, or with a score where only one is asked.
    public String samples() {
        return result.floored().map(floored -> Figures.count(floored.n())).orElseGet(() -> tested(tested -> Figures.count(tested.n())));
    }

    /// How often each was asked: `4`, or `4/1` where run and baseline differ.
    public String epochs() {
        return tested(tested -> tested.candidateEpochs() == tested.baselineEpochs()
            ? Figures.count(tested.candidateEpochs())
            : tested.candidateEpochs() + "/" + tested.baselineEpochs());
    }

    /// The share of samples on which the two differ.
    public String discordance() {
        return tested(tested -> Double.isFinite(tested.discordance()) ? Figures.percent(tested.discordance()) : Figures.ABSENT);
    }

    /// Samples left out on both sides.
    public String dropped() {
        return tested(tested -> Figures.count(tested.dropped()));
    }

    private String tested(Function<Tested, String> figure) {
        return result.tested().map(figure).orElse(Figures.ABSENT);
    }

    /// Why, in a sentence or two.
    public String sentence() {
        return VisibleText.line(result.sentence(), LONGEST_SENTENCE);
    }

    /// Every figure in one line; empty if there is none.
    public String numbers() {
        List<String> parts = new ArrayList<>();
        result.tested().ifPresent(tested -> {
            parts.add("p pass " + passP());
            parts.add("p fail " + failP() + " (" + rawFailP() + " before Holm)");
            parts.add("n " + samples() + clusters(tested.clusters(), tested.n()));
            parts.add("k " + epochs());
            parts.add(discordance() + " differ");
            parts.add(dropped() + " dropped");
            tested.detectable().ifPresent(_ -> parts.add("could have found " + detectable()));
            tested.needed().ifPresent(_ -> parts.add("about " + needed() + " samples would decide"));
        });
        result.floored().ifPresent(floored -> {
            parts.add("p fail " + failP() + " (" + rawFailP() + " before Holm)");
            parts.add("n " + samples() + clusters(floored.clusters(), floored.n()));
            parts.add("lower bound " + value(Optional.of(floored.low())));
        });
        result.sequential().ifPresent(sequential -> parts.add(sequence(sequential)));
        return String.join(", ", parts);
    }

    private static String clusters(int clusters, int n) {
        return clusters == n ? "" : " in " + Figures.count(clusters) + " clusters";
    }

    private static String sequence(Sequential sequential) {
        return "sequential: used " + Figures.count(sequential.used()) + " of at most " + Figures.count(sequential.cap()) + ", evidence for pass "
            + GateFigures.evidence(sequential.pass().maxLogE()) + ", for fail " + GateFigures.evidence(sequential.fail().maxLogE());
    }

    /// Where the rule stands: `assay.yaml:14`; empty for one that is always there.
    public String place() {
        return VisibleText.line(rule().place(), LONGEST_NAME);
    }

    /// The samples that speak against the run, worst first.
    public List<LostWords> lost() {
        return result.lost().stream().limit(CheckResult.MOST_LOST)
            .map(lost -> new LostWords(VisibleText.line(lost.sample(), LONGEST_NAME), share(lost.baseline()), share(lost.candidate()))).toList();
    }

    private static String share(double share) {
        return Double.isFinite(share) ? Figures.percent(share) : Figures.ABSENT;
    }

    /// Where the fingerprints differ.
    public List<MismatchWords> mismatches() {
        return result.mismatches().stream().map(mismatch -> new MismatchWords(VisibleText.line(mismatch.field(), LONGEST_NAME),
            VisibleText.line(mismatch.baseline(), LONGEST_NAME), VisibleText.line(mismatch.candidate(), LONGEST_NAME))).toList();
    }

    /// A lost sample in words.
    ///
    /// @param sample its id
    /// @param before its mean in the baseline
    /// @param now its mean in the run
    public record LostWords(String sample, String before, String now) {
    }

    /// A difference of fingerprints in words.
    ///
    /// @param field what differs
    /// @param before its value in the baseline
    /// @param now its value in the run
    public record MismatchWords(String field, String before, String now) {
    }

    private Rule rule() {
        return result.check().rule();
    }

    /// The check itself.
    Check check() {
        return result.check();
    }
}
