package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.scorer.Score;
import dev.assay.suites.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Reads the shared rows of pairs whose gold is a plain number.
class EquivalenceVectorsTest {

    @Test
    void noWrongNumberIsAcceptedAndFewRightOnesAreRejected() throws IOException {
        List<String> accepted = new ArrayList<>();
        List<String> rejected = new ArrayList<>();
        int rows = 0;
        for (String line : Files.readAllLines(SharedFolder.path("vectors/scoring/math-equivalence.jsonl"))) {
            JsonNode row = JsonMapper.shared().readTree(line);
            String gold = row.get("gold").stringValue();
            if (gold.indexOf('=') >= 0 || NumeralReader.read(gold).isEmpty() || row.has("params") && row.get("params").has("location")
                || "contested".equals(row.get("tier").stringValue())) {
                continue;
            }
            rows++;
            Score score = new NumericScorer().score(Sample.of("1", "?", new Target.Expression(gold)), Said.unsegmented(row.get("answer").stringValue()));
            boolean wanted = row.get("ours").booleanValue();
            if (wanted != score instanceof Score.Correct) {
                (wanted ? rejected : accepted).add(row.get("id").stringValue() + " " + row.get("category").stringValue() + " gold " + gold + " answer "
                    + row.get("answer").stringValue() + " found "
                    + score.extracted() + " " + score.explanation().relation());
            }
        }
        System.out.println("equivalence: " + rows + " rows with a numeric gold, wrong accepted " + accepted.size() + ", right rejected " + rejected.size());
        accepted.forEach(row -> System.out.println("ACCEPTED " + row));
        rejected.forEach(row -> System.out.println("REJECTED " + row));
        assertThat(accepted).isEmpty();
    }
}
