package dev.assay.runners.model;

import dev.assay.runners.model.AdaptiveLimit.Result;
import dev.assay.runners.model.AdaptiveLimit.Sent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AdaptiveLimitTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;

    /// What a simulated client met.
    ///
    /// @param answered calls that were answered
    /// @param limited calls after the first minute that were refused for too much load
    /// @param late all calls after the first minute
    private record Outcome(long answered, long limited, long late) {

        double shareLimited() {
            return late == 0 ? 0 : (double) limited / late;
        }
    }

    private record Call(long end, Sent sent, Result result) {
    }

    /// A client with work without end, against a server that answers after about two seconds and refuses whatever is beyond its places. A refusal takes
    /// a twentieth of a second.
    private static Outcome simulate(AdaptiveLimit limit, LongUnaryOperator places, long length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PriorityQueue<Call> flying = new PriorityQueue<>(Comparator.comparingLong(Call::end));
        long now = 0;
        long held = 0;
        long answered = 0;
        long limited = 0;
        long late = 0;
        while (now < length) {
            while (limit.hasRoom()) {
                boolean taken = held < places.applyAsLong(now);
                held += taken ? 1 : 0;
                long takes = taken ? (long) ((1 + 2 * random.nextDouble()) * SECOND) : SECOND / 20;
                flying.add(new Call(now + takes, limit.sent(), taken ? Result.ANSWERED : Result.RATE_LIMITED));
            }
            Call next = flying.poll();
            now = next.end;
            held -= next.result == Result.ANSWERED ? 1 : 0;
            answered += next.result == Result.ANSWERED ? 1 : 0;
            late += now > MINUTE ? 1 : 0;
            limited += now > MINUTE && next.result == Result.RATE_LIMITED ? 1 : 0;
            limit.ended(next.sent, next.result, now);
        }
        return new Outcome(answered, limited, late);
    }

    @ParameterizedTest
    @CsvSource({"8,1", "8,2", "64,1", "64,2", "512,1", "512,2"})
    void aServerThatAllowsSoManyIsUsedWellAndSeldomRefuses(int places, long seed) {
        Outcome adaptive = simulate(new AdaptiveLimit(AdaptiveLimit.START, 1024), _ -> places, 20 * MINUTE, seed);
        Outcome best = simulate(new AdaptiveLimit(places, places), _ -> places, 20 * MINUTE, seed);

        System.out.printf("%4d allowed: %,d answered, %,d by the best fixed setting (%.1f %%), %.2f %% refused after the first minute%n", places,
            adaptive.answered, best.answered, 100.0 * adaptive.answered / best.answered, 100 * adaptive.shareLimited());
        assertThat(adaptive.answered).isGreaterThan((long) (0.85 * best.answered));
        assertThat(adaptive.shareLimited()).isLessThan(0.02);
        assertThat(best.limited).isZero();
    }

    @ParameterizedTest
    @CsvSource({"64,512,8,64", "8,512,64,8", "512,8,512,64"})
    void aServerThatChangesItsMindIsFollowed(int first, int second, int third, int fourth) {
        List<Integer> quarters = List.of(first, second, third, fourth);
        LongUnaryOperator places = now -> quarters.get((int) Math.min(3, now / (5 * MINUTE)));
        Outcome adaptive = simulate(new AdaptiveLimit(AdaptiveLimit.START, 1024), places, 20 * MINUTE, 3);
        long all = quarters.stream().mapToLong(n -> simulate(new AdaptiveLimit(n, n), _ -> n, 5 * MINUTE, 3).answered).sum();

        System.out.printf("%s allowed in turn: %,d answered, %,d by one who knew (%.1f %%), %.2f %% refused after the first minute%n", quarters,
            adaptive.answered, all, 100.0 * adaptive.answered / all, 100 * adaptive.shareLimited());
        assertThat(adaptive.answered).isGreaterThan((long) (0.85 * all));
        assertThat(adaptive.shareLimited()).isLessThan(0.02);
    }

    @Test
    void itDoublesUntilTheFirstRateLimit() {
        AdaptiveLimit limit = new AdaptiveLimit(8, 256);
        List<Integer> seen = new ArrayList<>();
        for (int round = 0; round < 6; round++) {
            seen.add(limit.limit());
            round(limit, Result.ANSWERED);
        }

        assertThat(seen).containsExactly(8, 16, 32, 64, 128, 256);
        assertThat(limit.limit()).isEqualTo(256);
    }

    @Test
    void aRateLimitCutsOnceForAllCallsThatWereInFlight() {
        AdaptiveLimit limit = new AdaptiveLimit(100, 256);
        List<Sent> calls = IntStream.range(0, 100).mapToObj(_ -> limit.sent()).toList();

        calls.reversed().forEach(call -> limit.ended(call, Result.RATE_LIMITED, 0));

        assertThat(limit.limit()).isEqualTo(70);
    }

    @Test
    void aCallSentBeforeTheCutDoesNotCount() {
        AdaptiveLimit limit = new AdaptiveLimit(10, 256);
        List<Sent> calls = IntStream.range(0, 10).mapToObj(_ -> limit.sent()).toList();
        limit.ended(calls.getLast(), Result.RATE_LIMITED, 0);

        calls.subList(0, 9).forEach(call -> limit.ended(call, Result.ANSWERED, 0));

        assertThat(limit.limit()).isEqualTo(7);
    }

    @Test
    void aLimitThatIsNotUsedDoesNotGrow() {
        AdaptiveLimit limit = new AdaptiveLimit(10, 256);
        for (int i = 0; i < 100; i++) {
            limit.ended(limit.sent(), Result.ANSWERED, i);
        }

        assertThat(limit.limit()).isEqualTo(10);
    }

    @Test
    void aServerFaultPausesTheGrowthAndCutsNothing() {
        AdaptiveLimit limit = new AdaptiveLimit(10, 256);
        round(limit, Result.FAULT);
        assertThat(limit.limit()).isEqualTo(10);

        round(limit, Result.ANSWERED);
        assertThat(limit.limit()).isEqualTo(20);
    }

    @Test
    void theFloorIsOne() {
        AdaptiveLimit limit = new AdaptiveLimit(8, 256);
        for (int i = 0; i < 20; i++) {
            limit.ended(limit.sent(), Result.RATE_LIMITED, i * MINUTE);
        }

        assertThat(limit.limit()).isOne();
        assertThat(limit.hasRoom()).isTrue();
    }

    private static void round(AdaptiveLimit limit, Result result) {
        List<Sent> calls = IntStream.range(0, limit.limit()).mapToObj(_ -> limit.sent()).toList();
        calls.forEach(call -> limit.ended(call, result, 0));
    }
}
