package dev.assay.cli;

import dev.assay.reports.board.Figures;
import dev.assay.reports.gate.Baseline;
import dev.assay.reports.gate.Check;
import dev.assay.reports.gate.GateReport;
import dev.assay.reports.gate.SampleEpochs;
import dev.assay.reports.gate.TaskResults;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// One baseline that is about to be written, with what it replaces.
///
/// @param path where the file goes, as people read it
/// @param baseline what it will say
/// @param before what stands there now; absent for the first
/// @param margin how much a rule lets the accuracy drop, in 0 to 1
record Blessing(String path, Baseline baseline, Optional<Baseline> before, double margin) {

    private static final double USUAL_MARGIN = 0.02;

    /// The narrowest drop of the accuracy that a rule allows these results, or the usual one.
    static double margin(GateReport report, TaskResults results) {
        return report.checks().stream().map(result -> result.check())
            .filter(check -> check.task().equals(results.task()) && check.model().equals(results.model()))
            .filter(check -> check.rule().metric().equals("accuracy") && check.bound() == Check.Bound.MAX_DROP).mapToDouble(check -> check.margin().value())
            .min().orElse(USUAL_MARGIN);
    }

    /// Task and model.
    String name() {
        return baseline.results().task() + " of " + baseline.results().model();
    }

    /// One line: the file, whose it is, and what it replaces.
    String words() {
        OptionalDouble now = accuracy(baseline.results());
        String then = before.map(old -> "replaces run " + old.blessed().run() + " of " + old.blessed().at() + change(accuracy(old.results()), now))
            .orElse("new");
        String shown = now.isPresent() ? Figures.percent(now.getAsDouble()) : Figures.ABSENT;
        return Publication.visible(path + "  " + name() + "  accuracy " + shown + "  (" + then + ")");
    }

    private static OptionalDouble accuracy(TaskResults results) {
        return results.samples().stream().map(Blessing::mean).flatMapToDouble(OptionalDouble::stream).average();
    }

    private static OptionalDouble mean(SampleEpochs sample) {
        return sample.epochs().stream().flatMap(epoch -> epoch.score().stream()).mapToDouble(score -> score).average();
    }

    private static String change(OptionalDouble then, OptionalDouble now) {
        return then.isPresent() && now.isPresent() ? String.format(Locale.ROOT, ", %+.1f pp", 100 * (now.getAsDouble() - then.getAsDouble())) : "";
    }

    /// That many small drops have added up.
    Optional<String> warning() {
        return baseline.blessed().sinceAnchor().filter(sum -> sum < -margin)
            .map(sum -> Publication.visible(name() + ": with this one the baselines have together lost " + String.format(Locale.ROOT, "%.1f pp", -100 * sum)
                + " since the first, more than the " + String.format(Locale.ROOT, "%.1f pp", 100 * margin)
                + " that one step may lose.  Look at the whole chain before you commit it: git log -p " + path));
    }
}
