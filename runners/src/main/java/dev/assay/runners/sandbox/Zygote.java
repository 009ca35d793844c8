package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Execution;
import dev.assay.core.sandbox.Job;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A warm interpreter in a box, which makes a copy of itself for every program. It runs one program at a time.
///
/// One thread at a time uses it. Its messages are read by a thread of its own into a short queue; a zygote whose messages nobody takes waits.
final class Zygote implements AutoCloseable {

    private static final Duration WARM = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration SETUP = Duration.ofSeconds(20);
    private static final Duration ALL_GONE = Duration.ofSeconds(2);
    private static final int MESSAGES_WAITING = 4;
    private static final long STDERR = 64 << 10;

    private final Process process;
    private final OutputStream toZygote;
    private final BlockingQueue<Optional<ZygoteMessage>> messages = new LinkedBlockingQueue<>(MESSAGES_WAITING);
    private final Capture err;
    private final Future<?> reading;
    private int jobs;

    private Zygote(Process process, ExecutorService threads) {
        this.process = process;
        this.toZygote = process.getOutputStream();
        this.err = new Capture(process.getErrorStream(), STDERR, () -> process.toHandle().destroyForcibly());
        threads.execute(err);
        this.reading = threads.submit(this::read);
    }

    /// Takes over a zygote's process, and waits until it is warm.
    ///
    /// @throws IOException if it does not become warm; the message says what it said
    static Zygote of(Process process, ExecutorService threads) throws IOException, InterruptedException {
        Zygote zygote = new Zygote(process, threads);
        try {
            if (zygote.next(WARM).letter() != ZygoteMessage.READY) {
                throw new IOException("a zygote began with something else than that it is ready");
            }
            return zygote;
        } catch (IOException | InterruptedException failed) {
            zygote.close();
            throw failed;
        }
    }

    private void read() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16))) {
            while (true) {
                messages.put(Optional.of(ZygoteMessage.read(in)));
            }
        } catch (IOException gone) {
            putEnd();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void putEnd() {
        try {
            messages.put(Optional.empty());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /// How many programs it has run.
    int jobs() {
        return jobs;
    }

    /// Runs one program to its end.
    ///
    /// @throws IOException if the zygote is lost; it must be closed
    Execution run(Job job) throws IOException, InterruptedException {
        begin(job, false);
        ZygoteMessage message = next(job.limits().wall().plus(SETUP));
        if (message.letter() != ZygoteMessage.RESULT) {
            throw new IOException("a zygote said something else than what became of a program");
        }
        return message.execution();
    }

    /// Gives it a program for a conversation.
    void begin(Job job, boolean framed) throws IOException {
        jobs++;
        tell(ZygoteMessage.of(job, framed));
    }

    /// Sends one message.
    void tell(ZygoteMessage message) throws IOException {
        toZygote.write(message.bytes());
        toZygote.flush();
    }

    /// Waits for one frame of the program.
    ///
    /// @return empty if the program has ended or the time has passed
    /// @throws IOException if the zygote is lost
    Heard frame(Duration wait) throws IOException, InterruptedException {
        Optional<ZygoteMessage> message = messages.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        if (message == null) {
            return new Heard.Nothing();
        }
        ZygoteMessage said = message.orElseThrow(this::lost);
        return switch (said.letter()) {
            case ZygoteMessage.FRAME -> new Heard.Frame(said.content());
            case ZygoteMessage.READY -> new Heard.End();
            default -> throw new IOException("a zygote said something else than a frame");
        };
    }

    /// What was heard of a program.
    sealed interface Heard {
        /// A frame.
        record Frame(Bytes content) implements Heard {
        }

        /// That it has ended.
        record End() implements Heard {
        }

        /// Nothing.
        record Nothing() implements Heard {
        }
    }

    /// Ends a conversation.
    ///
    /// @throws IOException if the zygote is lost
    Execution end() throws IOException, InterruptedException {
        tell(new ZygoteMessage(ZygoteMessage.END, Bytes.NONE));
        long deadline = System.nanoTime() + SETUP.toNanos();
        while (true) {
            ZygoteMessage message = next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            if (message.letter() == ZygoteMessage.RESULT) {
                return message.execution();
            }
        }
    }

    private ZygoteMessage next(Duration wait) throws IOException, InterruptedException {
        Optional<ZygoteMessage> message = messages.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        if (message == null) {
            throw new IOException("a zygote said nothing for " + wait.toSeconds() + " s");
        }
        return message.orElseThrow(this::lost);
    }

    private IOException lost() {
        String said = err.captured().bytes().text().strip();
        return new IOException("a zygote is gone" + (said.isEmpty() ? "" : ", saying " + said.substring(said.lastIndexOf('\n') + 1)));
    }

    /// Kills it with all that runs in its box, and waits for their end.
    @Override
    public void close() {
        List<ProcessHandle> below = process.descendants().toList();
        process.toHandle().destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
        reading.cancel(true);
        try {
            process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            long deadline = System.nanoTime() + ALL_GONE.toNanos();
            for (ProcessHandle one : below) {
                while (!ProcessTree.isGone(one) && System.nanoTime() < deadline) {
                    Thread.sleep(Duration.ofMillis(1));
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
