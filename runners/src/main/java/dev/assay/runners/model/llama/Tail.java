package dev.assay.runners.model.llama;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The last of what a child wrote to its standard error: what native code says before it ends its process.
///
/// Safe for many threads: a lock guards the bytes.
final class Tail implements Runnable {

    private static final int KEPT = 16 << 10;
    /// Lines that say why, the best first.
    private static final List<Pattern> TELLING = List.of(Pattern.compile("what\\(\\):\\s*(.+)"), Pattern.compile("GGML_ASSERT\\((.+)"),
        Pattern.compile("(java\\.lang\\.OutOfMemoryError.*)"), Pattern.compile("(There is insufficient memory.*)"),
        Pattern.compile("error loading model: (.+)"), Pattern.compile("(?i)(?:error|failed)[^:\\n]*: (.+)"));

    private final InputStream in;
    private final byte[] ring = new byte[KEPT];
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch over = new CountDownLatch(1);
    private long written;

    Tail(InputStream in) {
        this.in = in;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[4096];
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                keep(buffer, read);
            }
        } catch (IOException closed) {
            // The child is gone, and with it what it had to say.
        } finally {
            over.countDown();
        }
    }

    /// Waits until everything was read.
    ///
    /// @param patience how long at most
    void await(Duration patience) throws InterruptedException {
        over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void keep(byte[] bytes, int length) {
        lock.lock();
        try {
            for (int i = 0; i < length; i++) {
                ring[(int) (written++ % KEPT)] = bytes[i];
            }
        } finally {
            lock.unlock();
        }
    }

    /// What was written last.
    String text() {
        lock.lock();
        try {
            int length = (int) Math.min(written, KEPT);
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = ring[(int) ((written - length + i) % KEPT)];
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } finally {
            lock.unlock();
        }
    }

    /// The line in it that says most about why the child ended, fit for a message; empty if none does.
    String reason() {
        String text = text();
        for (Pattern pattern : TELLING) {
            Matcher matcher = pattern.matcher(text);
            String last = "";
            while (matcher.find()) {
                last = matcher.group(1);
            }
            if (!last.isBlank()) {
                return Shown.of(last, 160);
            }
        }
        return "";
    }
}
