package dev.assay.reports.gate;

import dev.assay.core.model.Cost;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.run.Outcome;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Event;
import dev.assay.core.transcript.Segmentation;
import dev.assay.core.transcript.Transcript;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// What one trial means to a gate.
///
/// Tokens, cost and time are those of the attempts that gave an answer, over all calls of the trial: what an outage wasted says nothing of
/// the model. A figure is absent as soon as one of the calls lacks it.
final class EpochFigures {

    private static final Optional<Double> RIGHT = Optional.of(1.0);
    private static final Optional<Double> WRONG = Optional.of(0.0);
    private static final SampleEpochs.Epoch OUTAGE = new SampleEpochs.Epoch(Optional.empty(), false, false, Optional.empty(), Optional.empty(),
        Optional.empty());

    private EpochFigures() {
    }

    static SampleEpochs.Epoch of(Outcome outcome, Optional<Judgement> judgement) {
        return switch (outcome) {
            case Outcome.Scored scored -> answered(scored.transcript(), judgement);
            case Outcome.Failed _ -> OUTAGE;
        };
    }

    private static SampleEpochs.Epoch answered(Transcript transcript, Optional<Judgement> judgement) {
        Ending ending = judgement.map(Judgement::ending).orElseGet(() -> Segmentation.of(transcript.output()).ending());
        boolean silent = judgement.map(Judgement::score).filter(Score.NoAnswer.class::isInstance).isPresent();
        List<Event.ModelCall> calls = transcript.events().stream().filter(Event.ModelCall.class::isInstance).map(Event.ModelCall.class::cast)
            .filter(call -> call.output().isPresent()).toList();
        return new SampleEpochs.Epoch(judgement.flatMap(j -> shared(j.score().credit())), truncated(ending), silent, tokens(transcript, calls), cost(calls),
            seconds(transcript, calls));
    }

    /// The two scores that nearly all trials have are kept once.
    private static Optional<Double> shared(Optional<Double> credit) {
        if (credit.isEmpty()) {
            return credit;
        }
        return credit.get() == 1 ? RIGHT : credit.get() == 0 ? WRONG : credit;
    }

    private static boolean truncated(Ending ending) {
        return switch (ending) {
            case TRUNCATED_IN_THOUGHT, TRUNCATED_IN_ANSWER -> true;
            case ANSWERED, REFUSED, NO_ANSWER, OUTAGE -> false;
        };
    }

    private static List<ModelOutput> outputs(Transcript transcript, List<Event.ModelCall> calls) {
        return calls.isEmpty() ? List.of(transcript.output()) : calls.stream().flatMap(call -> call.output().stream()).toList();
    }

    private static Optional<Long> tokens(Transcript transcript, List<Event.ModelCall> calls) {
        List<ModelOutput> outputs = outputs(transcript, calls);
        if (outputs.stream().anyMatch(output -> output.usage().output().isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(outputs.stream().mapToLong(output -> output.usage().output().orElse(0L)).sum());
    }

    private static Optional<Double> cost(List<Event.ModelCall> calls) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Event.ModelCall call : calls) {
            Optional<Cost> cost = call.attempts().isEmpty() ? Optional.empty() : call.attempts().getLast().cost();
            if (cost.filter(c -> c.currency().equals("USD")).isEmpty()) {
                return Optional.empty();
            }
            sum = sum.add(cost.get().amount());
        }
        return calls.isEmpty() ? Optional.empty() : Optional.of(sum.doubleValue());
    }

    /// In whole milliseconds; a time of 0 is that of an answer which nobody waited for, and says nothing.
    private static Optional<Double> seconds(Transcript transcript, List<Event.ModelCall> calls) {
        long millis = outputs(transcript, calls).stream().mapToLong(output -> output.timing().total().toMillis()).sum();
        return millis > 0 ? Optional.of(millis / 1000.0) : Optional.empty();
    }
}
