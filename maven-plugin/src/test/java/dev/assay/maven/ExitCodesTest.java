package dev.assay.maven;

import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExitCodesTest {

    private static AssayProcess.End ended(int code, String last, String... output) {
        return new AssayProcess.End(code, last, List.of(output));
    }

    @Test
    void nothingIsWrongWithZero() {
        assertThatCode(() -> ExitCodes.check("run", ended(0, ""))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101, 102})
    void aVerdictFailsTheBuild(int code) {
        assertThatThrownBy(() -> ExitCodes.check("gate", ended(code, "note", "Gate FAIL: one check.", "", "  table", "",
            "FAIL  math/gsm8k, openai/o4-mini, accuracy  (assay.yaml:8)", "  fell by 7.0 pp [-10.1, -3.9], p = .0004", "  lost: 17, 4", "", "the end")))
            .isInstanceOf(MojoFailureException.class).hasMessageContaining("assay gate ended with " + code).hasMessageContaining("Gate FAIL: one check.")
            .hasMessageContaining("math/gsm8k").hasMessageContaining("[-10.1, -3.9]").hasMessageContaining("p = .0004").hasMessageContaining("lost: 17, 4")
            .hasMessageNotContainingAny("table", "the end", "note");
    }

    @Test
    void aVerdictWithoutWordsOfItsOwnShowsTheLastOnesOfTheCommand() {
        assertThatThrownBy(() -> ExitCodes.check("gate", ended(102, "no baseline at baselines/x.json"))).isInstanceOf(MojoFailureException.class)
            .hasMessageContaining("no baseline at baselines/x.json");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 69, 103, 130, 137})
    void aFaultBreaksTheBuild(int code) {
        assertThatThrownBy(() -> ExitCodes.check("run", ended(code, ""))).isInstanceOf(MojoExecutionException.class).hasMessageContaining("ended with " + code);
    }
}
