package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.RunSpec;
import dev.assay.reports.gate.Gate;
import dev.assay.reports.gate.TaskResultsReader;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// `assay run`: plan, confirm, run, score, table, report, and the gate if one is configured.
final class RunAction implements Command.Action {

    @Override
    public ExitCode run(Invocation call) {
        RunSpec wished = call.value("from").map(from -> repeated(call, from)).orElseGet(call.settings()::spec);
        RunSpec spec = call.has("replay-loose") ? loose(wished) : wished;
        call.settings().requireKeys(call.harness().host().environment());
        boolean gated = call.settings().gating().configured();
        Harness.Prepared prepared = prepared(call, spec, gated);
        if (gated) {
            new GateSteps(call).requireReady(PlannedResults.of(prepared));
        }
        Costs.requireCapInCi(prepared.plan().spec(), prepared.budget(), call.harness().host().environment());
        Optional<SequentialRun> sequential = sequential(call, prepared, gated);
        PlanText.lines(prepared, call.how().runs(), call.settings().gating().wanted()).forEach(call::note);
        sequential.ifPresent(run -> run.announcement().forEach(call::note));
        Costs.warnings(prepared).forEach(call::note);
        if (!mayStart(call, prepared)) {
            call.console().note("Nothing was sent.");
            return ExitCode.USAGE;
        }
        ExitCode ran = new RunSteps(call, sequential.<Steering>map(run -> run).orElse(Steering.none())).perform(prepared,
            call.harness().host().program() + " show " + prepared.directory());
        sequential.ifPresent(run -> run.account(prepared.plan().total()).forEach(call::note));
        if (ran == ExitCode.DONE && gated) {
            return new GateSteps(call).performBehindRun(RunLog.open(prepared.directory()));
        }
        return isBuild(call) ? ExitCode.of(Stream.of(ran, unjudged(call, prepared))) : ran;
    }

    /// Whether a build server, or a person, wants what it shows of a run even without a verdict.
    private static boolean isBuild(Invocation call) {
        Gating gating = call.settings().gating();
        boolean ci = call.harness().host().environment().apply("CI").filter(text -> !text.isBlank() && !text.trim().equalsIgnoreCase("false")).isPresent();
        return ci || gating.junit().isPresent() || gating.summary().isPresent();
    }

    private static ExitCode unjudged(Invocation call, Harness.Prepared prepared) {
        RunLog log = RunLog.open(prepared.directory());
        return new GateOutputs(call, prepared.directory(), log, TaskResultsReader.of(log)).writeUnjudged();
    }

    /// The run that goes on or begins; where open checks are to be extended, the one whose checks were given up at their caps.
    private static Harness.Prepared prepared(Invocation call, RunSpec spec, boolean gated) {
        Harness.Prepared prepared = call.harness().prepare(spec, call.how());
        boolean extending = gated && call.settings().gating().gate().onInconclusive() == Gate.OnInconclusive.EXTEND;
        boolean free = prepared.existing().isEmpty() && !call.how().fresh() && call.how().runDirectory().isEmpty();
        if (!extending || !free) {
            return prepared;
        }
        return SequentialRun.toExtend(call.how().runs(), prepared).map(directory -> call.harness().prepare(spec, call.how().in(directory))).orElse(prepared);
    }

    private static Optional<SequentialRun> sequential(Invocation call, Harness.Prepared prepared, boolean gated) {
        Gate gate = call.settings().gating().gate();
        if (!gated || !gate.sequential()) {
            return Optional.empty();
        }
        EarlierSpread spread = EarlierSpread.read(call.how().runs(), prepared.directory());
        return Optional.of(new SequentialRun(prepared, gate, Baselines.of(call), spread));
    }

    private static RunSpec repeated(Invocation call, String from) {
        return RunLog.open(call.how().runs().find(from)).header().spec();
    }

    /// The option `loose` on every replayed model.
    private static RunSpec loose(RunSpec spec) {
        List<ModelRef> models = spec.models().stream().map(ref -> {
            SortedMap<String, String> options = new TreeMap<>(ref.options());
            options.put("loose", "true");
            return ref.provider().equals("replay") ? new ModelRef(ref.provider(), ref.name(), options) : ref;
        }).toList();
        return new RunSpec(spec.suites(), models, spec.config(), spec.selection(), spec.epochs(), spec.seed(), spec.settings());
    }

    /// Whether the person agrees to what a run would send; without a terminal, whoever typed the command has.
    static boolean mayStart(Invocation call, Harness.Prepared prepared) {
        if (!call.console().interactive() || call.settings().running().yes() || !paysOrSends(prepared)) {
            return true;
        }
        return call.console().confirm("Send up to " + prepared.plan().total() + " requests?");
    }

    private static boolean paysOrSends(Harness.Prepared prepared) {
        return !prepared.reallyAsked().isEmpty() || !Costs.priced(prepared).isEmpty();
    }
}
