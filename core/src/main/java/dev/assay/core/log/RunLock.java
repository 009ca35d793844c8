package dev.assay.core.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The right to write a run, held by one writer at a time. The operating system gives it back when the process ends, however it ends;
/// the file stays.
final class RunLock implements AutoCloseable {

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Takes the lock.
    ///
    /// @throws RunLogException if another process, or another writer in this one, holds it
    static RunLock take(RunFiles files) {
        Path file = files.lock();
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new RunLogException(
                    "Another process is writing the run in " + files.directory() + ". Wait for it to end, or choose another run directory.");
            }
            return new RunLock(channel);
        } catch (IOException e) {
            throw RunLogException.io(file, "cannot be locked", e, "Make the run directory writable, or choose another one.");
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new RunLogException("The lock of a run cannot be given back (" + RunLogException.reason(e) + "). It ends with this process.", e);
        }
    }
}
