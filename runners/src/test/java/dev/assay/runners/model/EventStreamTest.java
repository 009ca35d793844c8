package dev.assay.runners.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EventStreamTest {

    private final List<String> events = new ArrayList<>();

    private EventStream reader() {
        return new EventStream((name, data) -> events.add(name + "=" + data));
    }

    private List<String> read(String wire, int chunk) {
        EventStream reader = reader();
        byte[] bytes = wire.getBytes(StandardCharsets.UTF_8);
        for (int start = 0; start < bytes.length; start += chunk) {
            byte[] piece = Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + chunk));
            assertThat(reader.feed(piece, piece.length)).isTrue();
        }
        reader.end();
        return events;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 1000})
    void aCharacterMaySpanTwoChunks(int chunk) {
        assertThat(read("data: grün 数 \uD83E\uDD14\n\ndata: zwei\n\n", chunk)).containsExactly("message=grün 数 \uD83E\uDD14", "message=zwei");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void linesEndInAnyOfThreeWays(String end) {
        String wire = String.join(end, "data: one", "data: two", "", "data: three", "", "");
        for (int chunk = 1; chunk <= wire.length(); chunk++) {
            events.clear();
            assertThat(read(wire, chunk)).containsExactly("message=one\ntwo", "message=three");
        }
    }

    @Test
    void aSpaceAfterTheColonIsOptionalAndOnlyOneIsTaken() {
        assertThat(read("data:a\n\ndata: b\n\ndata:  c\n\n", 7)).containsExactly("message=a", "message=b", "message= c");
    }

    @Test
    void commentsAndUnknownFieldsAreSkipped() {
        assertThat(read(": OPENROUTER PROCESSING\n\n: keep-alive\nid: 7\nretry: 10\nfoo: bar\nlonely\ndata: x\n\n", 4)).containsExactly("message=x");
    }

    @Test
    void anEventKeepsItsNameAndTheNextOneHasNone() {
        assertThat(read("event: error\ndata: bad\n\ndata: good\n\n", 100)).containsExactly("error=bad", "message=good");
    }

    @Test
    void anEventWithoutDataIsNone() {
        assertThat(read("event: ping\n\n\n\n", 100)).isEmpty();
    }

    @Test
    void aByteOrderMarkAtTheBeginningIsSkipped() {
        assertThat(read("\uFEFFdata: x\n\n", 1)).containsExactly("message=x");
    }

    @Test
    void whatWasBegunCountsWhenTheStreamEnds() {
        assertThat(read("data: one\n\ndata: [DONE]", 100)).containsExactly("message=one", "message=[DONE]");
    }

    @Test
    void aLineOverTheLimitEndsTheReading() {
        EventStream reader = new EventStream((name, data) -> events.add(data), 10);
        byte[] bytes = "data: 1\n\ndata: 123456\n\ndata: 2\n\n".getBytes(StandardCharsets.UTF_8);

        assertThat(reader.feed(bytes, bytes.length)).isFalse();
        assertThat(events).containsExactly("1");
    }
}
