package dev.assay.runners;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Calls something at an interval until it is closed: what a live display needs.
///
/// Safe for threads: the action is only called by the one thread of this ticker, and never after `close` has returned.
public final class Ticker implements AutoCloseable {

    private static final Duration LAST_CALL = Duration.ofSeconds(5);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /// Starts ticking.
    ///
    /// @param interval between two calls
    /// @param action what is called
    public Ticker(Duration interval, Runnable action) {
        this.thread = Thread.ofVirtual().name("ticker").start(() -> tick(interval, action));
    }

    private void tick(Duration interval, Runnable action) {
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                action.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            if (!thread.join(LAST_CALL)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
