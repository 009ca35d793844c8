package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/// The tiny models that come with Assay, and what their cards say.
class ModelCardsTest {

    private static final List<String> NAMES = List.of("tiny-direct", "tiny-think", "tiny-child", "tiny-stranger");
    private static final Path FOLDER = Path.of("src/main/resources/dev/assay/cli/models").toAbsolutePath();

    private static byte[] weights(String name) throws IOException {
        return Files.readAllBytes(FOLDER.resolve(name + ".gguf"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny-direct", "tiny-think", "tiny-child", "tiny-stranger"})
    void aModelIsASmallGgufFileWhoseCardNamesItsLicenceAndDigest(String name) throws IOException, NoSuchAlgorithmException {
        byte[] file = weights(name);
        assertThat(file).hasSizeLessThan(6_000_000).startsWith('G', 'G', 'U', 'F');
        String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        assertThat(Files.readString(FOLDER.resolve(name + ".md"))).startsWith("# " + name).contains("Apache-2.0", digest, "Limits");
    }

    @Test
    void theFourTogetherAreSmallAndAreOnTheClasspath() throws IOException {
        long bytes = 0;
        for (String name : NAMES) {
            bytes += weights(name).length;
            assertThat(ModelCardsTest.class.getResource("models/" + name + ".gguf")).as(name).isNotNull();
        }
        assertThat(bytes).isLessThan(20_000_000);
    }
}
