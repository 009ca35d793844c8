package dev.assay.reports.gate;

import dev.assay.core.metric.Interval;
import dev.assay.reports.board.Figures;
import dev.assay.reports.gate.CheckResult.Lost;
import dev.assay.reports.gate.CheckResult.Tested;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a test against the baseline came to, in words.
///
/// @param matter what was judged
/// @param tested the numbers
/// @param candidate the metric in the run
/// @param baseline the metric in the baseline
/// @param sides what is known of the samples
record MarginSentence(GateMatter matter, Tested tested, Optional<Double> candidate, Optional<Double> baseline, CheckDraft.AgainstBaseline.Sides sides) {

    private static final int NAMED = 3;

    String of(Verdict verdict) {
        return switch (verdict) {
            case PASS -> stated() + ". " + excluded() + " (" + GateWords.p(tested.passP()) + ", " + size() + ").";
            case TOLERATED -> stated() + ": real but within the margin of " + margin() + " (" + GateWords.p(tested.passP()) + " and "
                + adjusted() + ", " + size() + ").";
            case FAIL -> stated() + " (" + adjusted() + ", " + size() + ")" + lost() + ". If this is wanted, bless the run: assay bless " + matter.run()
                + ".";
            case INCONCLUSIVE -> stated() + ". The data show neither that it is worse nor that it is not (" + GateWords.p(tested.passP()) + " and " + adjusted()
                + ", " + size() + "). " + more();
            case INCOMPARABLE, MISSING -> throw new IllegalArgumentException("What was tested is never " + verdict + ".");
        };
    }

    private String stated() {
        String values = GateWords.value(matter.metric(), baseline) + " to " + GateWords.value(matter.metric(), candidate);
        return GateWords.who(matter.check()) + ": " + matter.metric() + " " + moved() + " " + amount() + tested.interval().map(this::between).orElse("")
            + ", from " + values + inAll();
    }

    /// The ratio of totals, which a few dear samples can move more than the mean of ratios.
    private String inAll() {
        if (!tested.relative() || candidate.isEmpty() || baseline.isEmpty()) {
            return "";
        }
        return ", in all " + GateWords.change(candidate.get() / baseline.get() - 1);
    }

    private String moved() {
        return tested.effect() < 0 ? "fell by" : tested.effect() > 0 ? "rose by" : "changed by";
    }

    private String amount() {
        if (tested.relative()) {
            return GateWords.change(Math.abs(tested.effect())).replace("+", "");
        }
        return GateWords.points(Math.abs(tested.effect()));
    }

    private String between(Interval interval) {
        return " " + (tested.relative() ? GateWords.change(interval) : GateWords.points(interval));
    }

    private String excluded() {
        String worse = matter.metric().direction() == GateMetric.Direction.LESS_IS_BETTER ? "An increase of " : "A drop of ";
        return worse + margin() + " or more is ruled out";
    }

    private String margin() {
        return matter.check().margin().text();
    }

    private String adjusted() {
        String p = GateWords.p(tested.failPAdjusted());
        return tested.failPAdjusted() == tested.failP() ? p : p + " after Holm";
    }

    private String size() {
        String dropped = tested.dropped() == 0 ? "" : ", " + tested.dropped() + " dropped";
        String clusters = tested.clusters() == tested.n() ? "" : " in " + Figures.count(tested.clusters()) + " clusters";
        return "n=" + Figures.count(tested.n()) + clusters + " k=" + tested.candidateEpochs() + dropped;
    }

    private String lost() {
        if (sides.lost().isEmpty()) {
            return "";
        }
        String first = sides.lost().stream().limit(NAMED).map(Lost::sample).collect(Collectors.joining(", "));
        return "; " + GateWords.samples(sides.worse()) + " did worse, " + Figures.count(sides.better()) + " better, worst first: " + first
            + (sides.worse() > NAMED ? " and others" : "");
    }

    private String more() {
        if (tested.clusters() < 5) {
            return "Fewer than five independent samples never decide; add samples.";
        }
        Optional<Long> more = tested.needed().filter(needed -> needed > tested.n());
        return more.map(needed -> "About " + GateWords.samples(needed) + " would decide if nothing had changed; add samples or epochs, or widen the margin of "
            + margin() + ".").orElse("The truth lies near the border; add samples or epochs, or widen the margin of " + margin() + ".");
    }
}
