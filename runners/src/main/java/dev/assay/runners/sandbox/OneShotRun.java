package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Captured;
import dev.assay.core.sandbox.Channel;
import dev.assay.core.sandbox.Ending;
import dev.assay.core.sandbox.Execution;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.LimitHit;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One program in a process tree of its own, from its start to its end.
///
/// Both streams are read at once by threads of their own, and standard input is fed by another. Which limit was hit first is kept in `hit`; all
/// other state belongs to the calling thread.
final class OneShotRun {

    private static final Duration AFTER_EXIT = Duration.ofMillis(200);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration ALL_GONE = Duration.ofSeconds(1);
    private static final int FRAMES_WAITING = 8;

    private final Job job;
    private final Process process;
    private final Path status;
    private final StatusFile.Form form;
    private final long start;
    private final AtomicReference<@Nullable LimitHit> hit = new AtomicReference<>();
    private final AtomicReference<Duration> cpuWhenKilled = new AtomicReference<>(Duration.ZERO);
    private final Frames counted = new Frames();
    private final BlockingQueue<Optional<byte[]>> received = new LinkedBlockingQueue<>(FRAMES_WAITING);
    private final List<Future<?>> readers = new ArrayList<>();
    private final Optional<Capture> out;
    private final Capture err;
    private final ExecutorService threads;
    private final Set<ProcessHandle> family = ConcurrentHashMap.newKeySet();
    private final Optional<Future<?>> hearing;

    /// Takes over a process that was just started.
    ///
    /// @param framed whether its standard input and output carry frames
    OneShotRun(Job job, Process process, Path status, StatusFile.Form form, boolean framed, ExecutorService threads) {
        this.job = job;
        this.process = process;
        this.status = status;
        this.form = form;
        this.threads = threads;
        this.start = System.nanoTime();
        long cap = job.limits().streamBytes();
        this.err = new Capture(process.getErrorStream(), cap, () -> kill(LimitHit.OUTPUT));
        readers.add(threads.submit(err));
        if (framed) {
            this.out = Optional.empty();
            InputStream frames = process.getInputStream();
            this.hearing = Optional.of(threads.submit(() -> hear(frames)));
            return;
        }
        this.hearing = Optional.empty();
        Capture stdout = new Capture(process.getInputStream(), cap, () -> kill(LimitHit.OUTPUT));
        this.out = Optional.of(stdout);
        readers.add(threads.submit(stdout));
        threads.execute(() -> feed(job.stdin()));
    }

