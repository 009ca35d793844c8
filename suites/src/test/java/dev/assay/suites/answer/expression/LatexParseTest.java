package dev.assay.suites.answer.expression;

import dev.assay.suites.SharedFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Reads the shared rows of LaTeX and compares with SymPy's reading, by value.
class LatexParseTest {

    @Test
    void nearlyAllRowsAreReadAsExpectedAndNoneIsMisreadInSilence() throws IOException {
        Map<String, String> conventions = conventions();
        List<String> problems = new ArrayList<>();
        List<String> differing = new ArrayList<>();
        List<String> misread = new ArrayList<>();
        int rows = 0;
        for (String line : Files.readAllLines(SharedFolder.path("vectors/scoring/latex-parse.jsonl"))) {
            JsonNode row = JsonMapper.shared().readTree(line);
            String id = row.get("id").stringValue();
            String latex = row.get("latex").stringValue();
            Answer wanted = SympyText.read(row.get("expected_sympy").stringValue());
            rows++;
            switch (Reading.of(latex, ReadingOptions.STANDARD)) {
                case ParseProblem problem -> problems.add(id);
                case Reading.Parsed parsed -> {
                    if (parsed.readings().stream().noneMatch(tree -> SameReading.same(wanted, tree))) {
                        (conventions.containsKey(id) ? differing : misread).add(id + " " + latex + " read as " + parsed.tree().print() + ", not " + wanted
                            .print());
                    }
                }
            }
        }
        int right = rows - problems.size() - differing.size() - misread.size();
        System.out.printf("latex-parse: %d rows, %d as expected (%.1f %%), %d problems %s, %d by another convention, %d misread%n", rows, right, 100.0 * right
            / rows, problems.size(), problems, differing.size(), misread.size());
        assertThat(misread).isEmpty();
        assertThat(right).isGreaterThanOrEqualTo(rows * 97 / 100);
    }

    private static Map<String, String> conventions() throws IOException {
        Map<String, String> reasons = new TreeMap<>();
        try (InputStream in = LatexParseTest.class.getResourceAsStream("latex-parse-conventions.txt")) {
            assertThat(in).isNotNull();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (!line.startsWith("#") && !line.isBlank()) {
                    reasons.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
                }
            }
        }
        return reasons;
    }
}
