package dev.assay.suites.data;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Fetches one file over HTTP into a local file, within limits.
///
/// Redirects are not followed: a pinned address answers itself. Every wait has a deadline.
final class Download {

    private final DownloadLimits limits;

    Download(DownloadLimits limits) {
        this.limits = limits;
    }

    /// Something went wrong on the way; the message is one sentence that names neither file nor address.
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message);
        }

        Failed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// Fetches the file; on failure, part of it may stand at the target.
    void fetch(URI address, Path target) throws Failed {
        HttpClient client = HttpClient.newBuilder().connectTimeout(limits.connect()).followRedirects(HttpClient.Redirect.NEVER).build();
        try {
            HttpRequest request = HttpRequest.newBuilder(address).timeout(limits.response()).header("User-Agent", "assay").GET().build();
            HttpResponse<Optional<Path>> response = await(client.sendAsync(request, into(target)));
            if (response.statusCode() != 200) {
                throw new Failed("The server answered with status " + response.statusCode() + ".");
            }
        } finally {
            client.shutdownNow();
        }
    }

    private BodyHandler<Optional<Path>> into(Path target) {
        BodyHandler<Path> file = BodyHandlers.limiting(BodyHandlers.ofFile(target), limits.bytes());
        return info -> info.statusCode() == 200
            ? HttpResponse.BodySubscribers.mapping(file.apply(info), Optional::of)
            : HttpResponse.BodySubscribers.replacing(Optional.empty());
    }

    private <T> T await(Future<T> answer) throws Failed {
        try {
            return answer.get(limits.total().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException timeout) {
            throw new Failed("The file did not come within " + seconds(limits.total()) + ".", timeout);
        } catch (ExecutionException failure) {
            throw failed(failure);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new Failed("The download was stopped.", interrupt);
        } finally {
            answer.cancel(true);
        }
    }

    private Failed failed(ExecutionException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof HttpTimeoutException) {
            return new Failed("The server did not answer within " + seconds(limits.response()) + ".", failure);
        }
        if (cause instanceof IOException && reason(cause).contains("exceeds")) {
            return new Failed("The file is larger than the limit of " + limits.bytes() + " bytes.", failure);
        }
        return new Failed("The connection failed: " + (cause == null ? "no reason was given" : reason(cause)) + ".", failure);
    }

    private static String reason(Throwable problem) {
        String message = problem.getMessage();
        return message == null || message.isBlank() ? problem.getClass().getSimpleName() : message;
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