    private void feed(Bytes input) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.toArray());
        } catch (IOException ended) {
            // The program does not read all of its input. That is its own affair.
        }
    }

    private void hear(InputStream stream) {
        try (DataInputStream frames = new DataInputStream(stream)) {
            while (true) {
                long length = Integer.toUnsignedLong(frames.readInt());
                if (!counted.admit(length)) {
                    kill(LimitHit.FRAME);
                    break;
                }
                byte[] frame = frames.readNBytes((int) length);
                if (frame.length < length) {
                    break;
                }
                received.put(Optional.of(frame));
            }
        } catch (EOFException whole) {
            // The program has closed its end.
        } catch (IOException gone) {
            // The process is gone.
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        received.offer(Optional.empty());
    }

    /// Sends one frame.
    void send(byte[] frame) {
        if (frame.length > Channel.LONGEST_FRAME) {
            throw new IllegalArgumentException("A frame has at most " + Channel.LONGEST_FRAME + " bytes, not " + frame.length + ".");
        }
        if (!counted.admit(frame.length)) {
            kill(LimitHit.FRAME);
            return;
        }
        Future<?> writing = threads.submit(() -> write(frame));
        try {
            writing.get(left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException notRead) {
            kill(LimitHit.WALL);
        } catch (InterruptedException interrupted) {
            killAll();
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("A frame could not be written: " + failed.getCause(), failed);
        }
    }

    private void write(byte[] frame) {
        try {
            OutputStream stdin = process.getOutputStream();
            stdin.write(ByteBuffer.allocate(4 + frame.length).putInt(frame.length).put(frame).array());
            stdin.flush();
        } catch (IOException gone) {
            // The program is gone; whoever waits for its answer finds none.
        }
    }

    /// Waits for one frame.
    Optional<byte[]> receive(Duration wall) {
        try {
            Duration wait = wall.compareTo(left()) < 0 ? wall : left();
            Optional<byte[]> frame = received.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
            if (frame == null) {
                kill(LimitHit.WALL);
                return Optional.empty();
            }
            if (frame.isEmpty()) {
                received.offer(frame);
            }
            return frame;
        } catch (InterruptedException interrupted) {
            killAll();
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// Waits for the program's end, at most until its limit on the clock.
    Execution finish() throws IOException {
        try {
            if (!process.waitFor(left().toNanos(), TimeUnit.NANOSECONDS)) {
                kill(LimitHit.WALL);
            }
            return settle(false);
        } catch (InterruptedException interrupted) {
            killAll();
            Thread.currentThread().interrupt();
            return Execution.setupFailed("The run was stopped while a program ran.");
        }
    }

    /// Kills the program if it still runs, and tells how it ended.
    Execution stop() throws IOException {
        try {
            boolean stopped = false;
            if (hit.get() == null && !ended()) {
                killAll();
                stopped = true;
            }
            return settle(stopped);
        } catch (InterruptedException interrupted) {
            killAll();
            Thread.currentThread().interrupt();
            return Execution.setupFailed("The run was stopped while a program ran.");
        }
    }

    /// Whether it has ended by itself. Its last frame can arrive a moment before its end is known.
    private boolean ended() throws InterruptedException {
        boolean closed = received.stream().anyMatch(Optional::isEmpty);
        return closed ? process.waitFor(AFTER_EXIT.toMillis(), TimeUnit.MILLISECONDS) : !process.isAlive();
    }

    private Execution settle(boolean stopped) throws InterruptedException, IOException {
        if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
            return Execution.setupFailed("A program could not be killed.");
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        awaitReaders();
        awaitFamily();
        Optional<StatusFile> told = StatusFile.read(status, form);
        hearing.ifPresent(thread -> thread.cancel(true));
        Optional<LimitHit> limit = stopped ? Optional.empty() : Optional.ofNullable(hit.get());
        Duration cpu = told.map(StatusFile::cpu).orElseGet(cpuWhenKilled::get);
        Captured stdout = out.map(Capture::captured).orElse(Captured.NOTHING);
        Ending ending = stopped
            ? new Ending.Stopped()
            : limit.<Ending>map(Ending.Killed::new).or(() -> told.map(StatusFile::ending))
                .orElseGet(() -> new Ending.SetupFailed("The box was not set up: " + lastLine(err.captured())));
        Set<LimitHit> hits = EnumSet.noneOf(LimitHit.class);
        limit.ifPresent(hits::add);
        return new Execution(ending, cpu, wall, OptionalLong.empty(), stdout, err.captured(), hits);
    }

    private void awaitReaders() throws InterruptedException {
        long deadline = System.nanoTime() + AFTER_EXIT.toNanos();
        for (Future<?> reader : readers) {
            try {
                reader.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException stillOpen) {
                // Somebody holds the pipe open. What comes after the end does not exist.
            } catch (ExecutionException failed) {
                throw new IllegalStateException("A stream could not be read: " + failed.getCause(), failed);
            }
        }
    }

    private void awaitFamily() throws InterruptedException {
        long deadline = System.nanoTime() + ALL_GONE.toNanos();
        for (ProcessHandle one : family) {
            while (!ProcessTree.isGone(one) && System.nanoTime() < deadline) {
                Thread.sleep(Duration.ofMillis(1));
            }
        }
    }

    private static String lastLine(Captured err) {
        String text = err.bytes().text().strip();
        return text.isEmpty() ? "it said nothing" : text.substring(text.lastIndexOf('\n') + 1);
    }

    private void kill(LimitHit limit) {
        if (hit.compareAndSet(null, limit)) {
            killAll();
        }
    }

    /// Kills the shell, whose death ends the box, and everything below it that is there now. By handle: killing the process itself would first wait
    /// for whoever writes to it.
    private void killAll() {
        List<ProcessHandle> below = process.descendants().toList();
        cpuWhenKilled.set(ProcessTree.cpu(below));
        process.toHandle().destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
        family.addAll(below);
    }

    private Duration left() {
        Duration passed = Duration.ofNanos(System.nanoTime() - start);
        Duration left = job.limits().wall().minus(passed);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
