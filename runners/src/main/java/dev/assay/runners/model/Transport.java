package dev.assay.runners.model;

import java.io.IOException;
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
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

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

    /// How many connections are opened at once: few enough for the queue of any server.
    private static final int OPENING = 100;
    private static final Set<String> ALLOWED = Set.of("content-type", "location", "request-id", "retry-after", "retry-after-ms", "x-generation-id",
        "x-request-id");

    private final HttpClient client;
    private final Doorway doorway = new Doorway(OPENING);
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
    /// @param cleartext whether nothing is encrypted: then what the client has to do takes so little that its one thread does it, and no
    /// other is woken for every piece of an answer
    Transport(Duration connect, HttpClient.Version version, boolean cleartext, ProxySelector proxies, InstantSource clock) {
        this.client = HttpClient.newBuilder().version(version).followRedirects(HttpClient.Redirect.NEVER).connectTimeout(connect).proxy(proxies)
            .executor(cleartext ? Runnable::run : Executors.newVirtualThreadPerTaskExecutor()).build();
        this.clock = clock;
    }

    /// Sends a request and reads the answer; blocks until that has ended, well or not.
    ///
    /// After an interrupt the thread's interrupted status is set again.
    Exchange exchange(Sending sending, Limits limits, Listener listener) {
        try (Doorway.Passage passage = doorway.enter(HttpRequest.BodyPublishers.ofString(sending.body))) {
            return exchange(request(sending, limits, passage), limits, listener);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Received(clock.instant(), System.nanoTime()).ended(End.CANCELLED, "");
        }
    }

    private Exchange exchange(HttpRequest request, Limits limits, Listener listener) {
        Received received = new Received(clock.instant(), System.nanoTime());
        AtomicReference<@Nullable Reception> reception = new AtomicReference<>();
        try {
            End end = client.send(request, head -> {
                Reception begun = receive(head, limits, listener, received).watched();
                reception.set(begun);
                return begun;
            }).body();
            return ended(reception.get(), end, received);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended(reception.get(), End.CANCELLED, received);
            return received.ended(End.CANCELLED, "");
        } catch (HttpConnectTimeoutException e) {
            return received.ended(End.NO_CONNECTION, "the connection was not made in time");
        } catch (HttpTimeoutException e) {
            return received.ended(limits.total.compareTo(limits.firstByte) <= 0 ? End.TOTAL : End.FIRST_BYTE, "no answer began in time");
        } catch (IOException e) {
            return isInterrupt(e) || reception.get() == null ? beforeAnswer(e, received) : ended(reception.get(), End.BROKEN, received);
        }
    }

    /// Nothing is received any more from here on, so what has come can be read.
    private static Exchange ended(@Nullable Reception reception, End end, Received received) {
        End written = reception == null ? end : reception.stop(end);
        return received.ended(written, switch (written) {
            case BROKEN -> "the connection was closed inside the answer";
            case TOO_LONG -> "the body is longer than " + (received.good() ? LONGEST_BODY : LONGEST_ERROR) / 1024 / 1024 + " MiB";
            case COMPLETE, NO_CONNECTION, NO_ANSWER, FIRST_BYTE, IDLE, TOTAL, CANCELLED -> "";
        });
    }

    private static Reception receive(HttpResponse.ResponseInfo head, Limits limits, Listener listener, Received received) {
        SortedMap<String, String> headers = new TreeMap<>();
        head.headers().map().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!values.isEmpty() && isAllowed(lower)) {
                headers.put(lower, values.getFirst());
            }
        });
        received.begun(head.statusCode(), headers);
        return new Reception(received.good() ? listener : (bytes, length) -> true, received, received.good() ? LONGEST_BODY : LONGEST_ERROR, limits.idle,
            limits.total.minus(received.elapsed()));
    }

    private static HttpRequest request(Sending sending, Limits limits, HttpRequest.BodyPublisher body) {
        Duration untilHeaders = limits.total.compareTo(limits.firstByte) < 0 ? limits.total : limits.firstByte;
        HttpRequest.Builder request = HttpRequest.newBuilder(sending.target).timeout(untilHeaders).header("Content-Type", "application/json")
            .header("Accept", "text/event-stream, application/json").header("User-Agent", "assay")
            .POST(body);
        if ("http".equals(sending.target.getScheme())) {
            request.version(HttpClient.Version.HTTP_1_1);
        }
        sending.headers.forEach((name, value) -> request.header(name, value.reveal()));
        return request.build();
    }

    private static Exchange beforeAnswer(IOException e, Received received) {
        if (isInterrupt(e)) {
            Thread.currentThread().interrupt();
            return received.ended(End.CANCELLED, "");
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return received.ended(End.NO_CONNECTION, "the name of the host is not known");
            }
            if (cause instanceof SSLException) {
                return received.ended(End.NO_CONNECTION, "no TLS connection came about");
            }
        }
        if (e instanceof ConnectException) {
            return received.ended(End.NO_CONNECTION, "the connection was refused");
        }
        return received.ended(End.NO_ANSWER, "the connection was closed before an answer began");
    }

    private static boolean isInterrupt(IOException e) {
        return e.getCause() instanceof InterruptedException || e instanceof ClosedByInterruptException
            || (e instanceof InterruptedIOException && Thread.currentThread().isInterrupted());
    }

    private static boolean isAllowed(String header) {
        return ALLOWED.contains(header) || header.startsWith("x-ratelimit-reset-") || header.startsWith("anthropic-ratelimit-");
    }
}
