package dev.assay.runners.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class EndpointProbeTest {

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private URI address(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + "/v1");
    }

    /// Answers one connection with a text, or says nothing and keeps it open.
    private void answer(String text) {
        Thread.ofVirtual().start(() -> {
            try (Socket socket = server.accept();
                BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
                if (!text.isEmpty()) {
                    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
                    socket.getOutputStream().flush();
                }
                while (reader.readLine() != null) {
                    continue;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static EndpointProbe probe() {
        return new EndpointProbe(Duration.ofSeconds(5));
    }

    @Test
    void aServerInCleartextIsReached() {
        assertThat(probe().probe(address("http")))
            .isEqualTo(new EndpointProbe.Finding(true, "127.0.0.1:" + server.getLocalPort() + " accepts connections, in cleartext."));
    }

    @Test
    void aClosedPortRefuses() throws IOException {
        server.close();

        assertThat(probe().probe(address("http"))).isEqualTo(new EndpointProbe.Finding(false, "127.0.0.1:" + server.getLocalPort() + " refuses connections."));
    }

    @Test
    void aServerWithoutTlsIsToldApart() {
        answer("HTTP/1.1 400 Bad Request\r\n\r\n");

        assertThat(probe().probe(address("https"))).satisfies(finding -> {
            assertThat(finding.reached()).isFalse();
            assertThat(finding.sentence()).contains("accepts connections, but TLS fails");
        });
    }

    @Test
    void aServerThatSaysNothingIsLeftAfterTheDeadline() {
        answer("");

        assertThat(new EndpointProbe(Duration.ofMillis(300)).probe(address("https")).sentence()).contains("gives no answer within 0.3 s");
    }

    @Test
    void aNameThatNobodyHasIsSaidToBeUnknown() {
        // A label of more than 63 letters is refused by every resolver without asking the network.
        String impossible = "x".repeat(70) + ".invalid";

        assertThat(probe().probe(URI.create("http://" + impossible + ":1/v1")))
            .isEqualTo(new EndpointProbe.Finding(false, "The name " + impossible + " is not known to this machine."));
    }

    @Test
    void whatIsNoWebAddressIsNotTried() {
        assertThat(probe().probe(URI.create("file:///etc/passwd")).reached()).isFalse();
        assertThat(probe().date(URI.create("mailto:a@b"))).isEmpty();
    }

    @Test
    void theTimeIsTakenFromTheDateOfAnAnswer() {
        answer("HTTP/1.1 405 Method Not Allowed\r\nDate: Wed, 29 Jan 2025 10:00:00 GMT\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        assertThat(probe().date(address("http"))).contains(Instant.parse("2025-01-29T10:00:00Z"));
    }

    @Test
    void aDateThatIsNoneIsNoTime() {
        answer("HTTP/1.1 200 OK\r\nDate: yesterday\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        assertThat(probe().date(address("http"))).isEmpty();
    }

    @Test
    void aDeadlineIsNeitherZeroNorAnHour() {
        assertThatIllegalArgumentException().isThrownBy(() -> new EndpointProbe(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new EndpointProbe(Duration.ofHours(1)));
    }
}
