package dev.assay.core.log;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// A file that only grows, line by line.
///
/// Safe for threads: each append holds the lock from its first byte to its last. Every append is handed to the operating system whole
/// before it returns, so a killed process loses nothing that was appended. It goes through a [FileOutputStream], which repeats short
/// writes itself and, unlike a file channel, does not close itself when the writing thread is interrupted.
///
/// After a failed write the end of the file may be torn; nothing more is appended, so that the tear stays at the end.
final class AppendOnlyFile implements AutoCloseable {

    private final Path file;
    private final FileOutputStream out;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    /// Opens a file for appending, or makes it.
    ///
    /// @throws RunLogException if it cannot be written
    AppendOnlyFile(Path file) {
        this.file = file;
        try {
            this.out = new FileOutputStream(file.toFile(), true);
        } catch (IOException e) {
            throw RunLogException.io(file, "cannot be opened for writing", e, "Make it writable, or choose another run directory.");
        }
    }

    /// Refuses if an earlier write failed or the file is closed.
    void requireWhole() {
        if (closed.get()) {
            throw new RunLogException(file + " is closed; nothing more is written to it.");
        }
        if (broken.get()) {
            throw new RunLogException(file + ": An earlier write failed, so nothing more is written to it. Run again to continue.");
        }
    }

    /// Appends whole lines in one write.
    ///
    /// @throws RunLogException if they could not be written
    void append(byte[] lines) {
        lock.lock();
        try {
            requireWhole();
            out.write(lines);
        } catch (IOException e) {
            broken.set(true);
            throw RunLogException.io(file, "cannot be written any more", e,
                "Everything before it is safe; make room or make the disk writable, then run again to continue.");
        } finally {
            lock.unlock();
        }
    }

    /// Forces what was appended to the disk and closes the file.
    @Override
    public void close() {
        lock.lock();
        try (FileOutputStream closing = out) {
            if (!closed.getAndSet(true) && !broken.get()) {
                closing.getChannel().force(true);
            }
        } catch (IOException e) {
            throw RunLogException.io(file, "cannot be forced to the disk", e, "What was written may be lost if the machine stops now; check the disk.");
        } finally {
            lock.unlock();
        }
    }
}
