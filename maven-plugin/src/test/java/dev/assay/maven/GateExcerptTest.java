package dev.assay.maven;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GateExcerptTest {

    @Test
    void whatPassedAndTheTableAreLeftOut() {
        List<String> output = List.of("Gate FAIL: 1 of 3 checks that decide shows that a rule is broken.", "", "  verdict  check", "  FAIL     accuracy", "",
            "FAIL math/gsm8k, m, accuracy, assay.yaml:8", "  fell by 7.0 pp", "PASS math/gsm8k, m, errorRate: 0 of 80 trials.", "  go on", "",
            "TOLERATED  code/x, m, accuracy", "  a little", "", "INCONCLUSIVE  code/y, m, accuracy",
            "  neither", "", "1 FAIL, 1 TOLERATED.");

        assertThat(GateExcerpt.of(output)).containsExactly("Gate FAIL: 1 of 3 checks that decide shows that a rule is broken.",
            "FAIL math/gsm8k, m, accuracy, assay.yaml:8",
            "  fell by 7.0 pp", "INCONCLUSIVE  code/y, m, accuracy", "  neither");
    }

    @Test
    void aWrappedSentenceIsKeptWhole() {
        assertThat(GateExcerpt.of(List.of("Gate MISSING: nothing", "was judged.", "", "rest"))).containsExactly("Gate MISSING: nothing", "was judged.");
    }

    @Test
    void anythingElseIsNoExcerpt() {
        assertThat(GateExcerpt.of(List.of("usage: assay", "FAILURE is no verdict"))).isEmpty();
    }

    @Test
    void aThousandFailuresStayReadable() {
        List<String> output = new ArrayList<>(List.of("Gate FAIL: 1,000 checks."));
        for (int i = 0; i < 1_000; i++) {
            output.addAll(List.of("", "FAIL  task/" + i, "  fell"));
        }

        assertThat(GateExcerpt.of(output)).hasSize(61).last().asString().contains("1941 more lines");
    }
}
