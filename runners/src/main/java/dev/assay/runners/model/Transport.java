package dev.assay.runners.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;

/// Carries one request to a server and its answer back, and tells in plain values how that ended.
///
/// It follows no redirect, so that a key never travels on, repeats nothing by itself, and speaks HTTP/1.1 unless told otherwise: over
/// cleartext the client would else offer an upgrade on which some servers hang. The client's own timeout ends where the headers have
/// come; after that a timer closes the body, and writes down the reason first, because the reader sees no more than a closed stream.
/// Headers are handed on by an allow-list. No request, response or header collection of the client is ever formatted: they print keys.
///
/// Safe for use by many threads: it holds only the client, which is.
final class Transport {

    /// The longest body that is read, in bytes.
    static final long LONGEST_BODY = 128L * 1024 * 1024;
    /// The longest body of an error that is read, in bytes.
    static final long LONGEST_ERROR = 1024L * 1024;

    private static final int CHUNK = 16 * 1024;
    private static final Set<String> ALLOWED = Set.of("content-type", "location", "request-id", "retry-after", "retry-after-ms", "x-generation-id",
        "x-request-id");

    private final HttpClient client;
    private final InstantSource clock;

    /// What is sent where.
    ///
    /// @param target the whole address
    /// @param headers headers by name, secret ones among them
    /// @param body the JSON text
    record Sending(URI target, Map<String, Secret> headers, String body) {
        public Sending {
            headers = Map.copyOf(headers);
        }
    }

    /// How long the parts of one exchange may take.
    ///
    /// @param firstByte until the headers of the answer
    /// @param idle silence inside the body
    /// @param total the whole
    record Limits(Duration firstByte, Duration idle, Duration total) {
    }

    /// Is shown the body of an answer as it comes.
    @FunctionalInterface
    interface Listener {

        /// Takes the next bytes of the body of a good answer.
        ///
        /// @return whether to read on
        boolean chunk(byte[] bytes, int length);
    }

    /// How an exchange ended.
    enum End {
        /// The body was read as far as anybody wanted.
        COMPLETE,
        /// No connection came about.
        NO_CONNECTION,
        /// The server hung up before it answered.
        NO_ANSWER,
        /// The server hung up inside the body.
        BROKEN,
        /// The deadline until the headers passed.
        FIRST_BYTE,
        /// The body was silent for too long.
        IDLE,
        /// The deadline of the whole passed.
        TOTAL,
        /// The body was longer than the limit.
        TOO_LONG,
        /// The thread was interrupted.
        CANCELLED
    }

    /// What became of a request.
    ///
    /// @param end how it ended
    /// @param why what was in the way, in a few words; empty if nothing was
    /// @param status the HTTP status, if one came
    /// @param headers the allowed headers of the answer, by lower-case name
    /// @param body the body as far as it came
    /// @param sent when the request was sent
    /// @param firstByte how long until the first byte of the body
    /// @param total how long in all
    record Exchange(End end, String why, Optional<Integer> status, SortedMap<String, String> headers, String body, Instant sent,
        Optional<Duration> firstByte, Duration total) {

        public Exchange {
            headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
        }

        /// Whether the server accepted the request.
        boolean good() {
            return status.filter(code -> code >= 200 && code < 300).isPresent();
        }
    }

    /// A transport.
    ///
    /// @param connect how long until a connection stands
    /// @param version the version of HTTP that is offered over TLS
    /// @param proxies which way leads to which server
    Transport(Duration connect, HttpClient.Version version, ProxySelector proxies, InstantSource clock) {
        this.client = HttpClient.newBuilder().version(version).followRedirects(HttpClient.Redirect.NEVER).connectTimeout(connect).proxy(proxies)
            .executor(Executors.newVirtualThreadPerTaskExecutor()).build();
        this.clock = clock;
    }

