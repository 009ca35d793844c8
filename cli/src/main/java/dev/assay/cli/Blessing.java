package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.reports.board.Figures;
import dev.assay.reports.gate.Baseline;
import dev.assay.reports.gate.BaselineCodec;
import dev.assay.reports.gate.Check;
import dev.assay.reports.gate.GateReport;
import dev.assay.reports.gate.SampleEpochs;
import dev.assay.reports.gate.TaskResults;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// One baseline that is about to be written, with what it replaces.
///
/// @param asked what is blessed, and where it goes
/// @param blessed how it becomes a baseline, but for what was forced
/// @param before what stands there now; absent for the first
/// @param change how much the score changes by it; absent for the first, and where either has none
/// @param margin how much a rule lets the accuracy drop
record Blessing(Asked asked, Baseline.Blessed blessed, Optional<Baseline> before, Optional<Double> change, double margin) {

    private static final double USUAL_MARGIN = 0.02;

    /// What is blessed, and where it goes.
    ///
    /// @param results what was asked and answered
    /// @param path where the file goes, as people read it
    /// @param folder where relative paths begin
    record Asked(TaskResults results, String path, Path folder) {
    }

    /// Joins results with the chain of baselines at their place.
    ///
    /// @param commit the commit that is checked out, if there is one
    /// @param now the present
    /// @throws UsageException if what stands there now is no baseline, or one of another task
    static Blessing of(Asked asked, RunLog log, Optional<String> commit, Instant now, GateReport report) {
        Optional<String> text = Baselines.read(asked.folder(), asked.path());
        Optional<Baseline> before = text.map(present -> Baselines.decoded(asked.results().task(), present, asked.path()));
        Optional<Double> change = before.flatMap(old -> change(old.results(), asked.results()));
        Optional<Double> sinceAnchor = before.isEmpty() || isNewQuestion(before.get(), asked.results())
            ? Optional.of(0.0)
            : before.flatMap(old -> old.blessed().sinceAnchor()).flatMap(sum -> change.map(step -> Math.clamp(rounded(sum + step), -1.0, 1.0)));
        String run = String.valueOf(log.directory().toAbsolutePath().normalize().getFileName());
        Baseline.Blessed blessed = new Baseline.Blessed(now.truncatedTo(ChronoUnit.SECONDS), run, commit, List.of(), text.map(BaselineCodec::digest),
            sinceAnchor);
        return new Blessing(asked, blessed, before, change, margin(report, asked.results()));
    }

    /// Scores of other questions, or of another judge, are no step of the same chain.
    private static boolean isNewQuestion(Baseline before, TaskResults results) {
        return !before.results().fingerprint().dataset().equals(results.fingerprint().dataset())
            || !before.results().fingerprint().scorer().equals(results.fingerprint().scorer());
    }

    /// Twelve digits are more than any score has, and the sum of a hundred steps has no dust behind them.
    private static double rounded(double value) {
        return Math.round(value * 1e12) / 1e12;
    }

    private static double margin(GateReport report, TaskResults results) {
        return report.checks().stream().map(result -> result.check())
            .filter(check -> check.task().equals(results.task()) && check.model().equals(results.model()))
            .filter(check -> check.rule().metric().equals("accuracy") && check.bound() == Check.Bound.MAX_DROP).mapToDouble(check -> check.margin().value())
            .min().orElse(USUAL_MARGIN);
    }

    /// The change of the mean score over the samples that both have.
    private static Optional<Double> change(TaskResults before, TaskResults after) {
        Map<String, Double> then = new HashMap<>();
        before.samples().forEach(sample -> mean(sample).ifPresent(value -> then.put(sample.sample(), value)));
        double sum = 0;
        int n = 0;
        for (SampleEpochs sample : after.samples()) {
            OptionalDouble now = mean(sample);
            Double old = then.get(sample.sample());
            if (now.isPresent() && old != null) {
                sum += now.getAsDouble() - old;
                n++;
            }
        }
        return n == 0 ? Optional.empty() : Optional.of(sum / n);
    }

    private static OptionalDouble mean(SampleEpochs sample) {
        return sample.epochs().stream().flatMap(epoch -> epoch.score().stream()).mapToDouble(score -> score).average();
    }

    TaskResults results() {
        return asked.results();
    }

    String path() {
        return asked.path();
    }

    /// Task and model.
    String name() {
        return results().task() + " of " + results().model();
    }

    /// How it becomes a baseline.
    ///
    /// @param forced why, where something was refused
    Baseline.Blessed blessed(List<String> forced) {
        return new Baseline.Blessed(blessed.at(), blessed.run(), blessed.commit(), forced, blessed.previous(), blessed.sinceAnchor());
    }

    /// One line: the file, whose it is, and what it replaces.
    String words() {
        OptionalDouble score = results().samples().stream().map(Blessing::mean).flatMapToDouble(OptionalDouble::stream).average();
        String now = score.isPresent() ? Figures.percent(score.getAsDouble()) : Figures.ABSENT;
        String then = before.map(old -> "replaces run " + old.blessed().run() + " of " + old.blessed().at() + change.map(by -> ", " + points(by)).orElse(""))
            .orElse("new");
        return Publication.visible(path() + "  " + name() + "  accuracy " + now + "  (" + then + ")");
    }

    private static String points(double difference) {
        return String.format(Locale.ROOT, "%+.1f pp", 100 * difference);
    }

    /// That many small drops have added up.
    Optional<String> warning() {
        return blessed.sinceAnchor().filter(sum -> sum < -margin)
            .map(sum -> Publication.visible(name() + ": with this one the baselines have together lost " + String.format(Locale.ROOT, "%.1f pp", -100 * sum)
                + " since the first, more than the " + String.format(Locale.ROOT, "%.1f pp", 100 * margin)
                + " that one step may lose.  Look at the whole chain before you commit it: git log -p " + path()));
    }
}
