package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.Selection;
import dev.assay.reports.gate.BaselineSource;
import dev.assay.reports.gate.CheckResult;
import dev.assay.reports.gate.GateJudge;
import dev.assay.reports.gate.GateReport;
import dev.assay.reports.gate.Rule.Level;
import dev.assay.reports.gate.SampleEpochs;
import dev.assay.reports.gate.TaskResults;
import dev.assay.reports.gate.TaskResultsReader;
import dev.assay.reports.gate.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Asks the tasks of a failure once more: the same samples, as often, in a run directory within the first one's, `confirm`.
///
/// What it costs is asked for and bounded as for any run, and the first run counts towards the same cap. Judged twice, a run is asked again once.
///
/// @param call the command that asked for it
record Confirming(Invocation call) {

    private static final String DIRECTORY = "confirm";

    /// Whether the rules want a failure confirmed, and there is one that a test has shown.
    static boolean isWanted(GateReport report) {
        return report.gate().confirm() == 1 && failed(report).stream().anyMatch(result -> result.check().rule().level() == Level.FAIL);
    }

    private static List<CheckResult> failed(GateReport report) {
        return report.checks().stream().filter(result -> result.verdict() == Verdict.FAIL && result.statistical()).toList();
    }

    /// The verdict after the second sample.
    GateSteps.Judged judged(GateReport first, RunLog log, BaselineSource baselines) {
        if (log.header().provenance().origin().isPresent()) {
            call.console().note("confirm: 1 asks no one here: the run was imported.  The failure stands as it is.");
            return new GateSteps.Judged(ExitCode.of(first.exit()), Optional.of(first));
        }
        Harness.Prepared prepared = prepared(first, log);
        List<String> tasks = prepared.plan().spec().suites();
        call.note(
            "FAIL  " + String.join(", ", tasks) + " is asked once more, since confirm: 1 is set; the failure stands only if the second sample fails too.");
        PlanText.lines(prepared, call.how().runs(), call.settings().gating().wanted()).forEach(call::note);
        if (!RunAction.mayStart(call, prepared)) {
            call.console().note("Nothing was sent, so the failure is not confirmed, and there is no verdict.");
            return new GateSteps.Judged(ExitCode.INCOMPLETE, Optional.empty());
        }
        ExitCode finished = new RunSteps(call).performBeside(prepared);
        if (finished != ExitCode.DONE) {
            call.console().note("The failure is not confirmed yet, so there is no verdict.  Go on with: " + call.harness().host().program() + " gate "
                + log.directory());
            return new GateSteps.Judged(finished, Optional.empty());
        }
        GateReport both = joined(first, RunLog.open(prepared.directory()), baselines).orElse(first);
        return new GateSteps.Judged(ExitCode.of(both.exit()), Optional.of(both));
    }

    /// The verdict after a second sample that was asked before; absent if there is none, or it did not finish.
    Optional<GateReport> earlier(GateReport first, RunLog log, BaselineSource baselines) {
        if (!isWanted(first) || log.header().provenance().origin().isPresent()) {
            return Optional.empty();
        }
        Path second = directory(log.directory(), again(log, failed(first), TaskResultsReader.of(log)));
        return Files.exists(second.resolve("run.json")) ? joined(first, RunLog.open(second), baselines) : Optional.empty();
    }

    private static Optional<GateReport> joined(GateReport first, RunLog log, BaselineSource baselines) {
        List<TaskResults> again = TaskResultsReader.of(log);
        if (!again.stream().allMatch(TaskResults::complete)) {
            return Optional.empty();
        }
        GateReport second = GateJudge.judge(first.gate(), log.directory().toString(), again, baselines, first.seed());
        return Optional.of(GateJudge.confirmed(first, second));
    }

    private Harness.Prepared prepared(GateReport first, RunLog log) {
        RunSpec spec = again(log, failed(first), TaskResultsReader.of(log));
        call.settings().requireKeys(call.harness().host().environment());
        Harness.Prepared prepared = call.harness().prepare(spec, call.how().continuing(directory(log.directory(), spec)));
        Costs.requireCapInCi(spec, prepared.budget(), call.harness().host().environment());
        log.forEach(result -> Costs.countSpent(result, log.header().spec().config(), prepared.budget()),
            result -> Costs.countSpent(result, log.header().spec().config(), prepared.budget()));
        return prepared;
    }

    /// The first directory in which nothing else was asked; rules may have changed since.
    private static Path directory(Path run, RunSpec spec) {
        Path candidate = run.resolve(DIRECTORY);
        for (int i = 2; Files.exists(candidate.resolve("run.json")) && !RunLog.open(candidate).header().spec().equals(spec); i++) {
            candidate = run.resolve(DIRECTORY + "-" + i);
        }
        return candidate;
    }

    private static RunSpec again(RunLog log, List<CheckResult> failed, List<TaskResults> results) {
        RunSpec then = log.header().spec();
        Set<String> tasks = failed.stream().map(result -> result.check().task()).collect(Collectors.toCollection(TreeSet::new));
        Set<String> names = failed.stream().map(result -> result.check().model()).collect(Collectors.toSet());
        List<ModelRef> models = then.models().stream().filter(model -> names.contains(model.toString())).toList();
        Set<String> asked = results.stream().filter(result -> tasks.contains(result.task())).flatMap(result -> result.samples().stream())
            .map(SampleEpochs::sample).collect(Collectors.toSet());
        Selection selection = new Selection(then.selection().limit(), then.selection().samples().stream().filter(asked::contains).toList(),
            then.selection().tags());
        return new RunSpec(List.copyOf(tasks), models, then.config(), selection, then.epochs(), then.seed(), then.settings());
    }
}
