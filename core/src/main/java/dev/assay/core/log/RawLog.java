package dev.assay.core.log;

import dev.assay.core.model.RawSink;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps the bodies of every attempt in `raw.jsonl`.
///
/// A key is the length of the file when it was opened and a number counted from 1, so that no key comes twice however often a run is
/// resumed. Raw bodies are never needed for scoring: a failure to write them ends the keeping, not the run.
///
/// Safe for threads: opening holds a lock, the number is atomic, and appending is the file's affair.
final class RawLog implements RawSink, AutoCloseable {

    private final Path path;
    private final Consumer<String> notices;
    private final ReentrantLock opening = new ReentrantLock();
    private final AtomicReference<@Nullable Opened> opened = new AtomicReference<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    private record Opened(AppendOnlyFile file, long base, AtomicLong number) {
        String nextKey() {
            return base + "-" + number.incrementAndGet();
        }
    }

    RawLog(Path path, Consumer<String> notices) {
        this.path = path;
        this.notices = notices;
    }

    @Override
    public Optional<String> keep(Exchange exchange) {
        if (ended.get()) {
            return Optional.empty();
        }
        try {
            Opened log = opened();
            String key = log.nextKey();
            byte[] line = LogCodec.line(new LogCodec.RawLine(key, exchange.model(), exchange.request(), exchange.status(), exchange.response()));
            if (line.length > LogCodec.LINE_LIMIT) {
                notices.accept(path + ": A body of " + (line.length >> 20) + " MiB was not kept; a line may have 64 MiB.");
                return Optional.empty();
            }
            log.file.append(line);
            return Optional.of(key);
        } catch (RunLogException e) {
            if (!ended.getAndSet(true)) {
                notices.accept("Request and response bodies are no longer kept. " + e.getMessage());
            }
            return Optional.empty();
        }
    }

    private Opened opened() {
        Opened known = opened.get();
        if (known != null) {
            return known;
        }
        opening.lock();
        try {
            Opened first = opened.get();
            if (first != null) {
                return first;
            }
            if (ended.get()) {
                throw new RunLogException(path + " is closed; nothing more is written to it.");
            }
            Opened made = new Opened(new AppendOnlyFile(path), path.toFile().length(), new AtomicLong());
            opened.set(made);
            return made;
        } finally {
            opening.unlock();
        }
    }

    @Override
    public void close() {
        opening.lock();
        try {
            ended.set(true);
        } finally {
            opening.unlock();
        }
        Opened log = opened.get();
        if (log != null) {
            log.file.close();
        }
    }
}
