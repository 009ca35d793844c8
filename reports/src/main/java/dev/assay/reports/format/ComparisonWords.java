package dev.assay.reports.format;

import dev.assay.core.metric.Interval;
import dev.assay.core.metric.VarianceSplit;
import dev.assay.core.metric.compare.Obstacle;
import dev.assay.core.metric.compare.Pair;
import dev.assay.core.metric.compare.PairedDifference;
import dev.assay.reports.board.Comparison;
import dev.assay.reports.board.Comparison.Answer;
import dev.assay.reports.board.Comparison.Discordant;
import dev.assay.reports.board.Comparison.OfTask;
import dev.assay.reports.board.Duel;
import dev.assay.reports.board.Figures;
import dev.assay.reports.board.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The sentences of a comparison, which every output shares: one model is called better only where the adjusted p says so.
public final class ComparisonWords {

    /// What the figures mean.
    static final String METHOD = "Differences are the first less the second, on the same samples. 95% intervals; p two-sided, adjusted by Holm where several tests "
        + "are shown. They speak about new samples of the same kind.";

    /// One thing that is known of a comparison on a task.
    ///
    /// @param name what it is
    /// @param text what is known
    public record Fact(String name, String text) {
    }

    private final Comparison comparison;
    private final UnaryOperator<String> dressed;

    /// Words with names as they are, hidden characters made visible.
    ComparisonWords(Comparison comparison) {
        this(comparison, UnaryOperator.identity());
    }

    /// @param dressed puts a name into a form that is safe in the output
    ComparisonWords(Comparison comparison, UnaryOperator<String> dressed) {
        this.comparison = comparison;
        this.dressed = dressed;
    }

    /// What the first is called: as short as tells the two apart.
    public String a() {
        return name(comparison.a(), comparison.b());
    }

    /// What the second is called.
    public String b() {
        return name(comparison.b(), comparison.a());
    }

    private String name(Comparison.Side side, Comparison.Side other) {
        String name = side.model().shortName();
        if (name.equals(other.model().shortName())) {
            name = side.model().equals(other.model()) ? name + " (" + side.run() + ")" : side.model().toString();
        }
        return dressed.apply(VisibleText.line(name, 200));
    }

    /// What a side is, with its run.
    public String whole(Comparison.Side side) {
        return dressed.apply(VisibleText.line(side.model().toString(), 300)) + " in run " + dressed.apply(VisibleText.line(side.run(), 200)) + ", seed "
            + side.seed();
    }

    /// What came out, in a sentence: of all tasks together, or of the only one.
    public String headline() {
        if (comparison.tasks().size() == 1) {
            return sentence(comparison.tasks().getFirst());
        }
        return comparison.overall().map(this::overall)
            .orElse("No verdict over all tasks: " + a() + " and " + b() + " could not be compared on each of them, and nothing is imputed.");
    }

    private String overall(Duel duel) {
        String where = " over " + comparison.tasks().size() + " tasks with equal weights";
        if (duel.obstacle().isPresent()) {
            return "No verdict between " + a() + " and " + b() + where + ": " + StandingWords.why(duel.obstacle().get()) + ".";
        }
        return sentence(duel.found(), where, duel.effect(), duel.interval(), duel.adjusted(), duel.detectable());
    }

    /// What came out on a task, in a sentence.
    public String sentence(OfTask task) {
        String where = " on " + dressed.apply(VisibleText.line(task.task(), 200));
        if (task.incomparable().isPresent()) {
            return a() + " and " + b() + " cannot be compared" + where + ": " + VisibleText.line(task.incomparable().get(), 500) + ".";
        }
        Optional<Obstacle> obstacle = task.difference().flatMap(PairedDifference::obstacle);
        if (obstacle.isPresent() || task.difference().flatMap(PairedDifference::effect).isEmpty()) {
            return "No verdict between " + a() + " and " + b() + where + ": " + StandingWords.why(obstacle.orElse(Obstacle.NO_SAMPLES)) + ".";
        }
        PairedDifference difference = task.difference().orElseThrow();
        return sentence(task.found(), where, difference.effect().orElseThrow(), difference.interval(), task.adjusted().orElse(1.0), difference.detectable());
    }

    private String sentence(boolean found, String where, double effect, Optional<Interval> interval, double p, Optional<Double> detectable) {
        String range = interval.map(ends -> ", interval " + Figures.range(ends)).orElse("");
        if (!found) {
            return "No difference found between " + a() + " and " + b() + where + " (" + Figures.difference(effect) + range
                + (interval.filter(ends -> ends.low() > 0 || ends.high() < 0).isPresent() ? ", p " + Figures.p(p) : "")
                + detectable.map(could -> "; this comparison could have found " + Figures.difference(could)).orElse("") + ").";
        }
        boolean first = effect > 0;
        Optional<Interval> mirrored = interval.map(ends -> new Interval(0 - ends.high(), 0 - ends.low()));
        return (first ? a() : b()) + " is better than " + (first ? b() : a()) + where + " (" + Figures.difference(Math.abs(effect))
            + (first ? interval : mirrored).map(ends -> ", interval " + Figures.range(ends)).orElse("") + ", p " + Figures.p(p) + ").";
    }

