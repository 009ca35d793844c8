package dev.assay.core.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/// Reads a file line by line as bytes, up to a length that was known to be whole, with no line longer than [LogCodec#LINE_LIMIT].
///
/// For one thread.
@SuppressWarnings("ByteBufferBackingArray") // The buffer is always one that was allocated here.
final class LineReader implements AutoCloseable {

    private final Path file;
    private final InputStream in;
    private final AtomicReference<ByteBuffer> buffer = new AtomicReference<>(ByteBuffer.allocate(1 << 16).limit(0));
    private final AtomicLong unread;
    private final AtomicLong offset;
    private final AtomicLong number = new AtomicLong();

    /// One line; its bytes are good until the next one is read.
    ///
    /// @param file the file, as messages name it
    /// @param number counted from 1, beginning where reading began
    /// @param offset where it begins in the file
    /// @param bytes an array that holds it
    /// @param start where it begins in the array
    /// @param length its length in bytes, without its end
    @SuppressWarnings("ArrayRecordComponent")
    record Line(Path file, long number, long offset, byte[] bytes, int start, int length) {
    }

    /// Opens a file of which the first `whole` bytes are lines, to be read from offset `from` on.
    LineReader(Path file, long from, long whole) throws IOException {
        this.file = file;
        this.in = Files.newInputStream(file);
        this.unread = new AtomicLong(whole - from);
        this.offset = new AtomicLong(from);
        in.skipNBytes(from);
    }

    /// The next line, or null if there is none.
    ///
    /// @throws RunLogException if it is too long
    @Nullable
    Line next() throws IOException {
        long line = number.incrementAndGet();
        int searched = 0;
        while (true) {
            ByteBuffer held = requireNonNull(buffer.get());
            int end = endOfLine(held, held.position() + searched);
            if (end >= 0) {
                int start = held.position();
                held.position(end + 1);
                return new Line(file, line, offset.getAndAdd(end + 1L - start), held.array(), start, end - start);
            }
            searched = held.remaining();
            if (!fill(line)) {
                return null;
            }
        }
    }

    private static int endOfLine(ByteBuffer held, int from) {
        byte[] bytes = held.array();
        for (int i = from; i < held.limit(); i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /// Moves the line that is being read to the front of the buffer, makes room if there is none, and reads on.
    private boolean fill(long line) throws IOException {
        ByteBuffer held = requireNonNull(buffer.get()).compact();
        if (!held.hasRemaining()) {
            if (held.capacity() >= LogCodec.LINE_LIMIT) {
                throw new RunLogException(file + ":" + line + ": This line is longer than 64 MiB, which no version of Assay writes. "
                    + "Restore the file from a copy, or delete the line.");
            }
            held = ByteBuffer.allocate(Math.min(2 * held.capacity(), LogCodec.LINE_LIMIT)).put(held.flip());
        }
        int read = in.read(held.array(), held.position(), (int) Math.min(held.remaining(), unread.get()));
        int filled = held.position() + Math.max(read, 0);
        buffer.set(held.position(0).limit(filled));
        unread.addAndGet(-Math.max(read, 0));
        return read > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
