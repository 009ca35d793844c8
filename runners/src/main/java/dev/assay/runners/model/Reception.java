package dev.assay.runners.model;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Receives one body: hands its bytes on in the thread that brings them, and ends it when it is over, too long, too slow or not wanted.
///
/// A timer watches the deadlines. It looks again when the time that was left at its last look is over, so a byte costs it nothing.
///
/// Safe for use by many threads: a lock guards the listener and everything that was received. INVARIANT: once an end is written, nothing is
/// received any more, so whoever has seen the end reads what has come without a race.
final class Reception implements HttpResponse.BodySubscriber<Transport.End> {

    /// How long a server may take to close a body that its last event has ended already. In time, the connection can be used again.
    private static final long COURTESY = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int CHUNK = 16 * 1024;

    private final Transport.Listener listener;
    private final Received received;
    private final long longest;
    private final long idle;
    private final long deadline;
    private final CompletableFuture<Transport.End> body = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private Flow.@Nullable Subscription subscription;
    private @Nullable Future<?> timer;
    private Transport.@Nullable End end;
    private boolean enough;
    private long lastByte = System.nanoTime();

    /// @param longest the longest body that is read, in bytes
    /// @param idle the longest silence
    /// @param remaining how long the body may take in all
    Reception(Transport.Listener listener, Received received, long longest, Duration idle, Duration remaining) {
        this.listener = listener;
        this.received = received;
        this.longest = longest;
        this.idle = idle.toNanos();
        this.deadline = System.nanoTime() + remaining.toNanos();
    }

    @Override
    public CompletionStage<Transport.End> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        lock.lock();
        try {
            subscription = begun;
        } finally {
            lock.unlock();
        }
        if (isOver()) {
            begun.cancel();
        }
        begun.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        Flow.Subscription current;
        lock.lock();
        try {
            current = subscription;
            lastByte = System.nanoTime();
            for (ByteBuffer buffer : buffers) {
                take(buffer);
            }
        } finally {
            lock.unlock();
        }
        if (current == null) {
            return;
        }
        if (isOver()) {
            current.cancel();
            return;
        }
        current.request(1);
    }

    private void take(ByteBuffer buffer) {
        while (buffer.hasRemaining() && end == null && !enough) {
            byte[] bytes = new byte[Math.min(buffer.remaining(), CHUNK)];
            buffer.get(bytes);
            received.take(bytes, bytes.length);
            if (received.size() > longest) {
                finish(Transport.End.TOO_LONG);
            } else if (!listener.chunk(bytes, bytes.length)) {
                enough = true;
                body.completeOnTimeout(Transport.End.COMPLETE, COURTESY, TimeUnit.NANOSECONDS);
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        end(Transport.End.BROKEN);
    }

    @Override
    public void onComplete() {
        end(Transport.End.COMPLETE);
    }

    private void end(Transport.End how) {
        lock.lock();
        try {
            finish(how);
        } finally {
            lock.unlock();
        }
    }

    /// The first end stands; a body of which enough was read has ended well, whatever follows.
    private void finish(Transport.End how) {
        if (end == null) {
            end = enough ? Transport.End.COMPLETE : how;
            body.complete(end);
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }

    private boolean isOver() {
        lock.lock();
        try {
            return end != null;
        } finally {
            lock.unlock();
        }
    }

    /// Watches the deadlines from now on.
    Reception watched() {
        lock.lock();
        try {
            if (end == null) {
                timer = ForkJoinPool.commonPool().schedule(this::look, Math.max(0, left()), TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
        return this;
    }

    private long left() {
        long now = System.nanoTime();
        return Math.min(deadline - now, lastByte + idle - now);
    }

    private void look() {
        boolean late;
        lock.lock();
        try {
            late = left() <= 0;
        } finally {
            lock.unlock();
        }
        if (late) {
            stop(System.nanoTime() - deadline >= 0 ? Transport.End.TOTAL : Transport.End.IDLE);
        } else {
            watched();
        }
    }

    /// Ends the body, unless it has ended, and lets go of the connection.
    ///
    /// @return how the body has ended
    Transport.End stop(Transport.End how) {
        end(how);
        Flow.Subscription current;
        Transport.End written;
        lock.lock();
        try {
            current = subscription;
            written = end;
        } finally {
            lock.unlock();
        }
        if (current != null) {
            current.cancel();
        }
        return written == null ? how : written;
    }
}
