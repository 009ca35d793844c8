package dev.assay.runners.model;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What has come of an exchange so far. Whoever hands it from one thread to another takes care that the other sees it.
final class Received {

    private final Instant sent;
    private final long start;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private SortedMap<String, String> headers = new TreeMap<>();
    private Optional<Integer> status = Optional.empty();
    private Optional<Duration> firstByte = Optional.empty();

    /// @param sent when the request was sent
    /// @param start the reading of the nanosecond clock then
    Received(Instant sent, long start) {
        this.sent = sent;
        this.start = start;
    }

    /// The status line and the headers have come.
    void begun(int code, SortedMap<String, String> allowed) {
        status = Optional.of(code);
        headers = allowed;
    }

    /// The next bytes of the body have come.
    void take(byte[] bytes, int length) {
        if (firstByte.isEmpty() && length > 0) {
            firstByte = Optional.of(elapsed());
        }
        body.write(bytes, 0, length);
    }

    /// Whether the server accepted the request.
    boolean good() {
        return status.filter(code -> code >= 200 && code < 300).isPresent();
    }

    /// The length of the body so far, in bytes.
    int size() {
        return body.size();
    }

    /// How long it has been since the request was sent.
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// The exchange as it ended.
    Transport.Exchange ended(Transport.End end, String why) {
        return new Transport.Exchange(end, why, status, headers, body.toString(StandardCharsets.UTF_8), sent, firstByte, elapsed());
    }
}
