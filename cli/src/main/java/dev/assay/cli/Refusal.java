package dev.assay.cli;

import dev.assay.core.model.ModelRef;
import dev.assay.reports.board.Figures;
import dev.assay.reports.gate.CheckResult;
import dev.assay.reports.gate.GateReport;
import dev.assay.reports.gate.TaskResults;
import dev.assay.reports.gate.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Why a run is no measure for others.
///
/// @param what in a few words, as it is recorded where somebody forces it
/// @param sentence whose it is, and what to do
record Refusal(String what, String sentence) {

    private static final Pattern ALIAS = Pattern.compile("(?i)(^|.*[-:@/_.])latest");
    private static final String ERRORS = "errorRate";

    /// Everything that speaks against a run; empty if nothing does.
    static List<Refusal> of(GateReport report, List<TaskResults> results) {
        List<Refusal> refusals = new ArrayList<>();
        for (TaskResults one : results) {
            unfinished(one, report).ifPresent(refusals::add);
            errors(one, report).ifPresent(refusals::add);
            unnamed(one).ifPresent(refusals::add);
        }
        failed(report).ifPresent(refusals::add);
        return refusals;
    }

    private static String name(TaskResults results) {
        return Publication.visible(results.task() + " of " + results.model());
    }

    private static Optional<Refusal> unfinished(TaskResults results, GateReport report) {
        boolean stopped = checks(report, results).stream().flatMap(check -> check.sequential().stream())
            .anyMatch(sequential -> results.recorded() < results.planned());
        if (stopped) {
            return Optional.of(new Refusal("the sequential gate stopped it early", name(results)
                + " was stopped early by a sequential gate: what it asked last was decided by what came first.  Run it to its end without sequential: true."));
        }
        if (results.complete()) {
            return Optional.empty();
        }
        return Optional.of(new Refusal("the run is incomplete", name(results) + " is incomplete: " + Figures.count(results.recorded()) + " of "
            + Figures.count(results.planned()) + " trials have a result.  Finish the run first."));
    }

    private static Optional<Refusal> errors(TaskResults results, GateReport report) {
        Optional<CheckResult> broken = checks(report, results).stream()
            .filter(check -> check.check().rule().metric().equals(ERRORS) && check.verdict() != Verdict.PASS && check.verdict() != Verdict.MISSING)
            .filter(check -> results.errorRate().orElse(1.0) > check.check().margin().value()).findFirst();
        return broken.map(check -> new Refusal("too many trials have no score", name(results) + " has no score in "
            + results.errorRate().map(Figures::percent).orElse("all") + " of its trials, and " + check.check().margin().text()
            + " are allowed.  Ask them again (assay run --from " + results.source() + "), or judge them again (assay score)."));
    }

    private static List<CheckResult> checks(GateReport report, TaskResults results) {
        return report.checks().stream().filter(check -> check.check().task().equals(results.task()) && check.check().model().equals(results.model())).toList();
    }

    /// A name that means another model tomorrow is no measure, nor is one that nobody told.
    private static Optional<Refusal> unnamed(TaskResults results) {
        Optional<String> returned = results.modelReturned();
        if (returned.isEmpty()) {
            return Optional.of(new Refusal("the provider returned no model id", name(results)
                + ": the provider did not say which model answered, so nobody can tell when it is another.  Ask an endpoint that says it."));
        }
        boolean alias = ALIAS.matcher(ModelRef.parse(results.model()).name()).matches() || ALIAS.matcher(returned.get()).matches();
        return alias
            ? Optional.of(new Refusal("the model is an alias", name(results) + ": that name is an alias, which means another model tomorrow.  Name the"
                + " model itself; the provider answered as " + Publication.visible(returned.get()) + "."))
            : Optional.empty();
    }

    private static Optional<Refusal> failed(GateReport report) {
        if (report.exit() != GateReport.Exit.FAILED) {
            return Optional.empty();
        }
        return Optional.of(new Refusal("the gate said FAIL", report.run() + ": the gate says FAIL, so this run would lower the measure.  Look at the lost"
            + " samples first: assay gate " + report.run()));
    }
}