    /// Everything that is known on a task.
    public List<Fact> facts(OfTask task) {
        List<Fact> facts = new ArrayList<>();
        task.a().ifPresent(estimate -> facts.add(new Fact(a(), Figures.estimate(estimate) + size(estimate.n(), estimate.trials()))));
        task.b().ifPresent(estimate -> facts.add(new Fact(b(), Figures.estimate(estimate) + size(estimate.n(), estimate.trials()))));
        task.difference().ifPresent(difference -> paired(task, difference, facts));
        noise(a(), task.answersA()).ifPresent(facts::add);
        noise(b(), task.answersB()).ifPresent(facts::add);
        return facts;
    }

    private static String size(int samples, long trials) {
        return "  n=" + Figures.count(samples) + (trials == samples ? "" : ", " + Figures.count(trials) + " trials");
    }

    private void paired(OfTask task, PairedDifference difference, List<Fact> facts) {
        difference.effect().ifPresent(effect -> facts.add(new Fact("difference",
            Figures.difference(effect) + difference.interval().map(ends -> ", interval " + Figures.range(ends)).orElse(", no interval"))));
        difference.p().ifPresent(tail -> facts.add(new Fact("p", Figures.p(tail.twoSided()) + adjusted(task, tail.twoSided())
            + difference.method().map(method -> ", " + method(method)).orElse(""))));
        facts.add(new Fact("samples", samples(task, difference)));
        difference.detectable().ifPresent(could -> facts.add(new Fact("could find", Figures.difference(could) + " four times out of five")));
        difference.pairingSaved().ifPresent(saved -> facts.add(new Fact("pairing saved", Figures.percent(saved) + " of the variance"
            + difference.correlation().map(rho -> " (correlation " + Figures.decimal(rho) + ")").orElse(""))));
    }

    private static String adjusted(OfTask task, double p) {
        return task.adjusted().filter(value -> value != p).map(value -> ", adjusted " + Figures.p(value)).orElse("");
    }

    private String samples(OfTask task, PairedDifference difference) {
        String clusters = difference.clusters() == difference.n() ? "" : " in " + Figures.count(difference.clusters()) + " clusters";
        String few = difference.clusters() < Row.FEW_CLUSTERS || difference.n() < Row.FEW_SAMPLES ? "  (few: the interval is unreliable)" : "";
        return Figures.count(difference.n()) + clusters + ", " + Figures.count(difference.dropped()) + " dropped; " + a() + " better on "
            + Figures.count(task.won()) + ", worse on " + Figures.count(task.lost()) + few;
    }

    private static String method(PairedDifference.Method method) {
        return switch (method) {
            case MCNEMAR -> "McNemar's exact test, Tango's interval";
            case STUDENT -> "Student's t, clustered by sample";
            case SIGN_FLIP -> "sign flips of whole clusters, Student's interval";
        };
    }

    private static Optional<Fact> noise(String name, Optional<VarianceSplit> split) {
        return split.flatMap(VarianceSplit::answerShare).map(share -> new Fact("noise of " + name,
            Figures.percent(Math.min(1, share)) + " from drawing answers, the rest from the choice of samples"));
    }

    /// What a list of differing samples shows.
    public String shown(boolean lost) {
        long all = comparison.tasks().stream().mapToLong(task -> lost ? task.lost() : task.won()).sum();
        int kept = (lost ? comparison.lost() : comparison.won()).size();
        String title = Figures.count(all) + (all == 1 ? " sample" : " samples") + " on which " + a() + (lost ? " did worse" : " did better");
        return kept < all ? title + ", the first " + kept + " shown" : title;
    }

    /// `0% ✗ "18"` of a side's answers to a sample, each text cut.
    static String answers(double mean, List<Answer> answers, UnaryOperator<String> quoted, int longest) {
        List<String> told = answers.stream().map(answer -> TrialView.mark(answer.word()) + " "
            + answer.extracted().map(text -> quoted.apply(VisibleText.line(text, longest))).orElse("nothing found")).distinct().toList();
        return (answers.size() > 1 ? Figures.percent(mean) + " " : "") + String.join(", ", told);
    }

    /// `task/sample` of a differing sample.
    static String place(Discordant item) {
        return VisibleText.line(item.task() + "/" + item.pair().sample(), 200);
    }

    /// The larger difference of a pair, in points.
    static String size(Pair pair) {
        return Figures.difference(pair.difference());
    }
}
