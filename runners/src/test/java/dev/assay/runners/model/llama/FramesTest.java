package dev.assay.runners.model.llama;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// What harness and child say to each other, on the wire and back.
final class FramesTest {

    private static final List<Order> ORDERS = List.of(
        new Order.Load("/models/ä b.gguf", "/rooms/1", "{{ x }}", 4096, 3, 8, 0, true, false, -1, List.of(2, 7)),
        new Order.Ask(17, List.of("system", "user"), List.of("", "2 + 3?\n\uD83C\uDF89"), 99, List.of("\n\n", "END"),
            new Order.Sampling(5, 0.6f, 0.95f, 40, 0.05f, 1.1f)),
        new Order.Ask(18, List.of(), List.of(), 1, List.of(), Order.Sampling.DEFAULTS), new Order.Cancel(Integer.MAX_VALUE));
    private static final List<News> NEWS = List.of(new News.Ready(512, "<think>\n"), new News.Unfit("no"), new News.Reading(1), new News.Begun(1, 12),
        new News.Piece(1, "fünf"), new News.Done(1, News.Why.NATURAL, 7, 1L << 40), new News.Done(2, News.Why.LENGTH, 0, 0),
        new News.Done(3, News.Why.CANCELLED, 1, 1), new News.Refused(4, ""));

    private static byte[] wire(List<Order> orders, List<News> news) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (Order order : orders) {
            Frames.write(out, order);
        }
        for (News one : news) {
            Frames.write(out, one);
        }
        return bytes.toByteArray();
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    @Test
    void everyOrderComesOutAsItWentIn() throws IOException {
        DataInputStream in = in(wire(ORDERS, List.of()));
        for (Order order : ORDERS) {
            assertThat(Frames.order(in)).isEqualTo(order);
        }
    }

    @Test
    void allNewsComeOutAsTheyWentIn() throws IOException {
        DataInputStream in = in(wire(List.of(), NEWS));
        for (News news : NEWS) {
            assertThat(Frames.news(in)).isEqualTo(news);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damagedFramesAreNeverAnythingButNewsOrAnError(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] good = wire(List.of(), NEWS);
        int errors = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = good.clone();
            for (int change = 0; change <= random.nextInt(3); change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                DataInputStream in = in(bytes);
                for (int n = 0; n < NEWS.size(); n++) {
                    assertThat(Frames.news(in)).isNotNull();
                }
            } catch (IOException e) {
                errors++;
            }
        }
        assertThat(errors).isGreaterThan(1000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aStopTextEndsATextInWhateverPiecesItComes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2000; i++) {
            String text = random.ints(random.nextInt(40), 'a', 'd').collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
            List<String> stops = List.of("abc".substring(random.nextInt(2)), "caa", "");
            int first = stops.stream().filter(stop -> !stop.isEmpty()).mapToInt(text::indexOf).filter(at -> at >= 0).min().orElse(-1);
            StopScanner scanner = new StopScanner(stops);
            StringBuilder shown = new StringBuilder();
            for (String piece : pieces(text, random)) {
                shown.append(scanner.feed(piece));
            }
            shown.append(scanner.rest());

            assertThat(scanner.isStopped()).isEqualTo(first >= 0);
            assertThat(shown.toString()).as("%s in %s", stops, text).isEqualTo(first < 0 ? text : text.substring(0, first));
        }
    }

    private static List<String> pieces(String text, SplittableRandom random) {
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < text.length();) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(4));
            pieces.add(text.substring(at, end));
            at = end;
        }
        return pieces;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyTextIsCarriedAndRestored(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(switch (random.nextInt(4)) {
                    case 0 -> (char) random.nextInt(0x10000);
                    case 1 -> (char) (0xD800 + random.nextInt(0x800));
                    case 2 -> (char) (0xE000 + random.nextInt(0x1900));
                    default -> (char) random.nextInt(128);
                });
            }
            String carried = PlainText.of(text.toString());

            assertThat(carried.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))).isTrue();
            assertThat(PlainText.restored(carried)).isEqualTo(text.toString());
        }
    }

    @Test
    void messagesAreWrittenAsJson() {
        assertThat(ChatJson.of(List.of("user"), List.of("a\"\\\n\u0001"))).isEqualTo(
            "{\"messages\":[{\"role\":\"user\",\"content\":\"a\\\"\\\\\\u000a\\u0001\"}]}");
    }

    @Test
    void theLastWordsOfAChildTellWhy() {
        assertThat(words("loading\nterminate called\n  what():  no such role\n at row 1")).isEqualTo("no such role");
        assertThat(words("x".repeat(100_000) + "\nllama_model_load: error loading model: missing tensor 'a'\n")).isEqualTo("missing tensor 'a'");
        assertThat(words("\nslot release: stop processing\n")).isEmpty();
    }

    @Test
    void bothWaysToAskForThePeakOfMemoryAgree() {
        assumeTrue(Files.exists(Path.of("/proc/self/status")));

        // A process that has just grown may tell two figures; they are a few pages apart.
        assertThat(ProcessMemory.maximum() * 1024).isCloseTo(ProcessMemory.peak(), withinPercentage(5));
    }

    private static String words(String text) {
        Tail tail = new Tail(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        tail.run();
        return tail.reason();
    }
}
