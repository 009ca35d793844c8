package dev.assay.runners.model;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NearestTest {

    private static final List<String> KNOWN = List.of("task", "temperature", "seed");

    @Test
    void aSlipOfThePenFindsItsWord() {
        assertThat(Nearest.to("tsak", KNOWN)).contains("task");
        assertThat(Nearest.to("temprature", KNOWN)).contains("temperature");
        assertThat(Nearest.to("SEED", KNOWN)).contains("seed");
        assertThat(Nearest.hint("sead", KNOWN)).isEqualTo(" Did you mean \"seed\"?");
    }

    @Test
    void aWordThatIsNothingLikeAnyIsLeftAlone() {
        assertThat(Nearest.to("model", KNOWN)).isEmpty();
        assertThat(Nearest.hint("x", List.of())).isEmpty();
    }
}
