package dev.assay.suites.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Gets a pinned file in every way, and in every way that fails.
@Timeout(60)
class DatasetsTest {

    private static final byte[] CONTENT = "{\"question\": \"1 + 1?\"}\n".getBytes(UTF_8);
    private static final DownloadLimits SHORT = new DownloadLimits(Duration.ofSeconds(5), Duration.ofMillis(400), Duration.ofMillis(900), 1000);

    @TempDir
    private Path folder;
    private HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch done = new CountDownLatch(1);

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stopServer() {
        done.countDown();
        server.stop(0);
    }

    @Test
    void aFileIsDownloadedOnceAndThenComesFromTheCache() throws IOException {
        serve(exchange -> send(exchange, 200, CONTENT, CONTENT.length));
        Path first = datasets(false).resolve(pinned(CONTENT), Optional.empty());
        Path second = datasets(false).resolve(pinned(CONTENT), Optional.empty());
        Path offline = datasets(true).resolve(pinned(CONTENT), Optional.empty());
        assertThat(first).hasBinaryContent(CONTENT).isEqualTo(second).isEqualTo(offline);
        assertThat(requests).containsExactly("/owner/name/" + "a".repeat(40) + "/data/test.jsonl");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void anotherFileThanThePinnedOneIsRefusedAndNotKept() {
        serve(exchange -> send(exchange, 200, "something else".getBytes(UTF_8), 14));
        assertThatThrownBy(() -> datasets(false).resolve(pinned(CONTENT), Optional.empty())).isInstanceOf(DatasetException.class)
            .hasMessageContaining(digest("something else".getBytes(UTF_8))).hasMessageContaining(digest(CONTENT))
            .hasMessageContaining("--set math/gsm8k.file=PATH");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aMissingFileNamesTheStatusTheAddressAndTheWayOut() {
        serve(exchange -> send(exchange, 404, new byte[0], -1));
        assertThatThrownBy(() -> datasets(false).resolve(pinned(CONTENT), Optional.empty())).isInstanceOf(DatasetException.class).hasMessageContaining("404")
            .hasMessageContaining(base() + "/owner/name/").hasMessageContaining("--set math/gsm8k.file=PATH").hasMessageContaining(cache().toString());
    }

    @Test
    void aRedirectIsNotFollowed() {
        serve(exchange -> {
            exchange.getResponseHeaders().set("Location", base() + "/elsewhere");
            send(exchange, 302, new byte[0], -1);
        });
        assertThatThrownBy(() -> datasets(false).resolve(pinned(CONTENT), Optional.empty())).hasMessageContaining("302");
        assertThat(requests).hasSize(1);
    }

    @Test
    void aBodyThatStallsEndsWithTheDeadline() {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 5);
            exchange.getResponseBody().flush();
            waitForTheEnd();
        });
        assertThatThrownBy(() -> datasets(false).resolve(pinned(CONTENT), Optional.empty())).isInstanceOf(DatasetException.class)
            .hasMessageContaining("900 ms");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aServerThatNeverAnswersEndsWithTheDeadline() {
        serve(_ -> waitForTheEnd());
        assertThatThrownBy(() -> datasets(false).resolve(pinned(CONTENT), Optional.empty())).isInstanceOf(DatasetException.class)
            .hasMessageContaining("did not answer within 400 ms");
    }

