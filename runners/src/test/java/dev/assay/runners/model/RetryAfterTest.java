package dev.assay.runners.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static Optional<Duration> wish(Map<String, String> headers, String body, boolean limited) {
        SortedMap<String, String> sorted = new TreeMap<>(headers);
        return RetryAfter.of(sorted, new OpenAiChat().problem(body), NOW, limited);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        retry-after                         | 7                             | 7000
        retry-after                         | 1.5                           | 1500
        retry-after                         | 0                             | 0
        retry-after                         | Sun, 01 Mar 2026 12:00:30 GMT | 30000
        retry-after                         | Sun, 01 Mar 2026 11:00:00 GMT | 0
        retry-after-ms                      | 250                           | 250
        x-ratelimit-reset-requests          | 1m30s                         | 90000
        x-ratelimit-reset-tokens            | 120ms                         | 120
        x-ratelimit-reset-tokens            | 2m59.56s                      | 179560
        x-ratelimit-reset-requests          | 6m0s                          | 360000
        x-ratelimit-reset-requests          | 12                            | 12000
        anthropic-ratelimit-requests-reset  | 2026-03-01T12:01:00Z          | 60000
        anthropic-ratelimit-tokens-reset    | 2026-03-01T13:01:00+01:00     | 60000
        anthropic-ratelimit-input-tokens-reset | 2026-03-01T12:00:00.500Z   | 500
        anthropic-ratelimit-unified-reset   | 1772366430                    | 30000
        x-ratelimit-reset-requests          | 1772366430000                 | 30000
        x-ratelimit-reset-tokens            | 86400                         | 86400000
        """)
    void eachSpellingOfTheWishIsRead(String header, String value, long milliseconds) {
        assertThat(wish(Map.of(header, value), "", true)).contains(Duration.ofMillis(milliseconds));
    }

    @Test
    void aDelayInsideTheBodyIsRead() {
        String body = """
            [{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"slow down",
              "details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34s"}]}}]""";

        assertThat(wish(Map.of(), body, true)).contains(Duration.ofSeconds(34));
    }

    @ParameterizedTest
    @CsvSource({"34s,34000", "34.074824224s,34074", "0.5s,500", "0s,0", "1m30s,90000"})
    void aDelayInsideTheBodyOfGeminiIsReadInAllItsSpellings(String delay, long milliseconds) {
        Problem problem = new Gemini().problem("{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"@type\":\"other\"},"
            + "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"" + delay + "\"}]}}");

        assertThat(RetryAfter.of(new TreeMap<>(), problem, NOW, true).map(Duration::toMillis)).contains(milliseconds);
    }

    @Test
    void theFirstThatCanBeReadHolds() {
        assertThat(wish(Map.of("retry-after", "soon", "retry-after-ms", "40", "x-ratelimit-reset-tokens", "9s"), "", true)).contains(Duration.ofMillis(40));
    }

    @Test
    void theLargestResetHolds() {
        assertThat(wish(Map.of("x-ratelimit-reset-tokens", "2s", "x-ratelimit-reset-requests", "1m"), "", true)).contains(Duration.ofMinutes(1));
    }

    @Test
    void resetsMeanNothingWhereNoRateWasLimited() {
        assertThat(wish(Map.of("x-ratelimit-reset-tokens", "2s"), "", false)).isEmpty();
    }

    @Test
    void anAbsurdWishIsCut() {
        assertThat(wish(Map.of("retry-after", "999999999"), "", true)).contains(RetryAfter.LONGEST);
    }

    @Test
    void nonsenseIsNoWish() {
        assertThat(wish(Map.of("retry-after", "-5", "retry-after-ms", "NaN", "x-ratelimit-reset-tokens", ""), "{}", true)).isEmpty();
    }
}
