package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.scorer.Score;
import dev.assay.suites.SharedFolder;
import dev.assay.suites.answer.equality.Profile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Judges the recorded answers to MATH-500, and explains every verdict that is not the one of the rule their authors published.
class Math500Test {

    private static final ExpressionScorer SCORER = new ExpressionScorer(Profile.STANDARD);

    @Test
    void everyWorkedSolutionGivesItsOwnAnswer() throws IOException {
        JsonNode rows = rows("math500_test.json");

        assertThat(rows.size()).isEqualTo(500);
        assertThat(rows).allSatisfy(row -> assertThat(isRight(row, "answer", row.get("solution").stringValue())).as(row.get("unique_id").stringValue())
            .isTrue());
    }

    @ParameterizedTest
    @CsvSource({"math500_gpt_answers.json,457,479", "math500_qwen3_answers.json,277,298"})
    void everyDisagreementWithTheAuthorsRuleHasAReason(String file, int byTheRule, int ours) throws IOException {
        JsonNode rows = rows(file);
        Set<Integer> wrongByTheRule = Stream.of(lines("math500-rule-a.tsv").filter(line -> line[0].equals(file)).findFirst().orElseThrow()[1].split(" "))
            .map(Integer::valueOf).collect(Collectors.toSet());
        Map<Integer, Boolean> explained = lines("math500-disagreements.tsv").filter(line -> line[0].equals(file) && !line[3].isBlank()).collect(
            Collectors.toMap(line -> Integer.valueOf(line[1]), line -> line[2].equals("right")));
        Map<Integer, Boolean> different = new TreeMap<>();
        int right = 0;
        for (int i = 0; i < rows.size(); i++) {
            boolean verdict = isRight(rows.get(i), "answer", rows.get(i).get("prediction").stringValue());
            right += verdict ? 1 : 0;
            if (verdict == wrongByTheRule.contains(i)) {
                different.put(i, verdict);
            }
        }

        assertThat(rows.size() - wrongByTheRule.size()).isEqualTo(byTheRule);
        assertThat(different).isEqualTo(new TreeMap<>(explained));
        assertThat(right).isEqualTo(ours);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sample_openrouter_outputs.json", "sample_ollama_outputs.json"})
    void recordedAnswersOfReasoningModelsAreRight(String file) throws IOException {
        JsonNode rows = rows(file);

        assertThat(rows.size()).isEqualTo(5);
        assertThat(rows).allSatisfy(row -> assertThat(isRight(row, "gtruth_answer", row.get("message_content").stringValue())).isTrue());
    }

    private static boolean isRight(JsonNode row, String gold, String output) {
        Sample sample = Sample.of("1", row.has("problem") ? row.get("problem").stringValue() : "?", new Target.Expression(row.get(gold).stringValue()));
        return SCORER.score(sample, Said.whole(output)) instanceof Score.Correct;
    }

    private static JsonNode rows(String file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(SharedFolder.path("data/math500/" + file)));
    }

    private static Stream<String[]> lines(String resource) throws IOException {
        try (InputStream in = Math500Test.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).toList();
            return lines.stream().map(line -> line.split("\t", -1));
        }
    }
}
