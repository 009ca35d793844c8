package dev.assay.runners.model;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Closes a body that is silent for too long, or that is not over when its time is.
///
/// A blocked reader is freed by closing its stream from another thread. INVARIANT: the reason is written before the stream is closed, so
/// whoever finds the stream closed can read why.
final class Watch implements AutoCloseable {

    private final InputStream body;
    private final long idle;
    private final long deadline;
    private final AtomicLong lastByte = new AtomicLong(System.nanoTime());
    private final AtomicReference<Transport.@Nullable End> reason = new AtomicReference<>();
    private final AtomicReference<@Nullable Thread> timer = new AtomicReference<>();

    private Watch(InputStream body, Duration idle, Duration remaining) {
        this.body = body;
        this.idle = idle.toNanos();
        this.deadline = System.nanoTime() + remaining.toNanos();
    }

    /// Begins to watch a body.
    ///
    /// @param idle the longest silence
    /// @param remaining how long the body may take in all; nothing left ends it at once
    static Watch over(InputStream body, Duration idle, Duration remaining) {
        Watch watch = new Watch(body, idle, remaining);
        watch.timer.set(Thread.ofVirtual().name("deadline").start(watch::run));
        return watch;
    }

    /// A byte has come.
    void touch() {
        lastByte.set(System.nanoTime());
    }

    /// Why the body was closed, if it was this watch that closed it.
    Optional<Transport.End> reason() {
        return Optional.ofNullable(reason.get());
    }

    private void run() {
        try {
            for (long left = left(); left > 0; left = left()) {
                Thread.sleep(Duration.ofNanos(left));
            }
            boolean over = System.nanoTime() - deadline >= 0;
            reason.set(over ? Transport.End.TOTAL : Transport.End.IDLE);
            body.close();
        } catch (InterruptedException | IOException e) {
            // The reader is done, or the stream is closed already: nothing is left to watch.
        }
    }

    private long left() {
        long now = System.nanoTime();
        return Math.min(deadline - now, lastByte.get() + idle - now);
    }

    /// Stops watching.
    @Override
    public void close() {
        Thread thread = timer.get();
        if (thread != null) {
            thread.interrupt();
        }
    }
}
