package dev.assay.runners.model;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class PlacesTest {

    private static boolean soon(CountDownLatch latch) throws InterruptedException {
        return latch.await(20, TimeUnit.SECONDS);
    }

    private static CountDownLatch taking(Places places, AtomicBoolean over) {
        CountDownLatch taken = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            places.take(over::get);
            taken.countDown();
        });
        return taken;
    }

    @Test
    void aTrialWaitsForAPlaceUntilOneIsFree() throws InterruptedException {
        Places places = Places.fixed(1);
        places.take(() -> false);
        CountDownLatch second = taking(places, new AtomicBoolean());
        assertThat(second.await(100, TimeUnit.MILLISECONDS)).isFalse();

        places.free();

        assertThat(soon(second)).isTrue();
    }

    @Test
    void aTrialThatWaitsToTryAgainLendsItsPlace() throws InterruptedException {
        Places places = Places.fixed(1);
        places.take(() -> false);
        CountDownLatch second = taking(places, new AtomicBoolean());

        try (Places.Nap _ = places.nap()) {
            assertThat(soon(second)).isTrue();
        }
    }

    @Test
    void whoeverWaitsForNothingIsWoken() throws InterruptedException {
        Places places = Places.fixed(1);
        places.take(() -> false);
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch second = taking(places, over);

        over.set(true);
        places.wake();

        assertThat(soon(second)).isTrue();
    }

    @Test
    void noMoreCallsAreSentThanThereArePlaces() throws InterruptedException {
        Places places = Places.fixed(1);
        Places.Call first = places.call();
        CountDownLatch sent = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            try {
                places.call();
                sent.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(sent.await(100, TimeUnit.MILLISECONDS)).isFalse();

        first.ended(AdaptiveLimit.Result.ANSWERED, Optional.empty());

        assertThat(soon(sent)).isTrue();
    }

    @Test
    void aCallThatIsCancelledWaitsNoLonger() throws InterruptedException {
        Places places = Places.fixed(1);
        places.call();
        CountDownLatch cancelled = new CountDownLatch(1);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                places.call();
            } catch (InterruptedException e) {
                cancelled.countDown();
            }
        });

        waiting.interrupt();

        assertThat(soon(cancelled)).isTrue();
    }

    @Test
    void aServersWishDelaysEveryCallAndFreezesNothingElse() throws InterruptedException {
        AtomicLong clock = new AtomicLong();
        Places places = Places.adaptive(256, clock::get);
        Places.Call refused = places.call();
        Places.Call other = places.call();
        refused.ended(AdaptiveLimit.Result.RATE_LIMITED, Optional.of(Duration.ofHours(2)));
        CountDownLatch sent = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            try {
                places.call();
                sent.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(sent.await(100, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(places.limit()).isOne();

        clock.addAndGet(Duration.ofMinutes(5).toNanos());
        other.ended(AdaptiveLimit.Result.ANSWERED, Optional.empty());

        assertThat(soon(sent)).isTrue();
    }

    @Test
    void noPlacesAreAnError() {
        assertThatThrownBy(() -> Places.fixed(0)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("At least one");
    }
}
