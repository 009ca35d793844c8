package dev.assay.suites.code;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.suites.generated.Draws;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PredictOutputTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, -9})
    void aSecondReadingOfTheTextPrintsTheSame(long seed) {
        for (Sample sample : new PredictOutput().generate(seed, 500, Optional.empty()).samples()) {
            assertThat(PythonText.output(source(sample))).as("%s%n%s", sample.id(), source(sample)).isEqualTo(answer(sample) + "\n");
        }
    }

    @Test
    void theAnswerIsOneShortLineThatSurvivesTrimming() {
        for (Sample sample : new PredictOutput().generate(4, 1_000, Optional.empty()).samples()) {
            assertThat(answer(sample)).isNotBlank().isEqualTo(answer(sample).strip()).doesNotContain("\n", "  ").hasSizeLessThanOrEqualTo(100);
        }
    }

    @Test
    void programsGrowWithTheLevel() {
        List<Double> lines = IntStream.rangeClosed(1, 10)
            .mapToObj(level -> new PredictOutput().generate(5, 100, Optional.of(level)).samples().stream().mapToLong(sample -> source(sample).lines().count())
                .average().orElseThrow())
            .toList();

        assertThat(lines.getFirst()).isBetween(5.0, 9.0);
        assertThat(lines.getLast()).isBetween(40.0, 70.0);
    }

    @Test
    void everyKindOfStatementOccurs() {
        String all = String.join("\n", new PredictOutput().generate(6, 500, Optional.empty()).samples().stream().map(PredictOutputTest::source).toList());

        assertThat(all).contains("for ", "while ", "else:", ".append(", ".insert(", ".get(", ".join(", ".replace(", ".upper()", "[::-1]", "[::2]", "sorted(",
            "def ",
            "return ", " for x in ", "grid.append(row)", "in 'aeiou'");
    }

    @Test
    void theProgramForHopelessDrawsAddsThreeNumbers() {
        List<Python.Statement> program = PredictOutput.sum(Draws.of(1));

        assertThat(PythonText.output(Python.source(program))).isEqualTo(PythonInterpreter.output(program)).matches("[0-9]{2,3}\n");
    }

    private static String source(Sample sample) {
        return sample.input().getFirst().text().split("```python\n")[1].split("```")[0];
    }

    private static String answer(Sample sample) {
        assertThat(((Target.Text) sample.target()).accepted()).hasSize(1);
        return ((Target.Text) sample.target()).accepted().getFirst();
    }
}
