package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Captured;
import dev.assay.core.sandbox.Channel;
import dev.assay.core.sandbox.Ending;
import dev.assay.core.sandbox.Execution;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.LimitHit;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A trusted checker that stays in its box for many conversations, one after another. One thread at a time uses it.
///
/// Each conversation has the caps and the wall limit of a job of its own. It ends with an empty frame from us, which the checker answers by an empty
/// frame: one that does not is killed.
final class WarmChecker implements AutoCloseable {

    private static final int MOST_CONVERSATIONS = 500;
    private static final Duration MOST_CPU = Duration.ofMinutes(10);
    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final Duration AFTER_EXIT = Duration.ofMillis(200);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final byte[] OVER = {};

    private final Job job;
    private final Process process;
    private final Path status;
    private final StatusFile.Form form;
    private final DataInputStream in;
    private final Capture err;
    private final ExecutorService threads;
    private int conversations;
    private boolean usable = true;

    /// Takes over a process that was just started.
    ///
    /// @param job the checker
    /// @param status its status file
    WarmChecker(Job job, Process process, Path status, StatusFile.Form form, ExecutorService threads) {
        this.job = job;
        this.process = process;
        this.status = status;
        this.form = form;
        this.threads = threads;
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
        this.err = new Capture(process.getErrorStream(), job.limits().streamBytes(), () -> process.toHandle().destroyForcibly());
        threads.execute(err);
    }

    /// Whether it can serve a job, as a fresh one would.
    boolean serves(Job other) {
        return usable && conversations < MOST_CONVERSATIONS && process.isAlive() && job.sources().equals(other.sources()) && job.main().equals(other.main())
            && cpu().compareTo(MOST_CPU) < 0;
    }

    /// Begins a conversation.
    ///
    /// @param asked the checker with the limits of this conversation
    /// @param release is run when it is over
    Channel conversation(Job asked, Runnable release) {
        conversations++;
        return new Conversation(asked, release);
    }

    private Duration cpu() {
        return ProcessTree.cpu(process.descendants().toList());
    }