    @Test
    void aCutConnectionIsAnErrorAndLeavesNothing() {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 5);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        assertThatThrownBy(() -> datasets(false).resolve(pinned(CONTENT), Optional.empty())).isInstanceOf(DatasetException.class)
            .hasMessageContaining("could not be downloaded");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aFileAboveTheLimitIsCutOff() {
        byte[] large = new byte[5000];
        serve(exchange -> send(exchange, 200, large, 0));
        assertThatThrownBy(() -> datasets(false).resolve(pinned(large), Optional.empty())).isInstanceOf(DatasetException.class)
            .hasMessageContaining("limit of 1000 bytes");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aServerThatIsNotThereIsAnErrorWithTheWayOut() {
        server.stop(0);
        assertThatThrownBy(() -> datasets(false).resolve(pinned(CONTENT), Optional.empty())).isInstanceOf(DatasetException.class)
            .hasMessageContaining("could not be downloaded")
            .hasMessageContaining("--set math/gsm8k.file=PATH");
    }

    @Test
    void offlineNothingIsAskedAndTheWayOutIsNamed() {
        serve(exchange -> send(exchange, 200, CONTENT, CONTENT.length));
        assertThatThrownBy(() -> datasets(true).resolve(pinned(CONTENT), Optional.empty())).isInstanceOf(DatasetException.class).hasMessageContaining("offline")
            .hasMessageContaining("--set math/gsm8k.file=PATH").hasMessageContaining(cache().resolve(pinned(CONTENT).cacheName()).toString());
        assertThat(requests).isEmpty();
    }

    @Test
    void aLocalFileIsUsedWithoutAnyRequest() throws IOException {
        Path local = Files.write(folder.resolve("mine.jsonl"), CONTENT);
        assertThat(datasets(false).resolve(pinned(CONTENT), Optional.of(local))).isEqualTo(local);
        assertThat(requests).isEmpty();
        assertThat(cache()).doesNotExist();
    }

    @Test
    void aLocalFileWithAnotherDigestNamesTheFileAndBothDigests() throws IOException {
        Path local = Files.writeString(folder.resolve("mine.jsonl"), "cut");
        assertThatThrownBy(() -> datasets(false).resolve(pinned(CONTENT), Optional.of(local))).isInstanceOf(DatasetException.class)
            .hasMessageContaining(local.toString())
            .hasMessageContaining(digest("cut".getBytes(UTF_8))).hasMessageContaining(digest(CONTENT)).hasMessageContaining("owner/name");
    }

    @Test
    void aLocalFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> datasets(false).resolve(pinned(CONTENT), Optional.of(folder.resolve("none.jsonl")))).hasMessageContaining("none.jsonl")
            .hasMessageContaining("math/gsm8k.file");
    }

    @Test
    void aDamagedCacheIsNamedAndNotUsed() throws IOException {
        Path cached = cache().resolve(pinned(CONTENT).cacheName());
        Files.createDirectories(cache());
        Files.write(cached, new byte[]{1, 2, 3});
        assertThatThrownBy(() -> datasets(false).resolve(pinned(CONTENT), Optional.empty())).isInstanceOf(DatasetException.class)
            .hasMessageContaining(cached.toString())
            .hasMessageContaining("Delete it");
        assertThat(requests).isEmpty();
    }

    @Test
    void aPlainAddressOnAnotherMachineIsRefused() {
        Datasets datasets = new Datasets(cache(), false, Optional.of(URI.create("http://example.org/mirror")), SHORT);
        assertThatThrownBy(() -> datasets.resolve(pinned(CONTENT), Optional.empty())).hasMessageContaining("https only");
    }

    @Test
    void thePublicAddressIsPinnedToTheRevision() {
        assertThat(pinned(CONTENT).address()).isEqualTo(URI.create("https://raw.githubusercontent.com/owner/name/" + "a".repeat(40) + "/data/test.jsonl"));
    }

    private void serve(HttpHandler handler) {
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().getPath());
            handler.handle(exchange);
        });
    }

    private static void send(HttpExchange exchange, int status, byte[] body, long length) throws IOException {
        exchange.sendResponseHeaders(status, length);
        if (length >= 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private void waitForTheEnd() throws IOException {
        try {
            if (!done.await(30, TimeUnit.SECONDS)) {
                throw new IOException("the test did not end");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Datasets datasets(boolean offline) {
        return new Datasets(cache(), offline, Optional.of(URI.create(base())), SHORT);
    }

    private List<Path> leftovers() {
        try (Stream<Path> files = Files.list(cache())) {
            return files.filter(file -> !file.toString().endsWith("test.jsonl")).toList();
        } catch (IOException noFolder) {
            throw new AssertionError(noFolder);
        }
    }

    private static PinnedFile pinned(byte[] content) {
        return new PinnedFile("owner/name", "a".repeat(40), "data/test.jsonl", digest(content), "math/gsm8k.file");
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError(missing);
        }
    }
}
