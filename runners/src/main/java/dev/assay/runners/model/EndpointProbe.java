package dev.assay.runners.model;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Knocks at the address of a model: finds its name, connects, and greets in TLS, but asks nothing and sends no key.
///
/// Everything, the look-up of the name too, happens in a thread of its own that is left behind when the deadline has passed, because a
/// look-up cannot be told to hurry.
public final class EndpointProbe {

    private final Duration deadline;

    /// @param deadline how long one knock may take in all
    public EndpointProbe(Duration deadline) {
        if (!deadline.isPositive() || deadline.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("A knock lasts above 0 and at most 5 minutes, not " + deadline + ".");
        }
        this.deadline = deadline;
    }

    /// What a knock found.
    ///
    /// @param reached whether a model could be called there, as far as a connection shows it
    /// @param sentence what happened, with host and port
    public record Finding(boolean reached, String sentence) {
    }

    /// Knocks once.
    ///
    /// @param endpoint an http or https address; its path is not used
    public Finding probe(URI endpoint) {
        Optional<Finding> unfit = unfit(endpoint);
        if (unfit.isPresent()) {
            return unfit.get();
        }
        return withinDeadline(() -> connect(endpoint)).orElseGet(() -> new Finding(false, silent(endpoint)));
    }

    /// The time by a server's own clock, from the `Date` of its answer to a request without a key; empty if there is none in time.
    ///
    /// @param endpoint an http or https address; its path is not used
    public Optional<Instant> date(URI endpoint) {
        if (unfit(endpoint).isPresent()) {
            return Optional.empty();
        }
        return withinDeadline(() -> askDate(endpoint)).flatMap(date -> date);
    }

    private static Optional<Finding> unfit(URI endpoint) {
        String scheme = Optional.ofNullable(endpoint.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (endpoint.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            return Optional.of(new Finding(false, "This is not an http or https address with a host."));
        }
        return Optional.empty();
    }

    private <T> Optional<T> withinDeadline(Callable<T> knock) {
        FutureTask<T> task = new FutureTask<>(knock);
        Thread.ofVirtual().name("endpoint-probe").start(task);
        try {
            return Optional.of(task.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            task.cancel(true);
        }
    }

    private Finding connect(URI endpoint) {
        String place = place(endpoint);
        try (Socket socket = new Socket()) {
            int patience = (int) deadline.toMillis();
            socket.setSoTimeout(patience);
            socket.connect(new InetSocketAddress(InetAddress.getByName(host(endpoint)), port(endpoint)), patience);
            return isTls(endpoint) ? greet(socket, endpoint) : new Finding(true, place + " accepts connections, in cleartext.");
        } catch (UnknownHostException e) {
            return new Finding(false, "The name " + host(endpoint) + " is not known to this machine.");
        } catch (SocketTimeoutException e) {
            return new Finding(false, silent(endpoint));
        } catch (ConnectException e) {
            return new Finding(false, place + " refuses connections.");
        } catch (IOException | SecurityException e) {
            return new Finding(false, place + " cannot be reached.");
        }
    }

    private static Finding greet(Socket socket, URI endpoint) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (SSLSocket tls = (SSLSocket) factory.createSocket(socket, host(endpoint), port(endpoint), true)) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            return new Finding(true, place(endpoint) + " accepts connections, with " + tls.getSession().getProtocol() + ".");
        } catch (SSLException e) {
            return new Finding(false, place(endpoint) + " accepts connections, but TLS fails: no TLS server, or a certificate that this Java does not trust.");
        }
    }

    private Optional<Instant> askDate(URI endpoint) throws IOException, InterruptedException {
        URI root = URI.create(endpoint.getScheme() + "://" + endpoint.getRawAuthority() + "/");
        HttpRequest request = HttpRequest.newBuilder(root).method("HEAD", HttpRequest.BodyPublishers.noBody()).timeout(deadline).build();
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(deadline).build()) {
            HttpResponse<Void> response = client.send(request, HttpResponse.BodyHandlers.discarding());
            return response.headers().firstValue("Date").flatMap(EndpointProbe::instant);
        }
    }

    private static Optional<Instant> instant(String date) {
        try {
            return Optional.of(ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private String silent(URI endpoint) {
        return place(endpoint) + " gives no answer within " + BigDecimal.valueOf(deadline.toMillis(), 3).stripTrailingZeros().toPlainString() + " s.";
    }

    private static String place(URI endpoint) {
        return host(endpoint) + ":" + port(endpoint);
    }

    private static String host(URI endpoint) {
        return Optional.ofNullable(endpoint.getHost()).orElse("");
    }

    private static boolean isTls(URI endpoint) {
        return "https".equalsIgnoreCase(endpoint.getScheme());
    }

    private static int port(URI endpoint) {
        if (endpoint.getPort() >= 0) {
            return endpoint.getPort();
        }
        return isTls(endpoint) ? 443 : 80;
    }
}
