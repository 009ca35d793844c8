package dev.assay.runners.model;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes a price on every attempt of a model, and sends a call only if the most it can cost fits into the budget.
///
/// An attempt that gave an answer without a count is counted from characters, and marked so, unless part of its thought is hidden: then its cost
/// is unknown. Safe for use by many threads: all state is the budget's.
final class BudgetModel implements Model {

    private final Model source;
    private final Budget budget;
    private final Optional<Billing> billing;
    private final InstantSource clock;

    /// @param billing the price; absent if nobody knows it, which a budget with a cap refuses
    /// @param clock tells when a call was sent that keeps no attempts of its own
    BudgetModel(Model source, Budget budget, Optional<Billing> billing, InstantSource clock) {
        this.source = source;
        this.budget = budget;
        this.billing = billing;
        this.clock = clock;
    }

    @Override
    public ModelRef ref() {
        return source.ref();
    }

    @Override
    public ModelOutput generate(List<Message> messages, GenerateConfig config) throws ModelException {
        BigDecimal most = most(messages, config);
        budget.reserve(most);
        Call call = new Call(messages, most, clock.instant());
        List<Attempt> billed = List.of();
        boolean known = false;
        try {
            ModelOutput output = source.generate(messages, config);
            billed = call.billed(output);
            known = true;
            return output.withAttempts(billed);
        } catch (ModelException e) {
            billed = e.attempts().stream().map(call::priced).toList();
            known = true;
            throw e.withAttempts(billed);
        } finally {
            call.settle(billed, known);
        }
    }

    private BigDecimal most(List<Message> messages, GenerateConfig config) throws ModelException.Rejected {
        if (billing.isEmpty()) {
            return unbounded("the price of " + ref().shortName() + " is not known");
        }
        Optional<BigDecimal> most = billing.get().most(messages, config);
        return most.isPresent() ? most.get() : unbounded("no maximum of tokens is set for " + ref().shortName());
    }

    /// Without a cap nobody needs to know the most; with one the call must not be sent.
    private BigDecimal unbounded(String why) throws ModelException.Rejected {
        if (budget.cap().isPresent()) {
            throw new ModelException.Rejected("The cost cap cannot be kept: " + why + ".", true, List.of());
        }
        return BigDecimal.ZERO;
    }

    /// One call, once it may be sent.
    private final class Call {
        private final List<Message> messages;
        private final BigDecimal most;
        private final Instant sent;

        Call(List<Message> messages, BigDecimal most, Instant sent) {
            this.messages = messages;
            this.most = most;
            this.sent = sent;
        }

        /// The attempts of an answer with their costs; a model that keeps none gets one, so that its cost stands somewhere.
        private List<Attempt> billed(ModelOutput output) {
            List<Attempt> attempts = new ArrayList<>(output.attempts());
            if (attempts.isEmpty()) {
                attempts.add(new Attempt(1, Attempt.OK, Optional.empty(), Optional.empty(), sent, Duration.ZERO, output.timing(), Optional.empty(),
                    output.modelReturned(), output.usage(), Optional.empty(), Optional.empty()));
            }
            Attempt last = attempts.removeLast();
            Usage usage = last.usage().origin() == Usage.Origin.UNKNOWN ? estimated(output) : last.usage();
            List<Attempt> priced = new ArrayList<>(attempts.stream().map(this::priced).toList());
            priced.add(priced(last.billed(usage, last.cost())));
            return priced;
        }

        private Attempt priced(Attempt attempt) {
            return billing.map(price -> price.priced(attempt)).orElse(attempt);
        }

        private Usage estimated(ModelOutput output) {
            Reasoning reasoning = output.message().reasoning();
            return switch (reasoning.visibility()) {
                case SUMMARY, ENCRYPTED, HIDDEN -> Usage.unknown();
                case FULL, NONE -> {
                    long read = messages.stream().mapToLong(message -> message.text().length()).sum();
                    long thought = reasoning.text().map(String::length).orElse(0);
                    yield new Usage(Optional.of(tokens(read)), Optional.empty(), Optional.empty(),
                        Optional.of(tokens(thought) + tokens(output.message().text().length())), thought > 0 ? Optional.of(tokens(thought)) : Optional.empty(),
                        Usage.Origin.ESTIMATED);
                }
            };
        }

        private void settle(List<Attempt> attempts, boolean known) {
            BigDecimal charge = known
                ? attempts.stream().map(attempt -> billing.map(price -> price.charge(attempt, most)).orElse(BigDecimal.ZERO)).reduce(BigDecimal.ZERO,
                    BigDecimal::add)
                : most;
            long unknown = attempts.stream().filter(attempt -> attempt.cost().isEmpty() && attempt.status().filter(status -> status >= 300).isEmpty()).count();
            budget.settle(ref(), most, charge, unknown);
        }
    }

    private static long tokens(long characters) {
        return Math.ceilDiv(characters, (long) CostForecast.CHARACTERS_PER_TOKEN);
    }
}
