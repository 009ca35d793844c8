package dev.assay.runners;

import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.RunPlan.Planned;
import dev.assay.core.run.SampleResult;
import dev.assay.core.run.Trial;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.solver.Generate;
import dev.assay.core.transcript.Event;
import dev.assay.core.transcript.Transcript;
import dev.assay.runners.model.ReplayModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Runs one trial from its question to its verdicts: plain sequential code without threads.
///
/// An outage becomes [Outcome.Failed], never a wrong answer; a fault of the harness does too, so that one broken trial does not cost the
/// run. Only a trial that was cancelled, or whose model is given up, leaves nothing behind.
final class TrialRunner {

    /// The kind of a failure that is the harness's own.
    static final String FAULT = "fault";
    /// The kind of a failure by the runner's own deadline.
    static final String OVERDUE = "overdue";
    /// The kind of a failure by a recording that lacks the trial.
    static final String NOT_RECORDED = "not recorded";

    private final Model model;
    private final GenerateConfig config;
    private final LongSupplier nanoTime;

    /// @param model whom to ask
    /// @param config how to ask; label and seed are set for each trial
    /// @param nanoTime the nanosecond clock by which trials are timed
    TrialRunner(Model model, GenerateConfig config, LongSupplier nanoTime) {
        this.model = model;
        this.config = config;
        this.nanoTime = nanoTime;
    }

    /// Asks, keeps what was said, and has it judged.
    ///
    /// @param flight knows whether the trial was ended early
    TrialEnd run(Planned planned, InFlight flight) {
        long begun = nanoTime.getAsLong();
        List<Event> events = new ArrayList<>();
        try {
            ModelOutput output = planned.task().solver().solve(planned.sample(), recording(configFor(planned.trial()), events));
            Transcript transcript = new Transcript(events, output);
            List<Judgement> judgements = planned.task().scorers().stream().map(scorer -> Judgement.by(scorer, planned.sample(), transcript)).toList();
            return recorded(planned, new Outcome.Scored(transcript, judgements), begun);
        } catch (ModelException failure) {
            return unanswered(planned, flight, failure, events, begun);
        } catch (RuntimeException | StackOverflowError fault) {
            return faulty(planned, flight, fault, events, begun);
        }
    }

    /// Each epoch asks with a seed of its own: the run's seed for sampling plus the epoch, if the run sets one at all.
    private GenerateConfig configFor(Trial trial) {
        GenerateConfig labelled = config.withLabel(new CallLabel(trial.task(), trial.sample(), trial.epoch()));
        return config.seed().map(seed -> labelled.withSeed(seed + trial.epoch())).orElse(labelled);
    }

    private Generate recording(GenerateConfig own, List<Event> events) {
        return messages -> ask(messages, own, events);
    }

    private ModelOutput ask(List<Message> messages, GenerateConfig own, List<Event> events) throws ModelException {
        try {
            ModelOutput output = model.generate(messages, own);
            events.add(new Event.ModelCall(messages, Optional.of(output), Optional.empty(), output.attempts()));
            return output;
        } catch (ModelException failure) {
            events.add(new Event.ModelCall(messages, Optional.empty(), Optional.of(failure.message()), failure.attempts()));
            throw failure;
        }
    }

    private TrialEnd unanswered(Planned planned, InFlight flight, ModelException failure, List<Event> events, long begun) {
        return switch (flight.verdict()) {
            case CANCELLED -> new TrialEnd.NotRun(Optional.empty());
            case OVERDUE -> overdue(planned, events, begun);
            case RUNNING -> switch (failure) {
                case ModelException.Cancelled _ -> new TrialEnd.NotRun(Optional.empty());
                case ModelException.Exhausted exhausted -> new TrialEnd.NotRun(Optional.of(exhausted.message()));
                case ModelException.Rejected rejected when rejected.wholeModel() -> new TrialEnd.NotRun(Optional.of(rejected.message()));
                case ModelException.Rejected rejected -> recorded(planned, new Outcome.Failed(kindOf(rejected), rejected.message(), events), begun);
                case ModelException.Transient lost -> recorded(planned, new Outcome.Failed(lost.kind(), lost.message(), events), begun);
            };
        };
    }

    private static String kindOf(ModelException.Rejected rejected) {
        return rejected.message().startsWith(ReplayModel.NOT_RECORDED) ? NOT_RECORDED : rejected.kind();
    }

    private TrialEnd faulty(Planned planned, InFlight flight, Throwable fault, List<Event> events, long begun) {
        return switch (flight.verdict()) {
            case CANCELLED -> new TrialEnd.NotRun(Optional.empty());
            case OVERDUE -> overdue(planned, events, begun);
            case RUNNING -> recorded(planned, new Outcome.Failed(FAULT, described(planned, fault), events), begun);
        };
    }

    private static String described(Planned planned, Throwable fault) {
        String message = fault.getMessage() == null ? "" : ": " + fault.getMessage();
        return "A fault in Assay or in task " + planned.task().id() + ", not in the model: " + fault.getClass().getName() + message;
    }

    private TrialEnd overdue(Planned planned, List<Event> events, long begun) {
        String error = "No answer after " + elapsedSince(begun).toSeconds() + " s, long after the deadline of " + config.timeout().toSeconds()
            + " s should have ended the call; the runner ended it.";
        return recorded(planned, new Outcome.Failed(OVERDUE, error, events), begun);
    }

    private TrialEnd recorded(Planned planned, Outcome outcome, long begun) {
        return new TrialEnd.Recorded(SampleResult.of(planned.trial(), planned.sample(), outcome, elapsedSince(begun)));
    }

    private Duration elapsedSince(long begun) {
        return Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - begun));
    }
}
