package dev.assay.runners.model;

import dev.assay.runners.model.Breaker.Admission;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(30)
class BreakerTest {

    private final AtomicLong clock = new AtomicLong();
    private final List<Duration> waits = new CopyOnWriteArrayList<>();
    private final Breaker breaker = new Breaker(clock::get, waits::add);

    private void call(boolean failed) throws InterruptedException {
        breaker.ended(breaker.admit(), failed);
    }

    private void open() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            call(true);
        }
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void fourFailuresInARowAreForgivenAndTheFifthOpensIt() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            call(true);
        }
        call(false);
        assertThat(breaker.isOpen()).isFalse();

        open();
    }

    @Test
    void halfOfTwentyWithinAMinuteOpensIt() throws InterruptedException {
        for (int i = 0; i < 19; i++) {
            call(i % 2 == 0);
        }
        assertThat(breaker.isOpen()).isFalse();

        call(true);
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void whatIsOlderThanAMinuteIsForgotten() throws InterruptedException {
        for (int i = 0; i < 40; i++) {
            call(i % 2 == 0);
            clock.addAndGet(Duration.ofSeconds(4).toNanos());
        }

        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void oneGoodProbeClosesIt() throws InterruptedException {
        open();

        Admission probe = breaker.admit();
        assertThat(probe).isEqualTo(Admission.PROBE);
        breaker.ended(probe, false);

        assertThat(waits).containsExactly(Duration.ofSeconds(30));
        assertThat(breaker.admit()).isEqualTo(Admission.GO);
    }

    @Test
    void afterFifteenMinutesWithoutAGoodProbeTheModelIsGivenUp() throws InterruptedException {
        open();

        while (breaker.admit() == Admission.PROBE) {
            breaker.ended(Admission.PROBE, true);
        }

        assertThat(waits).containsExactly(Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(4), Duration.ofMinutes(5),
            Duration.ofSeconds(150));
        assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofMinutes(15));
        assertThat(breaker.admit()).isEqualTo(Admission.GIVEN_UP);
    }

    @Test
    void aProbeThatWasCancelledIsMadeByTheNextCall() throws InterruptedException {
        open();

        breaker.cancelled(breaker.admit());

        assertThat(breaker.admit()).isEqualTo(Admission.PROBE);
    }

    @Test
    void othersWaitWhileOneProbes() throws InterruptedException {
        open();
        Admission probe = breaker.admit();
        CountDownLatch admitted = new CountDownLatch(1);
        Thread other = Thread.ofVirtual().start(() -> {
            try {
                assertThat(breaker.admit()).isEqualTo(Admission.GO);
                admitted.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(admitted.await(100, TimeUnit.MILLISECONDS)).isFalse();

        breaker.ended(probe, false);

        assertThat(admitted.await(20, TimeUnit.SECONDS)).isTrue();
        other.join();
    }

    @Test
    void aBreakerThatIsSwitchedOffNeverOpens() throws InterruptedException {
        Breaker never = Breaker.never();
        for (int i = 0; i < 100; i++) {
            never.ended(never.admit(), true);
        }

        assertThat(never.isOpen()).isFalse();
    }
}
