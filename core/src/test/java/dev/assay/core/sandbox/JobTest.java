package dev.assay.core.sandbox;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class JobTest {

    @ParameterizedTest
    @ValueSource(strings = {"../main.py", "/etc/passwd", ".hidden", "a b.py", "", "a/b.py", "a\0b"})
    void noSourceLeavesItsFolder(String name) {
        assertThatIllegalArgumentException().isThrownBy(
            () -> new Job(Language.PYTHON, new TreeMap<>(Map.of(name, "")), name, List.of(), Bytes.NONE, Limits.PYTHON, Role.SOLVER));
    }

    @Test
    void theMainFileIsAmongTheSources() {
        assertThatIllegalArgumentException().isThrownBy(
            () -> new Job(Language.PYTHON, new TreeMap<>(Map.of("a.py", "")), "b.py", List.of(), Bytes.NONE, Limits.PYTHON, Role.SOLVER));
    }

    @Test
    void theLengthOfASourceIsInBytes() {
        assertThat(Job.python("ß€", Bytes.NONE).sourceLength()).isEqualTo(5);
    }

    @Test
    void bytesAreTextOnlyIfTheyAreUtf8Throughout() {
        assertThat(Bytes.of("ß").strictText()).contains("ß");
        assertThat(Bytes.of(new byte[]{(byte) 0xc3, 0x28}).strictText()).isEmpty();
        assertThat(Bytes.of(new byte[]{(byte) 0xed, (byte) 0xa0, (byte) 0x80}).strictText()).isEmpty();
        assertThat(Bytes.of("a")).isEqualTo(Bytes.of((byte) 'a')).isNotEqualTo(Bytes.of("b"));
    }
}
