package dev.assay.reports.format;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// The page in a real browser, if there is one: Chromium or Chrome on the path, or named by `ASSAY_BROWSER`. `-Dassay.browser=required` makes its lack a failure.
class BrowserTest {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    @TempDir(cleanup = CleanupMode.NEVER)
    private static Path profile;
    @TempDir
    private Path directory;
    private HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private List<String> texts;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        String home = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        texts = new ArrayList<>(Hostile.TEXTS);
        texts.add("<img src=" + home + "><script src=" + home + "></script><link rel=stylesheet href=" + home + "><iframe src=" + home + "></iframe>");
        texts.add("<style>body{background:url(" + home + ")}</style><meta http-equiv=refresh content='0;url=" + home + "'>");
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void nothingThatAModelWroteRunsOrAsksForAnything() throws IOException, InterruptedException {
        Path page = directory.resolve("report.html");
        try (Writer out = Files.newBufferedWriter(page)) {
            new HtmlReport().write(RunReport.of(List.of(Hostile.run(directory.resolve("run"), texts))), out);
        }

        String dom = dom(page);

        assertThat(dom).contains("<title>Assay report: run</title>").contains("id=\"words\"").doesNotContain("<" + Hostile.PROBE).doesNotContain("<img")
            .doesNotContain("<script")
            .doesNotContain("<iframe");
        assertThat(requests).hasValue(0);
    }

    @Test
    void nothingInTheVerdictRunsOrAsksForAnythingAndItReadsWithoutScript() throws IOException, InterruptedException {
        Path page = directory.resolve("gate.html");
        String text = String.join(" ", texts.getFirst(), texts.get(1), texts.get(texts.size() - 2), texts.getLast());
        try (Writer out = Files.newBufferedWriter(page)) {
            new HtmlReport().write(RunReport.of(List.of(Hostile.run(directory.resolve("run"), List.of("x")))).withGate(HandMadeGate.hostile(text)), out);
        }

        String dom = dom(page);
        String panel = dom.substring(dom.indexOf("<section aria-labelledby=\"verdict\">"), dom.indexOf("<section aria-labelledby=\"leaderboard\">"));

        assertThat(dom).contains("<title>Assay report: run</title>");
        assertThat(panel).contains("FAIL: 1 of 6 checks that decide shows that a rule is broken.").contains("&lt;/script&gt;").doesNotContain("<script")
            .doesNotContain("<img").doesNotContain("<iframe").doesNotContain("<link").doesNotContain("<meta");
        assertThat(panel.split("<tr>", -1)).as("A heading and six rows, and two tables of two rows for each check but the one that passed.")
            .hasSize(1 + 1 + 6 + 5 * 4);
        assertThat(requests).hasValue(0);
    }

    @Test
    void thePolicyHoldsEvenWhereMarkupGotThrough() throws IOException, InterruptedException {
        PageView view = new PageView(RunReport.of(List.of(Hostile.run(directory.resolve("run"), List.of("x")))).board(), HtmlReport.stylesheet());
        Path page = directory.resolve("leaky.html");
        Files.writeString(page,
            "<!DOCTYPE html><html><head><meta http-equiv=\"Content-Security-Policy\" content=\"" + view.policy() + "\"><title>quiet</title></head><body>"
                + String.join("\n", texts.getFirst(), texts.get(texts.size() - 2).replaceAll("<iframe.*", "")) + "</body></html>");

        assertThat(dom(page)).contains("<title>quiet</title>");
        assertThat(requests).hasValue(0);
    }

    @Test
    void withoutOurCareTheSameTextsRunAndAsk() throws IOException, InterruptedException {
        Path page = directory.resolve("careless.html");
        Files.writeString(page,
            "<!DOCTYPE html><html><head><title>quiet</title></head><body>" + texts.getFirst() + texts.get(texts.size() - 2) + "</body></html>");

        assertThat(dom(page)).contains("<title>" + Hostile.PROBE + "</title>");
        assertThat(requests.get()).isPositive();
    }

    private String dom(Path page) throws IOException, InterruptedException {
        Path out = directory.resolve("dom.html");
        Process process = new ProcessBuilder(browser().toString(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--user-data-dir=" + profile,
            "--dump-dom",
            page.toUri().toString()).redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("The browser answers within its deadline.").isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return Files.readString(out);
    }

    private static Path browser() {
        Stream<Path> named = Optional.ofNullable(System.getenv("ASSAY_BROWSER")).map(Path::of).stream();
        Stream<Path> onPath = Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
            .filter(folder -> !folder.isEmpty())
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        Optional<Path> found = Stream.concat(named, onPath).filter(Files::isExecutable).findFirst();
        if (!"required".equals(System.getProperty("assay.browser"))) {
            Assumptions.assumeTrue(found.isPresent(), "skipped: no Chromium or Chrome on the path");
        }
        return found.orElseThrow(() -> new AssertionError("assay.browser=required, but there is no Chromium or Chrome on the path."));
    }
}
