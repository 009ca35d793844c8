package dev.assay.runners.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(30)
class PlacesTest {

    @Test
    void whoIsAloneIsAloneAndNobodyStarves() throws Exception {
        Places places = new Places();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                boolean alone = i % 20 == 0;
                all.add(threads.submit(() -> {
                    if (alone) {
                        return places.alone(() -> {
                            assertThat(inside.incrementAndGet()).isEqualTo(1);
                            pause();
                            assertThat(inside.decrementAndGet()).isZero();
                            return true;
                        });
                    }
                    Runnable leave = places.enter();
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    pause();
                    inside.decrementAndGet();
                    leave.run();
                    return true;
                }));
            }
            for (Future<?> one : all) {
                assertThat(one.get()).isEqualTo(true);
            }
        }
        assertThat(most.get()).isGreaterThan(1);
    }

    @Test
    void whoIsInComesInAgainAlthoughSomebodyWaitsToBeAlone() throws Exception {
        Places places = new Places();
        Runnable first = places.enter();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> waiting = threads.submit(() -> places.alone(() -> "alone"));
            Thread.sleep(Duration.ofMillis(50));
            Runnable second = places.enter();
            second.run();
            assertThat(waiting.isDone()).isFalse();
            first.run();
            assertThat(waiting.get()).isEqualTo("alone");
        }
    }

    @Test
    void whoIsInCannotWaitToBeAlone() throws Exception {
        Places places = new Places();
        Runnable leave = places.enter();
        assertThatIllegalStateException().isThrownBy(() -> places.alone(() -> "never"));
        leave.run();
    }

    @Test
    void whoIsAloneMayRunItsOwnPrograms() throws Exception {
        Places places = new Places();
        assertThat(places.<Boolean>alone(() -> {
            try {
                places.enter().run();
                return true;
            } catch (InterruptedException interrupted) {
                return false;
            }
        })).isTrue();
        places.enter().run();
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
