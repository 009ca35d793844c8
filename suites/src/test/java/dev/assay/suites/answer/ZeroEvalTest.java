package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.scorer.Score;
import dev.assay.core.task.Task;
import dev.assay.core.transcript.Transcript;
import dev.assay.suites.SharedFolder;
import dev.assay.suites.answer.equality.Profile;
import dev.assay.suites.data.Datasets;
import dev.assay.suites.math.Gsm8k;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Judges recorded answers of two real models to the whole of GSM8K.
class ZeroEvalTest {

    @ParameterizedTest
    @CsvSource({"o1-mini-2024-09-12, 1267, 830", "gpt-4o-2024-08-06, 1269, ''"})
    void thePublishedRuleGivesThePublishedFigureAndOursDiffersOnlyWhereListed(String model, int published, String listed, @TempDir Path cache) {
        Task task = Gsm8k.task(new Datasets(cache, true, Optional.empty()), Optional.of(SharedFolder.path("data/gsm8k/test.jsonl")));
        JsonNode rows = JsonMapper.shared().readTree(SharedFolder.path("data/zeroeval-gsm/" + model + ".json").toFile());
        int right = 0;
        List<String> different = new ArrayList<>();
        for (JsonNode row : rows) {
            String id = row.get("id").stringValue();
            Sample sample = task.dataset().samples().get(Integer.parseInt(id.substring(id.indexOf('#') + 1)));
            Transcript said = Said.whole(row.get("output").get(0).stringValue());
            boolean ours = new ExpressionScorer(Profile.STANDARD).score(sample, said) instanceof Score.Correct;
            boolean theirs = new AnswerJsonScorer().score(sample, said) instanceof Score.Correct;
            right += theirs ? 1 : 0;
            if (ours != theirs) {
                different.add(sample.id());
            }
        }
        assertThat(right).isEqualTo(published);
        // 830: "18 hours and 48 minutes" are the 1128 minutes of the gold; the published rule reads 18.
        assertThat(String.join(" ", different)).isEqualTo(listed);
    }
}
