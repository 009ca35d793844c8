package dev.assay.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// A provider that repeats the key in every fault it can make, and every byte that a run leaves behind.
final class NoKeyAnywhereTest {

    private static final String KEY = "sk-canary-0b7d24e6f19a";
    /// Faults of single trials, in the order in which questions meet them.
    private static final List<Integer> STATUSES = List.of(400, 408, 409, 413, 422, 429, 500, 502, 503, 529, 200);

    @TempDir
    private Path folder;
    private HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile int always;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 128);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void hangUp() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            int call = calls.getAndIncrement();
            int status = always > 0 ? always : STATUSES.get(call % STATUSES.size());
            exchange.getResponseHeaders().set("Retry-After", "0");
            exchange.getResponseHeaders().set("x-request-id", KEY);
            exchange.getResponseHeaders().set("X-Echo", "Bearer " + KEY);
            if (status == 200) {
                echoInStream(exchange, call);
                return;
            }
            String body = "{\"type\":\"error\",\"error\":{\"type\":\"" + KEY + "\",\"code\":\"" + KEY + "\",\"message\":\"The key " + KEY + " of call " + call
                + " is known here.\"}}";
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /// Faults behind a good status: broken JSON, a page, a cut stream.
    private static void echoInStream(HttpExchange exchange, int call) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        String text = switch (call % 3) {
            case 0 -> "data: {\"model\":\"" + KEY + "\",\n\n";
            case 1 -> "<html>" + KEY + "</html>";
            default -> "data: {\"choices\":[{\"delta\":{\"content\":\"" + KEY + "\"}}]}\n\n";
        };
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private Typed run(String provider, int samples) throws IOException {
        String model = provider + "/fake?url=http://127.0.0.1:" + server.getAddress().getPort() + "/v1&key=TEST_KEY&idle=1s&breaker=off&handshake=off";
        return Typed.in(folder, Map.of("TEST_KEY", KEY, "XDG_CACHE_HOME", folder.toString()), "run", "--suite", "math/word-problems", "--set",
            "math/word-problems.samples=" + samples, "--model", model, "--runs", folder.resolve("runs").toString(), "--yes", "--concurrency", "4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "openai-responses", "anthropic", "gemini"})
    void faultsOfSingleTrialsRepeatNoKey(String provider) throws IOException {
        Typed typed = run(provider, 2 * STATUSES.size());

        assertThat(calls.get()).as(typed.all()).isGreaterThanOrEqualTo(2 * STATUSES.size());
        noKeyAnywhere(typed);
    }

    @ParameterizedTest
    @CsvSource({"openai,401", "openai,402", "openai,403", "openai,404", "openai,503", "openai-responses,401", "anthropic,401", "gemini,401", "anthropic,529",
            "gemini,403"})
    void faultsOfTheWholeModelRepeatNoKey(String provider, int status) throws IOException {
        always = status;

        Typed typed = run(provider, 5);

        assertThat(calls.get()).as(typed.all()).isPositive();
        noKeyAnywhere(typed);
    }

    private void noKeyAnywhere(Typed typed) throws IOException {
        assertThat(typed.all()).doesNotContain(KEY);
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).isNotEmpty();
            for (Path file : all) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).as("%s of %s", file, Arrays.asList(all)).doesNotContain(KEY);
            }
        }
    }
}
