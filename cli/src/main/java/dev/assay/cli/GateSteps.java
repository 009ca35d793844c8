package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.reports.gate.Gate;
import dev.assay.reports.gate.GateJudge;
import dev.assay.reports.gate.GateReport;
import dev.assay.reports.gate.GateRules;
import dev.assay.reports.gate.TaskResults;
import dev.assay.reports.gate.TaskResultsReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// What `run`, `gate` and `bless` share: judge a finished run by the rules, ask again where the rules want that, publish it, and tell the shell.
///
/// @param call the command that asked for it
record GateSteps(Invocation call) {

    /// What became of a run.
    ///
    /// @param code what the shell is told
    /// @param report the verdict; absent if the run, or its second sample, did not finish
    record Judged(ExitCode code, Optional<GateReport> report) {
    }

    Gate gate() {
        return call.settings().gating().gate();
    }

    /// Refuses rules that cannot be judged, before anything is sent.
    ///
    /// @param planned what the run will have, or has
    /// @throws UsageException with every problem
    void requireSound(List<TaskResults> planned) {
        List<String> problems = GateRules.problems(gate(), planned);
        if (!problems.isEmpty()) {
            throw new UsageException(problems);
        }
    }

    /// The same, and reads every baseline once: one that is damaged, or a commit that is not there, is told before anything is sent.
    ///
    /// @throws UsageException with every problem
    void requireReady(List<TaskResults> planned) {
        requireSound(planned);
        Baselines baselines = Baselines.of(call);
        planned.forEach(results -> baselines.find(results.task(), results.model()));
    }

    /// Judges a run, writes what is published of it, and says it.
    ///
    /// @param folder where the files go
    ExitCode perform(RunLog log, Path folder) {
        return perform(log, folder, outputs -> outputs::print);
    }

    /// The same at the end of a run, whose own result stands on standard output already.
    ExitCode performBehindRun(RunLog log) {
        return perform(log, log.directory(), outputs -> outputs::printBehindRun);
    }

    private ExitCode perform(RunLog log, Path folder, Function<GateOutputs, Consumer<GateReport>> printer) {
        List<TaskResults> candidates = TaskResultsReader.of(log);
        Judged judged = judged(log, candidates);
        if (judged.report().isEmpty()) {
            return judged.code();
        }
        GateReport report = judged.report().get();
        GateOutputs outputs = new GateOutputs(call, folder, log, candidates);
        ExitCode written = outputs.write(report);
        printer.apply(outputs).accept(report);
        return ExitCode.of(Stream.of(judged.code(), written));
    }

    /// Judges a run; where the rules want a failure confirmed, samples it once more.
    Judged judged(RunLog log, List<TaskResults> candidates) {
        requireSound(candidates);
        Baselines baselines = Baselines.of(call);
        SequentialAgain again = SequentialAgain.of(gate(), log, candidates, baselines);
        if (!again.open().isEmpty()) {
            return unfinished(log, again.open());
        }
        sayDefault();
        again.notes().forEach(call::note);
        GateReport first = GateJudge.judge(gate(), log.directory().toString(), candidates, baselines, log.header().spec().seed(), again.terms());
        if (!Confirming.isWanted(first)) {
            return new Judged(ExitCode.of(first.exit()), Optional.of(first));
        }
        return new Confirming(call).judged(first, log, baselines);
    }

    private void sayDefault() {
        Gating gating = call.settings().gating();
        if (!gating.ownRules()) {
            call.note("The gate has no rules of its own, so the default holds: " + Defaults.GATE_RULE + ".  Others go under gate: in assay.yaml.");
        }
        if (gating.baselines().isPresent() && !(BaselinePlace.parse(gating.gate().baseline()) instanceof BaselinePlace.Files)) {
            call.note("--baselines says where assay bless writes; this gate compares with " + gating.gate().baseline() + ".");
        }
    }

    /// A run that did not finish has no verdict.
    private Judged unfinished(RunLog log, List<TaskResults> open) {
        long planned = open.stream().mapToLong(TaskResults::planned).sum();
        long recorded = open.stream().mapToLong(TaskResults::recorded).sum();
        call.console().note(String.format(Locale.ROOT,
            "%s  has not finished: %,d of %,d trials of %s have no result, so there is no verdict.  Go on with: %s run --from %s", log.directory(),
            Math.max(0, planned - recorded), planned, Publication.visible(open.getFirst().task()), call.harness().host().program(), log.directory()));
        return new Judged(ExitCode.INCOMPLETE, Optional.empty());
    }
}
