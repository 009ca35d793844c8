package dev.assay.maven;

import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExitCodesTest {

    @Test
    void nothingIsWrongWithZero() {
        assertThatCode(() -> ExitCodes.check("run", 0, "")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101, 102})
    void aVerdictFailsTheBuild(int code) {
        assertThatThrownBy(() -> ExitCodes.check("gate", code, "accuracy  allowed -2 pp, seen -7 pp")).isInstanceOf(MojoFailureException.class)
            .hasMessageContaining("assay gate ended with " + code).hasMessageContaining("seen -7 pp");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 69, 103, 130, 137})
    void aFaultBreaksTheBuild(int code) {
        assertThatThrownBy(() -> ExitCodes.check("run", code, "")).isInstanceOf(MojoExecutionException.class).hasMessageContaining("ended with " + code);
    }
}