    private <T> T within(Duration wall, Callable<T> work) throws IOException, InterruptedException, TimeoutException {
        Future<T> answer = threads.submit(work);
        try {
            return answer.get(wall.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException("a checker's frame could not be carried: " + failed.getCause(), failed);
        }
    }

    private void write(byte[] frame, Duration wall) throws IOException, InterruptedException, TimeoutException {
        within(wall, () -> {
            OutputStream out = process.getOutputStream();
            out.write(ByteBuffer.allocate(4 + frame.length).putInt(frame.length).put(frame).array());
            out.flush();
            return true;
        });
    }

    private byte[] read(Duration wall) throws IOException, InterruptedException, TimeoutException {
        return within(wall, () -> {
            int length = in.readInt();
            if (length < 0 || length > Channel.LONGEST_FRAME) {
                throw new IOException("a checker's frame is too long");
            }
            byte[] frame = in.readNBytes(length);
            if (frame.length < length) {
                throw new EOFException();
            }
            return frame;
        });
    }

    /// Ends the conversation from our side.
    ///
    /// @return whether the checker agrees
    private boolean settles() throws InterruptedException {
        try {
            long deadline = System.nanoTime() + SETTLING.toNanos();
            write(OVER, SETTLING);
            while (read(Duration.ofNanos(Math.max(1, deadline - System.nanoTime()))).length > 0) {
                // It spoke before it heard us.
            }
            return true;
        } catch (IOException | TimeoutException lost) {
            return false;
        }
    }

    /// Kills it, waits for its end, and tells how it came.
    private Execution ended(Optional<LimitHit> limit, Duration cpu, Duration wall) throws IOException, InterruptedException {
        boolean byItself = limit.isEmpty() && exits();
        close();
        Optional<StatusFile> told = byItself ? StatusFile.read(status, form) : Optional.empty();
        Set<LimitHit> hits = EnumSet.noneOf(LimitHit.class);
        limit.ifPresent(hits::add);
        Ending ending = limit.<Ending>map(Ending.Killed::new).or(() -> told.map(StatusFile::ending))
            .orElseGet(() -> byItself ? new Ending.SetupFailed("a checker ended without a word") : new Ending.Stopped());
        return new Execution(ending, cpu, wall, OptionalLong.empty(), Captured.NOTHING, err.captured(), hits);
    }

    /// Whether it ends by itself. A plain thread waits: who wakes it may be restricted for life, and must never wake a virtual one.
    private boolean exits() throws IOException, InterruptedException {
        try {
            return within(AFTER_EXIT.plus(GRACE), () -> process.waitFor(AFTER_EXIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException busy) {
            return false;
        }
    }

    /// Kills it, and waits for its end, by a plain thread as well.
    @Override
    public void close() {
        usable = false;
        try {
            within(GRACE.multipliedBy(2), () -> {
                ProcessTree.kill(process, GRACE);
                return true;
            });
        } catch (IOException | TimeoutException left) {
            process.destroyForcibly();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /// One conversation, from its first frame to its end.
    private final class Conversation implements Channel {

        private final Job asked;
        private final Runnable release;
        private final Frames counted = new Frames();
        private final long start = System.nanoTime();
        private final Duration before = cpu();
        private Optional<LimitHit> hit = Optional.empty();
        private boolean lost;
        private Optional<Execution> execution = Optional.empty();

        Conversation(Job asked, Runnable release) {
            this.asked = asked;
            this.release = release;
        }

        private boolean goesOn() {
            return hit.isEmpty() && !lost && execution.isEmpty();
        }

        private Duration left() {
            Duration left = asked.limits().wall().minus(wall());
            return left.isNegative() ? Duration.ZERO : left;
        }

        private Duration wall() {
            return Duration.ofNanos(System.nanoTime() - start);
        }

        @Override
        public void send(byte[] frame) {
            if (frame.length > LONGEST_FRAME) {
                throw new IllegalArgumentException("A frame has at most " + LONGEST_FRAME + " bytes, not " + frame.length + ".");
            }
            if (!goesOn()) {
                return;
            }
            if (!counted.admit(frame.length)) {
                hit = Optional.of(LimitHit.FRAME);
                return;
            }
            try {
                write(frame, left());
            } catch (TimeoutException notRead) {
                hit = Optional.of(LimitHit.WALL);
            } catch (IOException gone) {
                lost = true;
            } catch (InterruptedException interrupted) {
                lost = true;
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public Optional<byte[]> receive(Duration wall) {
            if (!goesOn()) {
                return Optional.empty();
            }
            try {
                byte[] frame = read(wall.compareTo(left()) < 0 ? wall : left());
                if (!counted.admit(frame.length)) {
                    hit = Optional.of(LimitHit.FRAME);
                    return Optional.empty();
                }
                return Optional.of(frame);
            } catch (TimeoutException silent) {
                hit = Optional.of(LimitHit.WALL);
            } catch (IOException gone) {
                lost = true;
            } catch (InterruptedException interrupted) {
                lost = true;
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        }

        @Override
        public Execution end() {
            if (execution.isEmpty()) {
                try {
                    execution = Optional.of(concluded());
                } catch (IOException failed) {
                    execution = Optional.of(Execution.setupFailed("It is not known how a checker ended: " + failed.getMessage()));
                } catch (InterruptedException interrupted) {
                    close();
                    Thread.currentThread().interrupt();
                    execution = Optional.of(Execution.setupFailed("The run was stopped while a program was checked."));
                } finally {
                    release.run();
                }
            }
            return execution.get();
        }

        private Execution concluded() throws IOException, InterruptedException {
            if (goesOn() && settles()) {
                Duration used = cpu().minus(before);
                return new Execution(new Ending.Stopped(), used.isNegative() ? Duration.ZERO : used, wall(), OptionalLong.empty(), Captured.NOTHING,
                    Captured.NOTHING, Set.of());
            }
            Duration used = cpu().minus(before);
            return ended(hit, used.isNegative() ? Duration.ZERO : used, wall());
        }
    }
}
