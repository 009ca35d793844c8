package dev.assay.runners.model;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MinuteRatesTest {

    private static final List<Message> FORTY_CHARACTERS = List.of(new Message.User("0123456789012345678901234567890123456789"));
    private static final GenerateConfig AT_MOST_1000 = GenerateConfig.defaults().withMaxTokens(1000);

    private final AtomicLong clock = new AtomicLong();

    private MinuteRates rates(OptionalLong rpm, OptionalLong tpm) {
        return new MinuteRates(rpm, tpm, clock::get);
    }

    /// Calls one after the other, each as soon as it may; returns how many minutes they took.
    private double minutes(MinuteRates rates, int calls, long output) {
        for (int i = 0; i < calls; i++) {
            MinuteRates.Reservation reservation = rates.reserve(FORTY_CHARACTERS, AT_MOST_1000);
            clock.addAndGet(reservation.delay().toNanos());
            rates.settle(reservation, Usage.reported(10, output, Optional.empty()));
        }
        return clock.get() / 60e9;
    }

    @Test
    void withoutLimitsNothingWaits() {
        assertThat(minutes(rates(OptionalLong.empty(), OptionalLong.empty()), 10_000, 100)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"60,600", "600,6000", "1,30"})
    void soManyRequestsPassInAMinute(long rpm, int calls) {
        double minutes = minutes(rates(OptionalLong.of(rpm), OptionalLong.empty()), calls, 100);

        assertThat(calls / minutes).isBetween(0.95 * rpm, 1.15 * rpm);
    }

    @Test
    void soManyTokensPassInAMinuteOnceOutputsAreKnown() {
        double minutes = minutes(rates(OptionalLong.empty(), OptionalLong.of(11_000)), 2_000, 100);

        assertThat(2_000 * 110 / minutes).isBetween(0.95 * 11_000, 1.05 * 11_000);
    }

    @Test
    void aCallThatNeedsMoreThanTheBucketHoldsIsSentAllTheSame() {
        MinuteRates rates = rates(OptionalLong.empty(), OptionalLong.of(100));

        MinuteRates.Reservation first = rates.reserve(FORTY_CHARACTERS, AT_MOST_1000);
        assertThat(first.tokens()).isEqualTo(1010);
        assertThat(first.delay()).isEqualTo(Duration.ZERO);
        assertThat(rates.reserve(FORTY_CHARACTERS, AT_MOST_1000).delay()).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
    }

    @Test
    void limitsAreLearntFromTheHeaders() {
        MinuteRates rates = rates(OptionalLong.empty(), OptionalLong.empty());
        rates.learn(Map.of("x-ratelimit-limit-requests", "60", "x-ratelimit-limit-tokens", "no number"));

        assertThat(600 / minutes(rates, 600, 100)).isBetween(57.0, 66.0);
    }

    @Test
    void whatTheUserSaysGoesBeforeTheHeaders() {
        MinuteRates rates = rates(OptionalLong.of(60), OptionalLong.empty());
        rates.learn(Map.of("anthropic-ratelimit-requests-limit", "1"));

        assertThat(600 / minutes(rates, 600, 100)).isBetween(57.0, 66.0);
    }

    @Test
    void aReservationThatNobodyCountedStands() {
        MinuteRates rates = rates(OptionalLong.empty(), OptionalLong.of(10_100));
        MinuteRates.Reservation reservation = rates.reserve(FORTY_CHARACTERS, AT_MOST_1000);
        rates.settle(reservation, Usage.unknown());

        assertThat(rates.reserve(FORTY_CHARACTERS, AT_MOST_1000).delay()).isPositive();
    }
}
