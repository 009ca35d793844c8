package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.RunPlan;
import dev.assay.core.run.RunPlan.Planned;
import dev.assay.core.run.SampleResult;
import dev.assay.reports.board.Figures;
import dev.assay.reports.gate.BaselineSource;
import dev.assay.reports.gate.Gate;
import dev.assay.reports.gate.SequentialCaps;
import dev.assay.reports.gate.SequentialFamily;
import dev.assay.reports.gate.SequentialResult.Decision;
import dev.assay.reports.gate.SequentialState;
import dev.assay.reports.gate.SequentialTerms;
import dev.assay.reports.gate.TaskResults;
import dev.assay.reports.gate.TaskResultsReader;
import dev.assay.runners.model.OpenModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// A run under a sequential gate: asks no more than is needed to judge it.
///
/// Safe for threads: senders ask what is wanted, the run hands over results; both hold one lock.
final class SequentialRun implements Steering {

    private final ReentrantLock lock = new ReentrantLock();
    private final Gate gate;
    private final BaselineSource baselines;
    private final Path directory;
    private final Optional<SequentialState> kept;
    private final Map<String, String> scorers = new HashMap<>();
    private final SequentialFamily family;
    private final Map<ModelRef, OpenModel> models;

    /// @param gate a sequential one
    /// @param baselines what the run will be compared with
    /// @param spread tells how much earlier runs differed
    SequentialRun(Harness.Prepared prepared, Gate gate, BaselineSource baselines, EarlierSpread spread) {
        this.gate = gate;
        this.baselines = baselines;
        this.models = prepared.models();
        this.directory = prepared.directory();
        this.kept = prepared.existing().isPresent() ? SequentialFile.read(directory) : Optional.empty();
        RunPlan plan = prepared.plan();
        plan.tasks().forEach(task -> scorers.put(task.id(), task.primaryScorer().ref().name()));
        List<TaskResults> wanted = SequentialFamily.wanted(plan, prepared.header(), directory.toString());
        SequentialCaps caps = kept.map(state -> state.terms(gate.alpha()).caps()).orElse(SequentialCaps.of(gate.alpha(), spread::meanSquare));
        boolean extend = gate.onInconclusive() == Gate.OnInconclusive.EXTEND || kept.filter(SequentialState::extended).isPresent();
        this.family = SequentialFamily.of(gate, wanted, baselines, new SequentialTerms(plan.spec().seed(), caps, extend));
    }

    /// What a person should know before anything is sent, a line for each task and model.
    List<String> announcement() {
        return family.state().courses().stream().map(SequentialRun::announced).toList();
    }

    private static String announced(SequentialState.Course course) {
        String who = "sequential  " + course.task() + " of " + course.model() + ": ";
        Optional<SequentialState.Bet> longest = course.bets().stream().max((a, b) -> Integer.compare(a.sequential().cap(), b.sequential().cap()));
        if (longest.isEmpty()) {
            return who + "no check can be decided early, so all " + Figures.count(course.available()) + " turns are asked";
        }
        String checks = course.bets().stream().map(bet -> bet.metric() + " " + bet.margin()).collect(Collectors.joining(", "));
        return who + checks + ", at most " + Figures.count(longest.get().sequential().cap()) + " of " + Figures.count(course.available()) + " turns ("
            + longest.get().capFrom() + ")";
    }

    @Override
    public void remember(RunLog log) {
        List<TaskResults> before = TaskResultsReader.of(log);
        kept.ifPresent(state -> requireAgreement(state, before));
        before.forEach(results -> family.course(results.task(), results.model()).ifPresent(course -> results.samples().forEach(course::take)));
        family.reopen();
    }

    /// Only as far as the log is that of the moment at which the state was written; a run that was killed has a longer one.
    private void requireAgreement(SequentialState state, List<TaskResults> before) {
        SequentialState again = SequentialFamily.replayed(gate, before, baselines, state.terms(gate.alpha())).state();
        if (again.trials() != state.trials() || state.trials() == 0) {
            return;
        }
        List<String> found = state.disagreements(again);
        if (!found.isEmpty()) {
            throw UsageException.of(directory.resolve(SequentialFile.NAME) + "  disagrees with the log: " + String.join("; ", found)
                + ".  The log, the rules or the baseline were changed since.  Restore them, or begin anew with --new.");
        }
    }

    @Override
    public RunPlan ordered(RunPlan plan) {
        return plan.bySample();
    }

    @Override
    public void keep() {
        SequentialFile.write(directory, state());
    }

    @Override
    public boolean wants(Planned planned) {
        lock.lock();
        try {
            return family.wants(planned);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isTime(Planned planned) {
        int window = Defaults.WINDOW * Math.max(1, Optional.ofNullable(models.get(planned.trial().model())).map(OpenModel::concurrency).orElse(1));
        lock.lock();
        try {
            return family.isTime(planned, window);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onResult(SampleResult result) {
        lock.lock();
        try {
            family.take(result, scorers.getOrDefault(result.trial().task(), ""));
        } finally {
            lock.unlock();
        }
    }

    private SequentialState state() {
        lock.lock();
        try {
            return family.state();
        } finally {
            lock.unlock();
        }
    }

    /// How many samples were needed, a line for each task and model, and one for all.
    ///
    /// @param planned all trials of the run
    List<String> account(long planned) {
        SequentialState state = state();
        List<String> lines = new ArrayList<>();
        state.courses().forEach(course -> lines.add(needed(course)));
        long vain = state.courses().stream().mapToLong(SequentialState.Course::afterStop).sum();
        lines.add("sequential  " + Figures.count(state.trials()) + " of " + Figures.count(planned) + " trials were asked, "
            + Figures.count(planned - state.trials()) + " were not needed" + (vain > 0 ? "; " + Figures.count(vain) + " were in flight at the stop" : ""));
        return lines;
    }

    private static String needed(SequentialState.Course course) {
        String of = Figures.count(course.turns()) + " of " + Figures.count(course.available()) + " turns";
        boolean open = course.bets().stream().anyMatch(bet -> bet.decision() == Decision.OPEN);
        String how = course.turns() == course.available() ? "asked to its end, " : open ? "stopped after " : "decided after ";
        return "sequential  " + course.task() + " of " + course.model() + ": " + how + of;
    }

    /// The newest run that asks the same, was given up at its caps, and would go on if caps are passed over.
    static Optional<Path> toExtend(RunDirectories runs, Harness.Prepared prepared) {
        return runs.equal(prepared.plan().spec(), prepared.header().provenance().tasks()).map(RunLog::directory)
            .filter(directory -> SequentialFile.read(directory).filter(state -> state.finished() && state.open()).isPresent());
    }
}
