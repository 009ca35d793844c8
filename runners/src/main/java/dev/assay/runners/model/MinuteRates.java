package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Requests and tokens per minute at one endpoint: as given, or as the endpoint itself says in its headers.
///
/// A call reserves one request and the tokens that it will probably need: its input by its characters, and the 90th percentile of outputs so far; before
/// there are 20, the most it may write. Afterwards the reservation is settled by what the provider counted.
///
/// Safe for use by many threads.
final class MinuteRates {

    private static final int KNOWN = 20;
    private static final int REMEMBERED = 500;
    private static final List<String> REQUEST_HEADERS = List.of("x-ratelimit-limit-requests", "anthropic-ratelimit-requests-limit");
    private static final List<String> TOKEN_HEADERS = List.of("x-ratelimit-limit-tokens", "anthropic-ratelimit-tokens-limit");

    private final ReentrantLock lock = new ReentrantLock();
    private final LongSupplier nanoTime;
    private final boolean requestsGiven;
    private final boolean tokensGiven;
    private final State state = new State();

    private static final class State {
        private @Nullable TokenBucket requests;
        private @Nullable TokenBucket tokens;
        private final List<Long> outputs = new ArrayList<>();
        private int next;
    }

    /// What a call has reserved.
    ///
    /// @param tokens how many tokens
    /// @param delay how long to wait before it may be sent
    record Reservation(long tokens, Duration delay) {
    }

    /// @param rpm requests per minute; absent: as the endpoint says, if it does
    /// @param tpm tokens per minute; absent: as the endpoint says, if it does
    MinuteRates(OptionalLong rpm, OptionalLong tpm, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.requestsGiven = rpm.isPresent();
        this.tokensGiven = tpm.isPresent();
        rpm.ifPresent(limit -> state.requests = new TokenBucket((double) limit, nanoTime.getAsLong()));
        tpm.ifPresent(limit -> state.tokens = new TokenBucket((double) limit, nanoTime.getAsLong()));
    }

    /// Reserves what this call will probably need.
    Reservation reserve(List<Message> messages, GenerateConfig config) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            long wait = state.requests == null ? 0 : state.requests.take(1, now);
            long tokens = expected(messages, config);
            long tokenWait = state.tokens == null ? 0 : state.tokens.take((double) tokens, now);
            return new Reservation(tokens, Duration.ofNanos(Math.max(wait, tokenWait)));
        } finally {
            lock.unlock();
        }
    }

    private long expected(List<Message> messages, GenerateConfig config) {
        long input = messages.stream().mapToLong(message -> message.text().length()).sum() / CostForecast.CHARACTERS_PER_TOKEN;
        long most = config.maxTokens().orElse(GenerateConfig.DEFAULT_MAX_TOKENS);
        if (state.outputs.size() < KNOWN) {
            return input + most;
        }
        List<Long> sorted = new ArrayList<>(state.outputs);
        Collections.sort(sorted);
        return input + Math.min(most, sorted.get((int) (0.9 * (sorted.size() - 1))));
    }

    /// Settles a reservation by what was counted; where nobody counted, it stands.
    void settle(Reservation reservation, Usage usage) {
        if (usage.output().isEmpty()) {
            return;
        }
        lock.lock();
        try {
            long output = usage.output().get();
            long used = usage.input().orElse(0L) + usage.cacheWrite().orElse(0L) + output;
            if (state.tokens != null) {
                state.tokens.settle((double) reservation.tokens, (double) used);
            }
            remember(output);
        } finally {
            lock.unlock();
        }
    }

    private void remember(long output) {
        if (state.outputs.size() < REMEMBERED) {
            state.outputs.add(output);
            return;
        }
        state.outputs.set(state.next, output);
        state.next = (state.next + 1) % REMEMBERED;
    }

    /// Takes the limits that the endpoint names in its headers, unless others were given.
    void learn(Map<String, String> headers) {
        OptionalLong rpm = requestsGiven ? OptionalLong.empty() : named(headers, REQUEST_HEADERS);
        OptionalLong tpm = tokensGiven ? OptionalLong.empty() : named(headers, TOKEN_HEADERS);
        if (rpm.isEmpty() && tpm.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            rpm.ifPresent(limit -> state.requests = renewed(state.requests, limit, now));
            tpm.ifPresent(limit -> state.tokens = renewed(state.tokens, limit, now));
        } finally {
            lock.unlock();
        }
    }

    private static TokenBucket renewed(@Nullable TokenBucket bucket, long perMinute, long now) {
        return bucket != null && bucket.perMinute() == perMinute ? bucket : new TokenBucket((double) perMinute, now);
    }

    private static OptionalLong named(Map<String, String> headers, List<String> names) {
        return names.stream().map(headers::get).flatMap(value -> Optional.ofNullable(value).stream()).flatMap(MinuteRates::count).mapToLong(Long::longValue)
            .findFirst();
    }

    private static Stream<Long> count(String text) {
        return text.strip().matches("[1-9]\\d{0,11}") ? Stream.of(Long.valueOf(text.strip())) : Stream.empty();
    }
}
