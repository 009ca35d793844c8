package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// The page that tells users what counts as right is true: every row of its tables is judged as it says.
final class ScoringPageTest {

    private static final Path PAGE = Path.of("..", "docs", "scoring.md");
    private static final Grading GRADING = new GraderGrading();

    /// A row of a table.
    private record Row(String profile, String gold, String answer, String verdict) {
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        int columns = 0;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.equals("| gold | answer | verdict |")) {
                columns = 3;
            } else if (line.equals("| profile | gold | answer | verdict |")) {
                columns = 4;
            } else if (!line.startsWith("|")) {
                columns = 0;
            } else if (columns > 0 && !line.startsWith("|---")) {
                rows.add(row(line, columns));
            }
        }
        return rows;
    }

    private static Row row(String line, int columns) {
        List<String> cells = Stream.of(line.substring(1, line.length() - 1).split(" \\| ?", -1)).map(String::strip).toList();
        assertThat(cells).as(line).hasSize(columns);
        int gold = columns - 3;
        return new Row(columns == 4 ? cells.getFirst() : "standard", code(cells.get(gold)), code(cells.get(gold + 1)), cells.getLast());
    }

    private static String code(String cell) {
        assertThat(cell).startsWith("`").endsWith("`");
        return cell.substring(1, cell.length() - 1).replace("⏎", "\n");
    }

    @Test
    void thePageHasItsTables() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(40);
        assertThat(rows()).extracting(Row::verdict).containsOnly("correct", "incorrect", "no answer");
    }

    @TestFactory
    Stream<DynamicTest> everyExampleIsJudgedAsThePageSays() throws IOException {
        return rows().stream().map(row -> DynamicTest.dynamicTest(row.gold + " | " + row.answer + " | " + row.profile, () -> {
            Assumptions.assumeTrue(GRADING.profiles().contains("strict"), "skipped: formulas are not judged yet");
            String line = JsonMapper.builder().build().writeValueAsString(Map.of("id", 1, "gold", row.gold, "answer", row.answer));
            Grading.Graded graded = GRADING.grade(GradeLine.parse(line), row.profile);
            assertThat(GradedJson.verdict(graded.score())).as(graded.score().explanation().text()).isEqualTo(row.verdict);
        }));
    }
}
