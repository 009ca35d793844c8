package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.RunListener;
import dev.assay.core.run.RunPlan;
import dev.assay.core.run.RunSummary;
import dev.assay.core.sandbox.Verdict;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import dev.assay.runners.Ticker;
import dev.assay.runners.model.Budget;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// What `run`, `demo` and `import` share: execute a prepared run, show it while it goes on, and report what came of it.
///
/// @param call the command that asked for it
/// @param steering decides what is still asked while the run goes on
record RunSteps(Invocation call, Steering steering) {

    /// Steps that ask everything.
    RunSteps(Invocation call) {
        this(call, Steering.none());
    }

    private static final Duration REDRAW = Duration.ofMillis(200);

    /// Runs to the end, or to wherever it gets.
    ///
    /// @param next the next sensible command, shown last
    ExitCode perform(Harness.Prepared prepared, String next) {
        return perform(prepared, next, publication -> publication.print(call));
    }

    /// The same for a run that belongs to another one: its result is read by whoever asked for it, and not printed.
    ExitCode performBeside(Harness.Prepared prepared) {
        return perform(prepared, "", _ -> {
        });
    }

    /// The same with another result on standard output.
    ExitCode perform(Harness.Prepared prepared, String next, Consumer<Publication> print) {
        announce(prepared);
        LongAdder faults = new LongAdder();
        RunSummary summary = execute(prepared, faults);
        RunLog log = RunLog.open(prepared.directory());
        Publication publication = Publication.of(log);
        publication.writeFiles(prepared.directory());
        print.accept(publication);
        tail(prepared, summary, publication, next);
        if (faults.sum() == 0) {
            return exitCode(summary);
        }
        call.console().note(String.format(Locale.ROOT, "%,d programs could not be judged, through a fault of the harness.  Their trials are unscored, not "
            + "wrong; see HARNESS_ERROR in: %s show %s", faults.sum(), call.harness().host().program(), prepared.directory()));
        return summary.complete() ? ExitCode.FAULT : exitCode(summary);
    }

    private void announce(Harness.Prepared prepared) {
        String how = prepared.existing().isPresent() ? "continuing " : "writing ";
        call.note(how + prepared.directory());
    }

    /// Tells a listener, and counts the verdicts that say that the harness failed.
    private static RunListener counting(RunListener listener, LongAdder faults) {
        return result -> {
            if (result.outcome() instanceof Outcome.Scored scored && scored.judgements().stream().anyMatch(RunSteps::isFault)) {
                faults.increment();
            }
            listener.onResult(result);
        };
    }

    private static boolean isFault(Judgement judgement) {
        return judgement.score() instanceof Score.Unscored unscored && unscored.explanation().relation().equals(Verdict.Kind.HARNESS_ERROR.name());
    }

    private RunSummary execute(Harness.Prepared prepared, LongAdder faults) {
        AtomicReference<Optional<Progress>> shown = new AtomicReference<>(Optional.empty());
        Runnable tick = () -> Objects.requireNonNull(shown.get()).ifPresent(Progress::tick);
        try (Ticker _ = new Ticker(REDRAW, tick)) {
            return call.harness().execute(prepared, steering, plan -> counting(display(plan, prepared.budget(), shown), faults),
                call::note);
        } finally {
            Objects.requireNonNull(shown.getAndSet(Optional.empty())).ifPresent(Progress::close);
        }
    }

    private RunListener display(RunPlan plan, Budget budget, AtomicReference<Optional<Progress>> shown) {
        if (call.settings().showing().quiet()) {
            return result -> {
            };
        }
        Progress progress = new Progress(call.console(), plan, call.harness().activity(), budget, call.harness().host().clock());
        shown.set(Optional.of(progress));
        return progress;
    }

    private void tail(Harness.Prepared prepared, RunSummary summary, Publication publication, String next) {
        call.note("cost  " + publication.cost());
        Costs.overrun(prepared.budget()).ifPresent(call::note);
        publication.warnings().forEach(warning -> call.note("warning  " + warning));
        summary.stopped().forEach((model, why) -> call.console().note(call.harness().scrub("stopped  " + model + "  " + why)));
        if (!summary.complete()) {
            call.console().note(String.format(Locale.ROOT, "%,d of %,d trials were not run.  What was finished is kept; to go on: %s", summary.notRun(),
                summary.planned(), call.command()));
        }
        call.note("report  " + prepared.directory().resolve(Publication.HTML));
        if (!next.isEmpty()) {
            call.note("next  " + next);
        }
    }

    private static ExitCode exitCode(RunSummary summary) {
        if (summary.complete()) {
            return ExitCode.DONE;
        }
        return summary.interrupted() ? ExitCode.INTERRUPTED : ExitCode.INCOMPLETE;
    }
}