    /// Sends a request and reads the answer; blocks until that has ended, well or not.
    ///
    /// After an interrupt the thread's interrupted status is set again.
    Exchange exchange(Sending sending, Limits limits, Listener listener) {
        Progress progress = new Progress(clock.instant(), System.nanoTime());
        try {
            HttpResponse<InputStream> response = client.send(request(sending, limits), HttpResponse.BodyHandlers.ofInputStream());
            return receive(response, limits, listener, progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return progress.ended(End.CANCELLED, "");
        } catch (HttpConnectTimeoutException e) {
            return progress.ended(End.NO_CONNECTION, "the connection was not made in time");
        } catch (HttpTimeoutException e) {
            return progress.ended(limits.total.compareTo(limits.firstByte) <= 0 ? End.TOTAL : End.FIRST_BYTE, "no answer began in time");
        } catch (IOException e) {
            return beforeAnswer(e, progress);
        }
    }

    private static HttpRequest request(Sending sending, Limits limits) {
        Duration untilHeaders = limits.total.compareTo(limits.firstByte) < 0 ? limits.total : limits.firstByte;
        HttpRequest.Builder request = HttpRequest.newBuilder(sending.target).timeout(untilHeaders).header("Content-Type", "application/json")
            .header("Accept", "text/event-stream, application/json").header("User-Agent", "assay")
            .POST(HttpRequest.BodyPublishers.ofString(sending.body));
        if ("http".equals(sending.target.getScheme())) {
            request.version(HttpClient.Version.HTTP_1_1);
        }
        sending.headers.forEach((name, value) -> request.header(name, value.reveal()));
        return request.build();
    }

    private static Exchange beforeAnswer(IOException e, Progress progress) {
        if (isInterrupt(e)) {
            Thread.currentThread().interrupt();
            return progress.ended(End.CANCELLED, "");
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return progress.ended(End.NO_CONNECTION, "the name of the host is not known");
            }
            if (cause instanceof SSLException) {
                return progress.ended(End.NO_CONNECTION, "no TLS connection came about");
            }
        }
        if (e instanceof ConnectException) {
            return progress.ended(End.NO_CONNECTION, "the connection was refused");
        }
        return progress.ended(End.NO_ANSWER, "the connection was closed before an answer began");
    }

    private static boolean isInterrupt(IOException e) {
        return e.getCause() instanceof InterruptedException || e instanceof ClosedByInterruptException
            || (e instanceof InterruptedIOException && Thread.currentThread().isInterrupted());
    }

    private Exchange receive(HttpResponse<InputStream> response, Limits limits, Listener listener, Progress progress) throws IOException {
        progress.status = Optional.of(response.statusCode());
        response.headers().map().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!values.isEmpty() && isAllowed(lower)) {
                progress.headers.put(lower, values.getFirst());
            }
        });
        boolean good = response.statusCode() >= 200 && response.statusCode() < 300;
        try (InputStream body = response.body(); Watch watch = Watch.over(body, limits.idle, limits.total.minus(progress.elapsed()))) {
            return read(body, watch, good ? listener : (bytes, length) -> true, good ? LONGEST_BODY : LONGEST_ERROR, progress);
        }
    }

    private static boolean isAllowed(String header) {
        return ALLOWED.contains(header) || header.startsWith("x-ratelimit-") || header.startsWith("anthropic-ratelimit-");
    }

    private static Exchange read(InputStream body, Watch watch, Listener listener, long longest, Progress progress) {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int length = body.read(chunk); length >= 0; length = body.read(chunk)) {
                watch.touch();
                progress.take(chunk, length);
                if (progress.body.size() > longest) {
                    return progress.ended(End.TOO_LONG, "the body is longer than " + longest / 1024 / 1024 + " MiB");
                }
                if (!listener.chunk(chunk, length)) {
                    return progress.ended(End.COMPLETE, "");
                }
            }
            return progress.ended(watch.reason().orElse(End.COMPLETE), "");
        } catch (IOException e) {
            if (isInterrupt(e)) {
                Thread.currentThread().interrupt();
                return progress.ended(End.CANCELLED, "");
            }
            return progress.ended(watch.reason().orElse(End.BROKEN), "the connection was closed inside the answer");
        }
    }

    /// What has come of an exchange so far; used by one thread.
    private static final class Progress {
        private final Instant sent;
        private final long start;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private final SortedMap<String, String> headers = new TreeMap<>();
        private Optional<Integer> status = Optional.empty();
        private Optional<Duration> firstByte = Optional.empty();

        Progress(Instant sent, long start) {
            this.sent = sent;
            this.start = start;
        }

        Duration elapsed() {
            return Duration.ofNanos(System.nanoTime() - start);
        }

        void take(byte[] bytes, int length) {
            if (firstByte.isEmpty() && length > 0) {
                firstByte = Optional.of(elapsed());
            }
            body.write(bytes, 0, length);
        }

        Exchange ended(End end, String why) {
            return new Exchange(end, why, status, headers, body.toString(StandardCharsets.UTF_8), sent, firstByte, elapsed());
        }
    }
}
