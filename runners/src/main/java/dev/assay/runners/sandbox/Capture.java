package dev.assay.runners.sandbox;

import dev.assay.core.sandbox.Bytes;
import dev.assay.core.sandbox.Captured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// Reads a stream to its end, and keeps no more than its cap.
///
/// Safe for one thread that reads and others that look: what was read is guarded by `kept`.
final class Capture implements Runnable {

    private static final int CHUNK = 1 << 16;

    private final InputStream stream;
    private final long cap;
    private final Runnable over;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean cut;

    /// @param stream what to read
    /// @param cap how many bytes to keep
    /// @param over is run once, when there is more
    Capture(InputStream stream, long cap, Runnable over) {
        this.stream = stream;
        this.cap = cap;
        this.over = over;
    }

    @Override
    public void run() {
        byte[] chunk = new byte[CHUNK];
        try (stream) {
            for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
                if (!keep(chunk, read)) {
                    over.run();
                    return;
                }
            }
        } catch (IOException closed) {
            // The other end is gone; what came is kept.
        }
    }

    private boolean keep(byte[] chunk, int length) {
        synchronized (kept) {
            int room = (int) Math.min(cap - kept.size(), length);
            kept.write(chunk, 0, room);
            cut |= room < length;
            return !cut;
        }
    }

    /// What was read so far.
    Captured captured() {
        synchronized (kept) {
            return new Captured(Bytes.of(kept.toByteArray()), cut);
        }
    }
}
