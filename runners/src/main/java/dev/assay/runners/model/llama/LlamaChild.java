package dev.assay.runners.model.llama;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The child process: loads one model, and answers what it is asked over its standard input until that ends.
///
/// It never outlives the harness: when its input ends, for whatever reason, it halts at once. Standard output belongs to what native code prints, so
/// the news go to a file that the harness names.
///
/// Safe for many threads: the questions in work are a concurrent map, and a lock guards the way out.
public final class LlamaChild {

    private static final int WELL = 0;
    private static final int MISUNDERSTOOD = 4;

    private final DataOutputStream out;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicReference<@Nullable Engine> engine = new AtomicReference<>();
    private final Map<Integer, Answering> inWork = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("answer-", 0).factory());

    private LlamaChild(DataOutputStream out) {
        this.out = out;
    }

    /// Serves until its input ends.
    ///
    /// @param arguments where news go: a file such as `/dev/fd/3`, or `-` for standard output
    public static void main(String[] arguments) {
        int end = MISUNDERSTOOD;
        try {
            FileOutputStream news = arguments[0].equals("-") ? new FileOutputStream(FileDescriptor.out) : new FileOutputStream(arguments[0]);
            System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
            LlamaChild child = new LlamaChild(new DataOutputStream(new BufferedOutputStream(news, 1 << 16)));
            end = child.serve(new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in), 1 << 16)));
        } catch (IOException e) {
            end = MISUNDERSTOOD;
        } finally {
            // Native threads would keep an orderly exit waiting.
            Runtime.getRuntime().halt(end);
        }
    }

    private int serve(DataInputStream in) throws IOException {
        try {
            while (true) {
                switch (Frames.order(in)) {
                    case Order.Load load -> threads.execute(() -> load(load));
                    case Order.Ask ask -> ask(ask);
                    case Order.Cancel(int id) -> cancel(id);
                }
            }
        } catch (java.io.EOFException gone) {
            return WELL;
        }
    }

    private void load(Order.Load load) {
        try {
            if (load.path().isEmpty()) {
                Engine.probe(load.room());
                say(new News.Ready(load.context(), ""));
                return;
            }
            Engine loaded = Engine.load(load);
            engine.set(loaded);
            say(new News.Ready(load.context(), loaded.opening()));
        } catch (UnfitModelException e) {
            say(new News.Unfit(String.valueOf(e.getMessage())));
        }
    }

    private void ask(Order.Ask ask) throws IOException {
        Engine loaded = engine.get();
        if (loaded == null) {
            throw new IOException("a question came before the model was loaded");
        }
        Answering answering = new Answering(loaded, ask, this::say);
        inWork.put(ask.id(), answering);
        threads.execute(() -> {
            try {
                answering.run();
            } finally {
                inWork.remove(ask.id());
            }
        });
    }

    private void cancel(int id) {
        Answering answering = inWork.get(id);
        if (answering != null) {
            answering.cancel();
        }
    }

    /// Tells the harness. Where it no longer listens, there is nothing left to do here.
    private void say(News news) {
        lock.lock();
        try {
            Frames.write(out, news);
        } catch (IOException gone) {
            Runtime.getRuntime().halt(WELL);
        } finally {
            lock.unlock();
        }
    }
}
