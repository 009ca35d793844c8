package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.scorer.Score;
import dev.assay.suites.SharedFolder;
import dev.assay.suites.answer.equality.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Judges 5,276 solutions of four small models whose published grades come from GSM8K's authors.
class GradedSolutionsTest {

    private static final List<String> MODELS = List.of("6b_finetuning", "6b_verification", "175b_finetuning", "175b_verification");

    @Test
    void ourVerdictIsThePublishedOneOnEverySolution() throws IOException {
        List<String> different = new ArrayList<>();
        int judged = 0;
        for (String line : Files.readAllLines(SharedFolder.path("data/gsm8k/example_model_solutions.jsonl"))) {
            JsonNode row = JsonMapper.shared().readTree(line);
            String truth = row.get("ground_truth").stringValue();
            Sample sample = Sample.of("1", "?", new Target.Expression(truth.substring(truth.lastIndexOf("A:") + 2).strip()));
            for (String model : MODELS) {
                JsonNode solution = row.get(model);
                Score score = new ExpressionScorer(Profile.STANDARD).score(sample, Said.whole(solution.get("solution").stringValue()));
                judged++;
                if (score instanceof Score.Correct != solution.get("is_correct").booleanValue()) {
                    different.add(sample.target().display() + " " + score);
                }
            }
        }
        assertThat(judged).isEqualTo(5276);
        assertThat(different).isEmpty();
    }
}
