package dev.assay.suites.generated;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.Message;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SampleDigestTest {

    @Test
    void theCanonicalFormHasLengthsBeforeTexts() throws NoSuchAlgorithmException {
        Sample sample = new Sample("\u00e9", List.of(new Message.User("why?")), new Target.Text(List.of("a", "b")), Optional.empty(), new TreeMap<>(
            Map.of("level", "1")));
        String canonical = text("\u00e9") + number(1) + text("user") + text("why?") + text("text") + number(2) + text("a") + text("b") + number(0) + number(1)
            + text("level") + text("1");

        byte[] digest = MessageDigest.getInstance("SHA-256").digest(HexFormat.of().parseHex(canonical));
        assertThat(SampleDigest.of(List.of(sample))).isEqualTo(HexFormat.of().formatHex(digest));
    }

    @Test
    void everyPartOfASampleCounts() {
        Sample plain = Sample.of("a", "why?", new Target.Expression("1"));
        List<Sample> others = List.of(Sample.of("b", "why?", new Target.Expression("1")), Sample.of("a", "why", new Target.Expression("1")),
            Sample.of("a", "why?", new Target.Expression("2")), Sample.of("a", "why?", new Target.Text(List.of("1"))),
            new Sample("a", plain.input(), plain.target(), Optional.of("c"), plain.metadata()),
            new Sample("a", plain.input(), plain.target(), Optional.empty(), new TreeMap<>(Map.of("x", "y"))));

        assertThat(Stream.concat(Stream.of(plain), others.stream()).map(sample -> SampleDigest.of(List.of(sample)))).doesNotHaveDuplicates();
    }

    private static String text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return number(bytes.length) + HexFormat.of().formatHex(bytes);
    }

    private static String number(int number) {
        return HexFormat.of().toHexDigits(number);
    }
}
