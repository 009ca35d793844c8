package dev.assay.suites.code.check;

import dev.assay.suites.generated.Draws;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The first word of a program's box is hostile: it is one of three things, or malformed.
class MessagesTest {

    private static Messages.Opening opening(String frame) {
        return Messages.opening(frame.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void threeOpeningsAreKnown() {
        assertThat(opening("{\"ready\": true}")).isEqualTo(new Messages.Opening.Ready());
        assertThat(opening("{\"load\": \"SyntaxError\", \"m\": \"x\", \"stage\": \"compile\"}")).isEqualTo(new Messages.Opening.NoProgram("SyntaxError", "x"));
        assertThat(opening("{\"load\": \"NameError\", \"m\": \"\", \"stage\": \"run\"}")).isEqualTo(new Messages.Opening.Failed("NameError", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "true", "{\"ready\": false}", "{\"ready\": 1}", "{\"ready\": \"true\"}",
            "{\"ready\": true, \"ready\": true}",
            "{\"ready\": true, \"end\": \"returned\"}", "{\"end\": \"returned\"}", "{\"ready\": true}{}", "{\"ready\": true} x",
            "{\"load\": \"A\", \"m\": \"x\", \"stage\": \"passed\"}", "{\"load\": \"A\", \"m\": \"x\"}", "{\"load\": 1, \"m\": \"x\", \"stage\": \"run\"}",
            "{\"load\": \"A\", \"m\": [], \"stage\": \"run\"}", "{\"load\": \"A\", \"m\": \"x\", \"stage\": \"run\", \"v\": 1}",
            "{\"id\":\"0123456789abcdef\",\"v\":null}",
            "PASSED"})
    void everythingElseIsMalformed(String frame) {
        assertThat(opening(frame)).isEqualTo(new Messages.Opening.Malformed());
    }

    @Test
    void longAndDeepOpeningsAreMalformedAtOnce() {
        assertThat(opening("[".repeat(16_000))).isEqualTo(new Messages.Opening.Malformed());
        assertThat(opening("{\"ready\": true" + " ".repeat(1 << 20) + "}")).isEqualTo(new Messages.Opening.Malformed());
        assertThat(opening("{\"load\": \"A\", \"stage\": \"run\", \"m\": \"" + "x".repeat(3000) + "\"}")).isEqualTo(new Messages.Opening.Malformed());
    }

    @Test
    void mangledFramesNeverThrowAndAreNoCallAndNoEnd() {
        Draws draws = Draws.of(20260113);
        List<String> seeds = List.of("{\"ready\": true}", "{\"load\": \"NameError\", \"m\": \"no\", \"stage\": \"run\"}",
            "{\"id\":\"0123456789abcdef\",\"a\":[],\"k\":[]}",
            "{\"end\": \"returned\", \"calls\": \"1\"}");
        int ready = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] frame = draws.pick(seeds).getBytes(StandardCharsets.UTF_8);
            for (int change = draws.between(1, 3); change > 0; change--) {
                frame[draws.below(frame.length)] = (byte) draws.below(256);
            }
            String text = new String(frame, StandardCharsets.ISO_8859_1);
            ready += Messages.opening(frame) instanceof Messages.Opening.Ready ? 1 : 0;
            Messages.end(frame).ifPresent(end -> assertThat(text).contains("end"));
            Messages.callId(frame).ifPresent(id -> assertThat(text).startsWith("{\"id\":\"").hasSizeGreaterThan(id.length()));
        }
        assertThat(ready).as("a changed space is no change").isLessThan(400);
    }
}
