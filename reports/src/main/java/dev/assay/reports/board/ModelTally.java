package dev.assay.reports.board;

import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.Usage;
import dev.assay.core.run.Outcome;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.transcript.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// What one model did on one task of one run.
final class ModelTally {

    /// A count summed over the trials that know it.
    private static final class Sum {
        private final AtomicLong total = new AtomicLong();
        private final AtomicLong known = new AtomicLong();

        void add(Optional<Long> count) {
            count.ifPresent(tokens -> {
                total.addAndGet(tokens);
                known.incrementAndGet();
            });
        }

        Tokens.Amount of(long trials) {
            return new Tokens.Amount(known.get() == 0 ? Optional.empty() : Optional.of(total.get()), known.get(), trials);
        }
    }

    private final IntColumn recorded = new IntColumn();
    private final Map<String, ScorerTally> scorers = new LinkedHashMap<>();
    private final Durations totals = new Durations();
    private final Durations firstAnswerTokens = new Durations();
    private final Sum reasoning = new Sum();
    private final Sum answer = new Sum();
    private final Sum output = new Sum();
    private final Sum input = new Sum();
    private final BillTally bill = new BillTally();
    private final OwnMachineTally own = new OwnMachineTally();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<String> lastFailure = new AtomicReference<>("");

    /// @param polled whether votes are to be counted
    void add(int sample, Outcome outcome, List<Judgement> current, boolean polled) {
        recorded.add(sample, 1);
        switch (outcome) {
            case Outcome.Failed failure -> {
                failed.incrementAndGet();
                lastFailure.set(failure.error());
                bill.add(failure.events(), false);
            }
            case Outcome.Scored scored -> {
                answered.incrementAndGet();
                take(scored.transcript().output());
                own.add(scored.transcript().events());
                bill.add(scored.transcript().events(), true);
                for (Judgement judgement : current) {
                    scorers.computeIfAbsent(judgement.scorer().name(), _ -> new ScorerTally(judgement.scorer())).add(sample, judgement,
                        scored.transcript().output(), polled);
                }
            }
        }
    }

    private void take(ModelOutput model) {
        Usage usage = model.usage();
        Optional<Long> thought = usage.reasoning().or(() -> model.message().reasoning().tokens());
        reasoning.add(thought);
        answer.add(usage.output().flatMap(all -> thought.filter(some -> some <= all).map(some -> all - some)));
        output.add(usage.output());
        input.add(usage.input().map(fresh -> fresh + usage.cachedInput().orElse(0L)));
        totals.add(model.timing().total());
        model.timing().firstAnswerToken().ifPresent(firstAnswerTokens::add);
    }

    /// Takes what was paid for a failure that counts no more.
    void paidBefore(List<Event> events) {
        bill.add(events, false);
    }

    /// What everything so far has cost.
    Bill bill(boolean free, double correct) {
        return bill.bill(free, correct);
    }

    IntColumn recorded() {
        return recorded;
    }

    Map<String, ScorerTally> scorers() {
        return scorers;
    }

    long trials() {
        return answered.get() + failed.get();
    }

    long answered() {
        return answered.get();
    }

    long failed() {
        return failed.get();
    }

    String lastFailure() {
        return Objects.requireNonNull(lastFailure.get());
    }

    Tokens tokens() {
        long trials = answered.get();
        return new Tokens(reasoning.of(trials), answer.of(trials), output.of(trials), input.of(trials));
    }

    /// The latency over several tallies, exactly.
    static Latency latency(List<ModelTally> parts) {
        long[] all = Durations.sorted(parts.stream().map(part -> part.totals).toList());
        long[] first = Durations.sorted(parts.stream().map(part -> part.firstAnswerTokens).toList());
        return new Latency(Durations.percentile(all, 50), Durations.percentile(all, 95), Durations.percentile(first, 50),
            OwnMachineTally.of(parts.stream().map(part -> part.own).toList()));
    }
}
