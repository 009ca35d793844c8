package dev.assay.core.task;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

final class EditDistanceTest {

    @ParameterizedTest
    @CsvSource({"'', '', 0", "gsm8k, gsm8k, 0", "'', math, 4", "acuracy, accuracy, 1", "kitten, sitting, 3", "ab, ba, 2"})
    void editsAreCountedTheSameBothWays(String one, String other, int edits) {
        assertThat(EditDistance.between(one, other)).isEqualTo(edits);
        assertThat(EditDistance.between(other, one)).isEqualTo(edits);
    }
}
