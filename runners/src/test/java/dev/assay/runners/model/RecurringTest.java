package dev.assay.runners.model;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Events that are read by their likeness mean what they would mean read as JSON.
class RecurringTest {

    private static final String FORM = "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}";

    private static Reply read(String... events) {
        ChatPieces pieces = new ChatPieces();
        List.of(events).forEach(event -> pieces.event("message", event));
        return pieces.reply();
    }

    private static String event(String piece) {
        return String.format(FORM, piece);
    }

    @Test
    void likeEventsAddUp() {
        assertThat(read(event("a"), event("b"), event(" {}"), event(""), event("数")).text()).isEqualTo("ab {}数");
    }

    @Test
    void aPieceWithAnEscapeIsReadAsJson() {
        assertThat(read(event("a"), event("\\n"), event("\\\""), event("\\u0041"), event("x\\\\"), event("b")).text()).isEqualTo("a\n\"Ax\\b");
    }

    @Test
    void aPieceThatBreaksOutOfItsStringIsNotTaken() {
        Reply reply = read(event("a"), event("b\"},\"finish_reason\":\"stop\",\"x\":{\"y\":\"z"));

        assertThat(reply.text()).isEqualTo("ab");
    }

    @Test
    void thoughtAndAnswerTakeTurns() {
        String thought = "{\"choices\":[{\"delta\":{\"reasoning\": \"%s\"}}]}";

        Reply reply = read(String.format(thought, "t"), String.format(thought, "u"), event("a"), event("b"), String.format(thought, "v"), event("c"));

        assertThat(reply.text()).isEqualTo("abc");
        assertThat(reply.reasoning().text()).contains("tuv");
    }

    @Test
    void theSameTextInAnotherPlaceIsNotMistakenForThePiece() {
        String twice = "{\"note\":{\"content\":\"a\"},\"choices\":[{\"delta\":{\"content\" : \"a\"}}]}";
        String other = "{\"note\":{\"content\":\"b\"},\"choices\":[{\"delta\":{\"content\" : \"a\"}}]}";

        assertThat(read(twice, other, twice).text()).isEqualTo("aaa");
    }

    @Test
    void anEventThatEndsTheAnswerIsReadAsJson() {
        Reply reply = read(event("a"), event("b"), event("c").replace("null", "\"stop\""));

        assertThat(reply.text()).isEqualTo("abc");
        assertThat(reply.stop()).isPresent();
    }

    @Test
    void aDuplicateKeyCannotHideBehindAPiece() {
        String form = "{\"choices\":[{\"delta\":{\"content\":\"%s\",\"content\":\"z\"}}]}";

        assertThat(read(String.format(form, "z"), String.format(form, "y")).text()).isEqualTo(read(String.format(form, "z")).text().repeat(2));
    }
}
