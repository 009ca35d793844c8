package dev.assay.runners.model.llama;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A child from the harness's side: what it says is handed to whoever waits for it, and its end is told to all of them.
///
/// One thread writes, one reads, and one keeps what it says on standard error, so that no caller ever waits for a pipe. A child that says what no child
/// says is killed: it cannot be trusted any more.
///
/// Safe for many threads: the lines are a concurrent map, and the reason of the end is written once.
final class ChildProcess implements AutoCloseable {

    /// A child that is killed is gone within this time, or will never be.
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int ABORTED = 128 + 6;
    /// The longest answer that is read, in characters.
    private static final int LONGEST_ANSWER = 16 << 20;

    private final Process process;
    private final Path room;
    private final Tail tail;
    private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final Map<Integer, Line> lines = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicReference<Heard.@Nullable Gone> end = new AtomicReference<>();
    private final BlockingQueue<Heard> greeting = new LinkedBlockingQueue<>();

    /// What is heard of a child.
    sealed interface Heard {
        /// It said something.
        record Said(News news) implements Heard {
        }

        /// It is gone, and why.
        ///
        /// @param why the whole reason
        /// @param aborted whether native code ended it
        /// @param words the line of its standard error that says most; may be empty
        record Gone(String why, boolean aborted, String words) implements Heard {
        }
    }

    /// Where the answer to one question arrives. Close it when nobody waits for it any more.
    final class Line implements AutoCloseable {
        private final int id;
        private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
        private final AtomicInteger characters = new AtomicInteger();

        Line(int id) {
            this.id = id;
        }

        /// By what number the child knows the question.
        int id() {
            return id;
        }

        /// What comes next.
        ///
        /// @return empty if nothing came in time
        Optional<Heard> next(long nanos) throws InterruptedException {
            return Optional.ofNullable(heard.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS));
        }

        /// Tells the child that nobody waits any more.
        void cancel() {
            orders.add(new Order.Cancel(id));
        }

        @Override
        public void close() {
            lines.remove(id);
        }
    }

    /// Takes over a process that was just started, and lets it load the model.
    ///
    /// @param room a folder of its own, which is removed with it
    ChildProcess(Process process, Order.Load load, Path room) {
        this.process = process;
        this.room = room;
        this.tail = new Tail(process.getErrorStream());
        orders.add(load.in(room.toString()));
        daemon("llama-child-stderr", tail);
        daemon("llama-child-out", this::write);
        daemon("llama-child-in", this::read);
    }

    private static void daemon(String name, Runnable work) {
        Thread.ofPlatform().daemon().name(name).start(work);
    }

    /// Its process id.
    long pid() {
        return process.pid();
    }

    /// Whether it can be asked.
    boolean isAlive() {
        return end.get() == null;
    }

    /// What it says of the model it loads.
    ///
    /// @return empty if it said nothing in time
    Optional<Heard> greeting(Duration patience) throws InterruptedException {
        return Optional.ofNullable(greeting.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
    }

    /// A new question's line.
    Line line() {
        Line line = new Line(ids.incrementAndGet());
        lines.put(line.id, line);
        Heard.Gone gone = end.get();
        if (gone != null) {
            line.heard.add(gone);
        }
        return line;
    }

    /// Gives it an order.
    void tell(Order order) {
        orders.add(order);
    }

    private void write() {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16))) {
            while (isAlive()) {
                Order order = orders.poll(1, TimeUnit.SECONDS);
                if (order != null) {
                    Frames.write(out, order);
                }
            }
        } catch (IOException gone) {
            // The reader sees its end too, and says so.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        String why = "";
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16))) {
            while (true) {
                hand(Frames.news(in));
            }
        } catch (java.io.EOFException gone) {
            why = "";
        } catch (IOException broken) {
            why = isAlive() ? "it broke the rules of its pipe: " + Shown.of(String.valueOf(broken.getMessage())) : "";
        }
        ended(why);
    }

    private void hand(News news) throws IOException {
        switch (news) {
            case News.Ready _,News.Unfit _ -> greeting.add(new Heard.Said(news));
            case News.Reading(int id) -> hand(id, news, 0);
            case News.Begun(int id, int _) -> hand(id, news, 0);
            case News.Piece(int id, String text) -> hand(id, news, text.length());
            case News.Done(int id, News.Why _, int _, long _) -> hand(id, news, 0);
            case News.Refused(int id, String _) -> hand(id, news, 0);
        }
    }

    /// Hands news to whoever waits for it; nobody waits for what was cancelled.
    private void hand(int id, News news, int characters) throws IOException {
        if (id < 1 || id > ids.get()) {
            throw new IOException("an answer to a question that nobody asked");
        }
        Line line = lines.get(id);
        if (line == null) {
            return;
        }
        if (line.characters.addAndGet(characters) > LONGEST_ANSWER) {
            throw new IOException("an answer of more than " + LONGEST_ANSWER + " characters");
        }
        line.heard.add(new Heard.Said(news));
    }

    /// Tells everybody that it is gone. It is killed first, since it may only have closed its pipe.
    private void ended(String broken) {
        kill();
        Heard.Gone gone = broken.isEmpty() ? reason() : new Heard.Gone(broken, false, "");
        end.compareAndSet(null, gone);
        greeting.add(gone);
        lines.values().forEach(line -> line.heard.add(gone));
        clear();
    }

    /// Kills it, and leaves its streams open, so that its last words can be read.
    private void kill() {
        process.toHandle().destroyForcibly();
    }

    /// The line of its standard error that says most; empty if none does.
    String words() {
        return tail.reason();
    }

    /// Removes what a child has left that died while it loaded its library.
    private void clear() {
        try {
            Optional<NativeLibrary> library = NativeLibrary.here();
            if (library.isPresent()) {
                library.get().removeFrom(room);
            }
        } catch (IOException kept) {
            // A folder of a few megabytes stays in the place for temporary files, and the system clears that.
        }
    }

    private Heard.Gone reason() {
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Heard.Gone("it does not end, although it was killed", false, "");
            }
            tail.await(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int status = process.isAlive() ? 0 : process.exitValue();
        String how = switch (status) {
            case ABORTED -> "it was aborted (signal 6)";
            case 128 + 9 -> "it was killed (signal 9; the system does that when memory runs out)";
            case 128 + 11 -> "it crashed (signal 11)";
            case 3 -> "its Java heap is full (status 3)";
            default -> "it ended with status " + status;
        };
        String words = tail.reason();
        return new Heard.Gone(words.isEmpty() ? how : how + ", and its last words are: " + words, status == ABORTED, words);
    }

    /// Kills it, and waits for its end.
    @Override
    public void close() {
        kill();
        try {
            process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
