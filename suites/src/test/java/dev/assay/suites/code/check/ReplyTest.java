package dev.assay.suites.code.check;

import dev.assay.core.sandbox.Language;
import dev.assay.suites.generated.Draws;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReplyTest {

    private static final String ID = "0123456789abcdef";

    private static Reply read(String frame) {
        return Reply.read(frame.getBytes(StandardCharsets.UTF_8), ID, Language.PYTHON);
    }

    private static String with(String rest) {
        return "{\"id\":\"" + ID + "\"," + rest + "}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "\"a\\ud800\"", "[]", "[[],[null,\"x\"]]", "{\"i\":\"-1f\"}", "{\"f\":\"0x1.8p+0\"}", "{\"c\":[\"0x0p0\",\"inf\"]}",
            "{\"b\":\"00ff\"}", "{\"t\":[]}", "{\"s\":[{\"i\":\"1\"}]}", "{\"z\":[]}", "{\"d\":[[\"a\",{\"d\":[]}]]}", "{\"o\":[[null,null]]}", "{\"D\":[]}",
            "{\"n\":[]}", "{\"r\":[\"0\",\"5\",\"1\"]}", "{\"q\":[null,[true]]}", "{\"q\":[\"5\",[]]}", "{\"m\":\"1.10\"}", "{\"x\":[\"1\",\"3\"]}",
            "{\"y\":\"2024-02-29\"}", "{\"h\":\"01:02:03\"}", "{\"w\":\"2024-02-29T01:02:03\"}", "{\"l\":[\"0\",\"1\",\"2\"]}"})
    void everyKnownValueIsAReply(String value) {
        assertThat(read(with("\"v\":" + value))).isEqualTo(new Reply.Value());
        assertThat(read("{\"v\":" + value + ",\"id\":\"" + ID + "\"}")).as("in any order").isEqualTo(new Reply.Value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1.5", "1e5", "NaN", "{}", "{\"i\":1}", "{\"i\":null}", "{\"i\":\"1\",\"f\":\"1\"}", "{\"i\":\"1\",\"i\":\"1\"}",
            "{\"py/object\":\"x\"}",
            "{\"t\":\"ab\"}", "{\"t\":{\"i\":\"1\"}}", "{\"d\":[[1,2]]}", "{\"d\":[[\"a\"]]}", "{\"d\":[[\"a\",\"b\",\"c\"]]}", "{\"d\":{\"a\":\"b\"}}",
            "{\"c\":[\"0\"]}",
            "{\"c\":[\"0\",\"0\",\"0\"]}", "{\"r\":[\"0\",\"1\"]}", "{\"q\":[]}", "{\"q\":[null]}", "{\"q\":[1,[]]}", "{\"q\":[null,[],[]]}", "[1]", "[,]",
            "[null", "'a'",
            "undefined"})
    void everythingElseIsMalformed(String value) {
        assertThat(read(with("\"v\":" + value))).isInstanceOf(Reply.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "true", "{}", "{\"id\":\"0123456789abcdef\"}", "{\"v\":null}", "{\"id\":\"0123456789abcdee\",\"v\":null}",
            "{\"id\":1,\"v\":null}", "{\"id\":\"0123456789abcdef\",\"v\":null,\"v\":null}", "{\"id\":\"0123456789abcdef\",\"v\":null,\"u\":\"A\"}",
            "{\"id\":\"0123456789abcdef\",\"v\":null,\"e\":\"ValueError\",\"m\":\"\"}", "{\"id\":\"0123456789abcdef\",\"m\":\"x\"}",
            "{\"id\":\"0123456789abcdef\",\"v\":null,\"m\":\"x\"}", "{\"id\":\"0123456789abcdef\",\"v\":null,\"verdict\":\"PASSED\"}",
            "{\"id\":\"0123456789abcdef\",\"v\":null}{}", "{\"id\":\"0123456789abcdef\",\"v\":null} x", "{\"id\":\"0123456789abcdef\",\"e\":5,\"m\":\"\"}",
            "{\"id\":\"0123456789abcdef\",\"e\":\"\",\"m\":\"\"}", "{\"id\":\"0123456789abcdef\",\"u\":[]}", "{\"ready\":true}", "{\"end\":\"returned\"}",
            "/* c */{\"id\":\"0123456789abcdef\",\"v\":null}", "{'id':'0123456789abcdef','v':null}"})
    void framesOfAnotherFormAreMalformed(String frame) {
        assertThat(read(frame)).isInstanceOf(Reply.Malformed.class);
    }

    @Test
    void exceptionAndTypeAreTakenAsText() {
        assertThat(read(with("\"e\":\"ValueError\",\"m\":\"bad\""))).isEqualTo(new Reply.Raised("ValueError", "bad"));
        assertThat(read(with("\"u\":\"Sneaky\""))).isEqualTo(new Reply.NotPlain("Sneaky"));
        assertThat(read(with("\"e\":\"ValueError\",\"m\":\"" + "x".repeat(5000) + "\""))).isInstanceOf(Reply.Malformed.class);
    }

    @Test
    void bytesThatAreNoUtf8AreMalformed() {
        byte[] frame = with("\"v\":\"aXb\"").getBytes(StandardCharsets.UTF_8);
        for (int hostile : new int[]{0xff, 0xc0, 0xed}) {
            byte[] copy = frame.clone();
            copy[new String(frame, StandardCharsets.UTF_8).indexOf('X')] = (byte) hostile;
            assertThat(Reply.read(copy, ID, Language.PYTHON)).isInstanceOf(Reply.Malformed.class);
        }
        assertThat(Reply.read(new byte[]{(byte) 0x80, 0x04, (byte) 0x95}, ID, Language.PYTHON)).as("a pickle").isInstanceOf(Reply.Malformed.class);
    }

    @Test
    void depthIsBoundedAndNothingOverflows() {
        assertThat(read(with("\"v\":" + "[".repeat(100) + "]".repeat(100)))).isEqualTo(new Reply.Value());
        assertThat(read(with("\"v\":" + "[".repeat(100_000)))).isInstanceOf(Reply.Malformed.class);
        assertThat(read(with("\"v\":" + "{\"t\":[".repeat(50_000)))).isInstanceOf(Reply.Malformed.class);
    }

    @Test
    void largestFrameIsReadInLittleTimeAndManyKeysAreRefused() {
        String numbers = "{\"i\":\"1\"},".repeat(700_000);
        long start = System.nanoTime();
        assertThat(read(with("\"v\":[" + numbers + "null]"))).isEqualTo(new Reply.Value());
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < 400_000; i++) {
            keys.append("\"k").append(i).append("\":null,");
        }
        assertThat(read("{" + keys + "\"id\":\"" + ID + "\"}")).isInstanceOf(Reply.Malformed.class);
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    }

    @Test
    void mangledFramesAreNeverTakenForAReplyToAnotherCallAndNeverThrow() {
        Draws draws = Draws.of(20260104);
        List<String> seeds = new ArrayList<>(
            List.of(with("\"v\":{\"d\":[[\"a\",[{\"i\":\"1\"},null]]]}"), with("\"e\":\"KeyError\",\"m\":\"k\""), with("\"u\":\"A\"")));
        for (int i = 0; i < 20_000; i++) {
            byte[] frame = draws.pick(seeds).getBytes(StandardCharsets.UTF_8);
            for (int change = draws.between(1, 3); change > 0; change--) {
                frame[draws.below(frame.length)] = (byte) draws.below(256);
            }
            Reply reply = Reply.read(frame, ID, Language.PYTHON);
            boolean named = new String(frame, StandardCharsets.ISO_8859_1).contains(ID);
            assertThat(reply instanceof Reply.Malformed || named).as(new String(frame, StandardCharsets.ISO_8859_1)).isTrue();
        }
    }

    private static Reply java(String value) {
        return Reply.read(("{\"id\":\"" + ID + "\",\"v\":" + value + "}").getBytes(StandardCharsets.UTF_8), ID, Language.JAVA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "\"a\"", "[]", "{\"i\":\"1\"}", "{\"j\":\"1\"}", "{\"g\":\"0.5\"}", "{\"c\":\"x\"}", "{\"n\":\"0f\"}",
            "{\"m\":\"0f 2\"}", "{\"k\":[{\"q\":[]}]}", "{\"s\":[\"a\"]}", "{\"t\":[]}", "{\"o\":[null]}", "{\"p\":[\"a\",\"b\"]}", "{\"d\":[[\"a\",null]]}",
            "{\"e\":[]}", "{\"a\":[\"int\",{\"i\":\"1\"}]}", "{\"a\":[\"[I\"]}"})
    void valuesOfJavaAreRead(String value) {
        assertThat(java(value)).isEqualTo(new Reply.Value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "{\"z\":[]}", "{\"r\":[\"1\",\"2\",\"3\"]}", "{\"i\":1}", "{\"i\":[]}", "{\"a\":[]}", "{\"a\":[{\"i\":\"1\"}]}",
            "{\"d\":[[\"a\"]]}",
            "{\"s\":\"a\"}", "{\"i\":\"1\",\"j\":\"1\"}", "{}", "{\"D\":[]}"})
    void whatIsNoValueOfJavaIsMalformed(String value) {
        assertThat(java(value)).isInstanceOf(Reply.Malformed.class);
    }
}
