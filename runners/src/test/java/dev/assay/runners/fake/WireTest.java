package dev.assay.runners.fake;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What the pretending server makes of bytes, good and bad.
@Timeout(60)
class WireTest {

    private static final String QUESTION = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"2 + 3?\"}]}";

    private final FakeServer server = FakeServer.start(FakeSettings.DEFAULTS.withThinking(Thinking.NONE).withEvents(1).withConnections(3));

    @AfterEach
    void close() {
        server.close();
    }

    private static String post(String path, String body, String... headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n" + String.join("", headers)
            + "\r\n" + body;
    }

    /// Sends these bytes and reads all until the server hangs up, which it is asked to.
    private String exchange(String... parts) throws IOException {
        return exchange(server, parts);
    }

    private static String exchange(FakeServer server, String... parts) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            for (String part : parts) {
                socket.getOutputStream().write(part.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static final String LAST = "Connection: close\r\n";

    @Test
    void aWholeAnswerHasTheFormOfTheDialect() throws IOException {
        assertThat(exchange(post("/v1/chat/completions", QUESTION, LAST))).startsWith("HTTP/1.1 200 OK\r\n").contains("x-request-id: req-fake-1\r\n")
            .contains("\"object\":\"chat.completion\"").contains("\"finish_reason\":\"stop\"").contains("\"prompt_tokens\":2");
    }

    @Test
    void aStreamEndsWithItsCountAndItsMark() throws IOException {
        String question = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"2 + 3?\"}]}],\"stream\":true,"
            + "\"stream_options\":{\"include_usage\":true}}";

        assertThat(exchange(post("/v1/chat/completions", question, LAST))).contains("text/event-stream")
            .contains("\"choices\":[],\"usage\":{\"prompt_tokens\":2")
            .endsWith("data: [DONE]\n\n\r\n0\r\n\r\n");
    }

    @Test
    void oneConnectionServesSeveralRequestsEvenIfTheyComeTogether() throws IOException {
        String answers = exchange(post("/v1/chat/completions", QUESTION) + post("/v1/chat/completions", QUESTION, LAST));

        assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(3);
    }

    @Test
    void aRequestMayComeByteByByte() throws IOException {
        assertThat(exchange(post("/v1/chat/completions", QUESTION, LAST).split(""))).startsWith("HTTP/1.1 200 OK");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"GET /v1/chat/completions|405", "POST /v1/models|405", "GET /nothing|404", "GET /v1/models|200", "GET /health|200",
            "GET /v1/models?x=1|200", "nonsense|400"})
    void otherRequestsAreAnsweredPolitely(String first, int status) throws IOException {
        String line = first.contains("/") ? first + " HTTP/1.1" : first;

        assertThat(exchange(line + "\r\n" + LAST + "\r\n")).startsWith("HTTP/1.1 " + status + " ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{|not well-formed", "[]|no JSON object", "{}|model is missing", "{\"model\":\"m\"}|messages is missing",
            "{\"model\":\"m\",\"messages\":[{}]}|has no role", "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}],\"max_tokens\":0}|above 0"})
    void aBadBodyIsRefusedAndSaysWhy(String body, String why) throws IOException {
        assertThat(exchange(post("/v1/chat/completions", body, LAST))).startsWith("HTTP/1.1 400 ").contains(why);
    }

    @Test
    void headersBodiesAndTheirLengthsAreBounded() throws IOException {
        assertThat(exchange("GET / HTTP/1.1\r\nX: " + "x".repeat(40_000))).startsWith("HTTP/1.1 431 ");
        assertThat(exchange("POST / HTTP/1.1\r\nContent-Length: 16777217\r\n\r\n")).startsWith("HTTP/1.1 413 ");
        assertThat(exchange("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n")).startsWith("HTTP/1.1 413 ");
        assertThat(exchange("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n")).startsWith("HTTP/1.1 411 ");
    }

    @Test
    void whoAsksBeforeSendingIsToldToGoAhead() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(("POST /v1/chat/completions HTTP/1.1\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: "
                + QUESTION.length() + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readNBytes(25), StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            socket.getOutputStream().write(QUESTION.getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void oneConnectionTooManyIsTurnedAway() throws IOException {
        try (Socket one = keeping();
            Socket two = keeping();
            Socket three = keeping();
            Socket four = new Socket(InetAddress.getLoopbackAddress(), server
                .port())) {
            assertThat(four.getInputStream().read()).isEqualTo(-1);
            assertThat(List.of(one, two, three)).noneMatch(Socket::isClosed);
        }
        assertThat(server.served().of("turned away")).isEqualTo(1);
    }

    private Socket keeping() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream().write("GET /health HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        InputStream in = socket.getInputStream();
        assertThat(in.read()).isEqualTo('H');
        return socket;
    }

    @ParameterizedTest
    @EnumSource(Imitated.class)
    void eachImitatedServerListsItsModels(Imitated imitated) throws IOException {
        try (FakeServer other = FakeServer.start(FakeSettings.DEFAULTS.withImitated(imitated))) {
            assertThat(exchange(other, "GET /v1/models HTTP/1.1\r\n" + LAST + "\r\n")).contains("\"id\":\"" + imitated.models().getFirst() + "\"").contains(
                "\"owned_by\":\"" + imitated.owner() + "\"");
        }
    }

    @Test
    void theTimeOfAnAnswerIsSpreadOverItsPieces() {
        Reply reply = new Reply(new byte[0], List.of(new byte[1], new byte[1], new byte[1], new byte[1]), new byte[0], Duration.ofSeconds(2),
            Reply.Finish.KEEP, "answered", true);

        assertThat(reply.after(0)).isEqualTo(Duration.ofMillis(500).toNanos());
        assertThat(reply.after(3)).isEqualTo(Duration.ofSeconds(2).toNanos());
    }

    @Test
    void aTextIsDividedWithoutCuttingACharacter() {
        assertThat(ChatText.parts("a\uD83E\uDD14b", 3)).containsExactly("a", "\uD83E\uDD14", "b");
        assertThat(ChatText.parts("abcde", 2)).containsExactly("ab", "cde");
        assertThat(ChatText.parts("ab", 5)).containsExactly("a", "b");
        assertThat(ChatText.parts("", 5)).isEmpty();
    }

    @Test
    void aPortThatIsTakenIsSaidSo() {
        assertThatThrownBy(() -> FakeServer.start(FakeSettings.DEFAULTS.withPort(server.port()))).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(String.valueOf(server.port())).hasMessageContaining("taken");
    }
}
