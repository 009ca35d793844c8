package dev.assay.suites.code;

import dev.assay.suites.generated.Draws;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PickledTextTest {

    private static String packed(byte[] pickle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(pickle);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    private static String packed(String hex) {
        return packed(HexFormat.of().parseHex(hex));
    }

    /// What CPython 3.11 writes for `pickle.dumps("[1]é", protocol)`.
    @ParameterizedTest
    @CsvSource({"2, 800258050000005b315dc3a971002e", "3, 800358050000005b315dc3a971002e", "4, 80049509000000000000008c055b315dc3a9942e",
            "5, 80059509000000000000008c055b315dc3a9942e"})
    void oneTextIsReadFromEveryBinaryProtocol(int protocol, String hex) {
        assertThat(PickledText.read(packed(hex), 1000)).as("protocol %s", protocol).contains("[1]é");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80049509000000000000008c055b315dc3a994", "80049509000000000000008c055b315dc3a9942e2e", "80048c0161948c0162942e",
            "80048c0161946200",
            "80049363", "80048c0170948c0171948993942e", "8004635f5f6275696c74696e5f5f0a6576616c0a2e", "80046370726e740a",
            "28635f5f6275696c74696e5f5f0a6576616c0a2e",
            "80045d942e", "80044b012e", "80044e2e", "80048cff612e", "80048d00000000000000ff2e", "8004580000008061", "8001580161", "8006580161", "80", "",
            "80048c02c3282e", "80042e", "80048c0161948c0162948694522e"})
    void anythingElseIsRefused(String hex) {
        assertThat(PickledText.read(packed(hex), 1000)).isEmpty();
    }

    @Test
    void whatIsNoBase64OrNoZlibOrTooLongIsRefused() {
        assertThat(PickledText.read("!!", 1000)).isEmpty();
        assertThat(PickledText.read(Base64.getEncoder().encodeToString("x".getBytes(StandardCharsets.UTF_8)), 1000)).isEmpty();
        assertThat(PickledText.read(packed(new byte[50_000_000]), 1000)).as("a bomb").isEmpty();
    }

    @Test
    void mangledPicklesNeverThrow() {
        Draws draws = Draws.of(20260105);
        byte[] seed = HexFormat.of().parseHex("80049509000000000000008c055b315dc3a9942e");
        for (int i = 0; i < 5_000; i++) {
            byte[] pickle = seed.clone();
            for (int change = draws.between(1, 3); change > 0; change--) {
                pickle[draws.below(pickle.length)] = (byte) draws.below(256);
            }
            assertThat(PickledText.read(packed(pickle), 1000).map(String::length).orElse(0)).isLessThan(20);
        }
    }
}
