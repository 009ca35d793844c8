package dev.assay.suites.answer;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.scorer.Score;
import dev.assay.suites.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Reads the shared rows of outputs with what is to be found in them, as far as the answer is a number or a plain text.
class ExtractionVectorsTest {

    @Test
    void mostAnswersAreFoundWithoutTheFormulaEngine() throws IOException {
        List<String> wrong = new ArrayList<>();
        int rows = 0;
        for (String line : Files.readAllLines(SharedFolder.path("vectors/scoring/extraction.jsonl"))) {
            JsonNode row = JsonMapper.shared().readTree(line);
            if ("answer".equals(row.get("check").stringValue())) {
                rows++;
                extraction(row).ifPresent(wrong::add);
            }
        }
        System.out.println("extraction: " + rows + " rows, " + wrong.size() + " not as wanted");
        wrong.forEach(System.out::println);
        assertThat(wrong.size()).isLessThanOrEqualTo(rows / 5);
    }

    @Test
    void numericVerdictsAreRight() throws IOException {
        List<String> wrong = new ArrayList<>();
        int rows = 0;
        for (String line : Files.readAllLines(SharedFolder.path("vectors/scoring/extraction.jsonl"))) {
            JsonNode row = JsonMapper.shared().readTree(line);
            if ("verdict".equals(row.get("check").stringValue())) {
                String gold = gold(row.get("gold").stringValue());
                if (NumeralReader.read(gold).isPresent()) {
                    rows++;
                    Score score = new NumericScorer().score(Sample.of("1", "?", new Target.Expression(gold)),
                        Said.unsegmented(row.get("output").stringValue()));
                    if (!(score instanceof Score.Correct)) {
                        wrong.add(row.get("id").stringValue() + " gold " + gold + " found " + score.extracted() + " " + score.explanation());
                    }
                }
            }
        }
        System.out.println("verdicts: " + rows + " numeric rows, " + wrong.size() + " not as wanted");
        wrong.forEach(System.out::println);
        assertThat(wrong.size()).isLessThanOrEqualTo(rows / 10);
    }

    private static String gold(String text) {
        return switch (AnswerFinder.find(text, false, AnswerKind.NUMBER)) {
            case Finding.Found found when text.contains("boxed") -> found.raw();
            case Finding.Found _,Finding.Missing _ -> text;
        };
    }

    private static Optional<String> extraction(JsonNode row) {
        Optional<String> wanted = Optional.of(row.get("ours")).filter(node -> !node.isNull()).map(JsonNode::stringValue);
        AnswerKind kind = wanted.flatMap(NumeralReader::read).isPresent() || wanted.isEmpty() ? AnswerKind.NUMBER : AnswerKind.TEXT;
        Optional<String> found = switch (FinalText.of(Said.unsegmented(row.get("output").stringValue()))) {
            case FinalText.Absent _ -> Optional.empty();
            case FinalText.Present(var text, var truncated, var _) -> switch (AnswerFinder.find(text, truncated, kind)) {
                case Finding.Missing _ -> Optional.empty();
                case Finding.Found answer -> Optional.of(answer.raw());
            };
        };
        boolean same = found.map(ExtractionVectorsTest::normal).equals(wanted.map(ExtractionVectorsTest::normal));
        return same
            ? Optional.empty()
            : Optional.of(row.get("id").stringValue() + " " + row.get("tier").stringValue() + " wanted " + wanted + ", found " + found);
    }

    private static String normal(String text) {
        return NumeralReader.read(text).map(Numeral::toString).orElseGet(() -> Normaliser.plain(text).replace(" ", ""));
    }
}
