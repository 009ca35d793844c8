package dev.assay.runners.model;

import dev.assay.core.model.Attempt;
import dev.assay.core.model.Cost;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Usage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What attempts cost by one entry of the price book.
///
/// @param entry the entry
record Billing(PriceEntry entry) {

    private static final String CURRENCY = "USD";
    /// What a provider puts round a message: roles and separators take a few tokens each.
    private static final long ROUND_A_MESSAGE = 16;

    /// The attempt with its cost, if its counts are known.
    Attempt priced(Attempt attempt) {
        return attempt.billed(attempt.usage(), cost(attempt.usage()));
    }

    /// What these counts cost; unknown if they are.
    Optional<Cost> cost(Usage usage) {
        return entry.cost(usage).map(amount -> new Cost(amount, CURRENCY, entry.id()));
    }

    /// The most that one attempt can cost: a token is at least one byte of what is sent, and the answer takes every token it may.
    BigDecimal most(List<Message> messages, int maxTokens) {
        return entry.most(mostRead(messages), maxTokens);
    }

    private static long mostRead(List<Message> messages) {
        return messages.stream().mapToLong(message -> ROUND_A_MESSAGE + message.text().getBytes(StandardCharsets.UTF_8).length).sum() + ROUND_A_MESSAGE;
    }

    /// The most that one attempt can cost when asked like this; nobody knows without a ceiling of tokens.
    Optional<BigDecimal> most(List<Message> messages, GenerateConfig config) {
        return config.maxTokens().map(tokens -> most(messages, tokens));
    }

    /// What an attempt takes from a budget: its cost where the provider counted; nothing where the provider refused or was never reached; else the
    /// most it can have cost, since nobody knows what was billed.
    BigDecimal charge(Attempt attempt, BigDecimal most) {
        if (attempt.usage().origin() == Usage.Origin.REPORTED && attempt.cost().isPresent()) {
            return attempt.cost().get().amount();
        }
        boolean refused = attempt.status().filter(status -> status >= 300).isPresent();
        return refused || UNREACHED.equals(attempt.result()) ? BigDecimal.ZERO : most;
    }

    private static final String UNREACHED = "connection";
}
