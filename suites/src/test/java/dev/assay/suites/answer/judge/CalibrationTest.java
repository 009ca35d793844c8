package dev.assay.suites.answer.judge;

import dev.assay.core.metric.Wilson;
import dev.assay.core.model.GenerateConfig;
import dev.assay.suites.data.DatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CalibrationTest {

    private static List<Calibration.Pair> pairs(int right, int wrong) {
        List<Calibration.Pair> pairs = new ArrayList<>(Collections.nCopies(right, new Calibration.Pair("q", "g", "g", true)));
        pairs.addAll(Collections.nCopies(wrong, new Calibration.Pair("q", "g", "h", false)));
        return pairs;
    }

    private static String line(String label) {
        return "{\"question\":\"q\",\"gold\":\"g\",\"answer\":\"a\",\"label\":\"" + label + "\"}\n";
    }

    @Test
    void theRatesOfAJudgeStandWithTheirIntervals() {
        Judge kind = new Judge(new SaidModel("{\"verdict\":\"correct\"}"), GenerateConfig.defaults(), 1);
        Calibration calibration = Calibration.of(kind, pairs(60, 40));
        assertThat(calibration).isEqualTo(new Calibration("openai/gpt-5-mini", kind.template(), 60, 0, 40, 40, 0));
        assertThat(calibration.falseAcceptRate()).contains(new Calibration.Rate(40, 40, Wilson.interval(1, 40, .95)));
        assertThat(calibration.falseRejectRate().orElseThrow()).hasToString("0.0% [0.0, 6.0] of 60");
    }

    @Test
    void aPairWithoutAVerdictIsNoMistake() {
        Judge mute = new Judge(new SaidModel("!"), GenerateConfig.defaults(), 1);
        Calibration calibration = Calibration.of(mute, pairs(50, 50));
        assertThat(calibration.unscored()).isEqualTo(100);
        assertThat(calibration.falseAcceptRate()).isEmpty();
    }

    @Test
    void fewerThanAHundredPairsAdmitNoJudge(@TempDir Path folder) throws IOException {
        Judge judge = new Judge(new SaidModel("{\"verdict\":\"correct\"}"), GenerateConfig.defaults(), 1);
        assertThatIllegalArgumentException().isThrownBy(() -> Calibration.of(judge, pairs(50, 49))).withMessageContaining("at least 100");
        Path file = folder.resolve("few.jsonl");
        Files.writeString(file, line("correct").repeat(98) + line("incorrect"));
        assertThatThrownBy(() -> Calibration.read(file)).isInstanceOf(DatasetException.class).hasMessageContaining("98 right and 1 wrong");
        Files.writeString(file, line("correct").repeat(120));
        assertThatThrownBy(() -> Calibration.read(file)).hasMessageContaining("120 right and 0 wrong");
    }

    @Test
    void aFileOfLabelledPairsIsReadStrictly(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("pairs.jsonl");
        Files.writeString(file, line("correct").repeat(60) + line("incorrect").repeat(40));
        assertThat(Calibration.read(file)).hasSize(100).last().isEqualTo(new Calibration.Pair("q", "g", "a", false));
        Files.writeString(file, line("right"));
        assertThatThrownBy(() -> Calibration.read(file)).hasMessageContaining("pairs.jsonl:1").hasMessageContaining("neither correct nor incorrect");
    }

    @Test
    void aJudgeOfScoresIsNotCalibratedOnWords() {
        Judge judge = new Judge(new SaidModel("{\"score\": 1}"), GenerateConfig.defaults(), 1, Optional.of(new Scale(0, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Calibration.of(judge, pairs(60, 60))).withMessageContaining("without a scale");
    }
}
