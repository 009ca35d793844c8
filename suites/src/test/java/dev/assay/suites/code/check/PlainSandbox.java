package dev.assay.suites.code.check;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Captured;
import dev.assay.core.sandbox.Channel;
import dev.assay.core.sandbox.Ending;
import dev.assay.core.sandbox.Execution;
import dev.assay.core.sandbox.Isolation;
import dev.assay.core.sandbox.Job;
import dev.assay.core.sandbox.LimitHit;
import dev.assay.core.sandbox.Sandbox;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Starts plain `python3` processes that nothing confines but resource limits: for tests whose programs we wrote ourselves.
public final class PlainSandbox implements Sandbox {

    /// The interpreter.
    public static final Path PYTHON = Path.of("/usr/bin/python3");

    private final List<Job> jobs = new ArrayList<>();

    /// Every job that was started, for tests that look at what a box was given.
    List<Job> jobs() {
        return List.copyOf(jobs);
    }

    @Override
    public String id() {
        return "plain";
    }

    @Override
    public Isolation isolation() {
        return Isolation.NONE;
    }

    @Override
    public String policyHash() {
        return "none";
    }

    @Override
    public Execution run(Job job) {
        jobs.add(job);
        Running running = new Running(job, false);
        Thread feeder = Thread.ofVirtual().start(() -> running.feed(job.stdin()));
        Execution execution = running.awaited();
        feeder.interrupt();
        return execution;
    }

    @Override
    public Channel start(Job job) {
        jobs.add(job);
        return new Framed(new Running(job, true));
    }

    @Override
    public <T> T alone(Supplier<T> work) {
        return work.get();
    }

    @Override
    public void close() {
    }

    private static final class Running {
        private final Job job;
        private final Path home;
        private final Process process;
        private final Set<LimitHit> hits = EnumSet.noneOf(LimitHit.class);
        private final long started = System.nanoTime();

        Running(Job job, boolean framed) {
            this.job = job;
            try {
                home = Files.createTempDirectory("plain-");
                for (var source : job.sources().entrySet()) {
                    Files.writeString(home.resolve(source.getKey()), source.getValue());
                }
                String redirect = framed ? "3<&0 4>&1 0</dev/null 1>" + home.resolve("stdout") : "1>" + home.resolve("stdout");
                String command = "ulimit -S -t " + Math.max(1, job.limits().cpu().toSeconds()) + "; ulimit -v " + job.limits().addressSpace() / 1024
                    + "; ulimit -f " + job.limits().streamBytes() / 512 + "; exec " + PYTHON + " -P -s " + home.resolve(job.main()) + " " + redirect + " 2>"
                    + home.resolve("stderr");
                ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).directory(home.toFile());
                builder.environment().clear();
                builder.environment().put("PYTHONHASHSEED", "0");
                builder.environment().put("LANG", "C.UTF-8");
                process = builder.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void feed(Bytes stdin) {
            try (OutputStream out = process.getOutputStream()) {
                out.write(stdin.toArray());
            } catch (IOException gone) {
                return;
            }
        }

        Execution awaited() {
            try {
                if (!process.waitFor(job.limits().wall().toMillis(), TimeUnit.MILLISECONDS)) {
                    hits.add(LimitHit.WALL);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return ended();
        }

        Execution ended() {
            boolean running = process.isAlive();
            process.destroyForcibly();
            try {
                process.waitFor();
                Captured out = captured("stdout");
                Captured err = captured("stderr");
                if (out.cut() || err.cut()) {
                    hits.add(LimitHit.OUTPUT);
                }
                Execution execution = new Execution(ending(running), Duration.ZERO, Duration.ofNanos(System.nanoTime() - started), OptionalLong.empty(), out,
                    err, hits);
                try (var files = Files.walk(home)) {
                    files.sorted((a, b) -> b.compareTo(a)).forEach(path -> path.toFile().delete());
                }
                return execution;
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private Ending ending(boolean running) {
            int status = process.exitValue();
            if (!hits.isEmpty()) {
                return new Ending.Killed(hits.iterator().next());
            }
            if (running) {
                return new Ending.Stopped();
            }
            return status > 128 && status < 160 ? new Ending.Signalled(status - 128) : new Ending.Exited(status);
        }

        private Captured captured(String name) throws IOException {
            Path file = home.resolve(name);
            byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            int kept = (int) Math.min(bytes.length, job.limits().streamBytes());
            return new Captured(Bytes.of(bytes, kept), bytes.length >= job.limits().streamBytes());
        }
    }

    private static final class Framed implements Channel {
        private final Running running;
        private final BlockingQueue<Optional<byte[]>> frames = new ArrayBlockingQueue<>(MOST_FRAMES);
        private Optional<Execution> ended = Optional.empty();

        Framed(Running running) {
            this.running = running;
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            InputStream in = running.process.getInputStream();
            try (DataInputStream data = new DataInputStream(in)) {
                while (true) {
                    int size = data.readInt();
                    if (size < 0 || size > LONGEST_FRAME) {
                        running.hits.add(LimitHit.FRAME);
                        frames.add(Optional.empty());
                        return;
                    }
                    byte[] frame = new byte[size];
                    data.readFully(frame);
                    frames.add(Optional.of(frame));
                }
            } catch (IOException | IllegalStateException over) {
                frames.offer(Optional.empty());
            }
        }

        @Override
        public void send(byte[] frame) {
            try {
                OutputStream out = running.process.getOutputStream();
                out.write(ByteBuffer.allocate(4).putInt(frame.length).array());
                out.write(frame);
                out.flush();
            } catch (IOException gone) {
                return;
            }
        }

        @Override
        public Optional<byte[]> receive(Duration wall) {
            try {
                long left = Math.min(wall.toMillis(), running.job.limits().wall().toMillis() - (System.nanoTime() - running.started) / 1_000_000);
                Optional<byte[]> frame = frames.poll(Math.max(0, left), TimeUnit.MILLISECONDS);
                if (frame == null) {
                    running.hits.add(LimitHit.WALL);
                    return Optional.empty();
                }
                if (frame.isEmpty()) {
                    running.process.waitFor(200, TimeUnit.MILLISECONDS);
                }
                return frame;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Execution end() {
            if (ended.isEmpty()) {
                ended = Optional.of(running.ended());
            }
            return ended.get();
        }
    }
}
