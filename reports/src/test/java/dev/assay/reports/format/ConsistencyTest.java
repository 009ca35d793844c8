package dev.assay.reports.format;

import dev.assay.reports.HandMade;
import dev.assay.reports.board.Figures;
import dev.assay.reports.board.Leaderboard;
import dev.assay.reports.board.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// No two outputs may disagree: every accuracy stands in every format, in the same order.
class ConsistencyTest {

    private static final Pattern ESTIMATE = Pattern.compile("\\d+\\.\\d% \\[\\d+\\.\\d, \\d+\\.\\d]");

    @TempDir
    private Path directory;
    private RunReport report;
    private List<Row> rows;

    @BeforeEach
    void makeReport() {
        report = RunReport.of(List.of(HandMade.small(directory.resolve("small"))));
        Leaderboard board = report.board();
        rows = Stream.concat(board.categories().stream().flatMap(category -> category.rows().stream()),
            board.tasks().stream().flatMap(table -> Stream.concat(table.rows().stream(), table.further().stream()))).toList();
    }

    private List<String> expected() {
        return rows.stream().filter(row -> row.accuracy().value().isPresent()).map(row -> Figures.estimate(row.accuracy())).toList();
    }

    @Test
    void theTerminalShowsEveryAccuracy() throws IOException {
        assertThat(found(Formats.written(new TerminalTable(100, false), report))).isEqualTo(expected());
    }

    @Test
    void theSummaryShowsEveryAccuracy() throws IOException {
        assertThat(found(Formats.written(new MarkdownSummary(), report))).isEqualTo(expected());
    }

    @Test
    void thePageShowsEveryAccuracy() throws IOException {
        String text = Formats.written(new HtmlReport(), report).replaceAll("(?s)<style>.*?</style>", "").replaceAll("(?s)<title>.*?</title>", "")
            .replaceAll("(?s)<section aria-labelledby=\"thinking\">.*?</section>", "")
            .replaceAll("<[^>]*>", "");

        assertThat(found(text)).isEqualTo(expected());
    }

    @Test
    void theSpreadsheetHoldsEveryAccuracyInFullPrecision() throws IOException {
        List<CSVRecord> records = HostileTest.parsed(Formats.written(new CsvLeaderboard(), report));

        assertThat(records).extracting(record -> record.get("accuracy"))
            .isEqualTo(rows.stream().map(row -> row.accuracy().value().map(Object::toString).orElse("")).toList());
        assertThat(records).extracting(record -> record.get("low"))
            .isEqualTo(rows.stream().map(row -> row.accuracy().interval().map(interval -> Double.toString(interval.low())).orElse("")).toList());
        assertThat(records).extracting(record -> record.get("unscored")).isEqualTo(rows.stream().map(row -> Long.toString(row.accuracy().unscored())).toList());
    }

    @Test
    void theSummaryForMachinesHoldsEveryAccuracyInFullPrecision() throws IOException {
        JsonNode root = JsonMapper.shared().readTree(Formats.written(new JsonSummary(), report));
        List<Optional<Double>> values = new ArrayList<>();
        root.get("categories").forEach(category -> category.get("rows").forEach(row -> values.add(value(row))));
        root.get("tasks").forEach(task -> {
            task.get("rows").forEach(row -> values.add(value(row)));
            task.get("furtherScorers").forEach(row -> values.add(value(row)));
        });

        assertThat(root.get("schema").asString()).isEqualTo("assay.summary/1");
        assertThat(values).isEqualTo(rows.stream().map(row -> row.accuracy().value()).toList());
    }

    @Test
    void ranksAndWhatARowCouldShowAreTheSameEverywhere() throws IOException {
        List<Row> first = report.board().tasks().getFirst().rows();
        List<String> lines = first.stream().map(row -> Figures.ranks(row.standing().ranks()) + " " + Figures.detectable(row.standing())).toList();
        assertThat(lines).containsExactly("1-2 ~51.1 pp", "1-2 ~56.0 pp", "– –");

        JsonNode rows = JsonMapper.shared().readTree(Formats.written(new JsonSummary(), report)).get("tasks").get(0).get("rows");
        List<CSVRecord> records = HostileTest.parsed(Formats.written(new CsvLeaderboard(), report)).stream()
            .filter(record -> record.get("kind").equals("task") && record.get("subject").equals("math/gsm8k")).toList();
        for (int i = 0; i < first.size(); i++) {
            Row row = first.get(i);
            JsonNode ranks = rows.get(i).get("ranks");
            assertThat(ranks.isNull() ? "" : ranks.get("best").asInt() + "-" + ranks.get("worst").asInt())
                .isEqualTo(row.standing().ranks().map(range -> range.best() + "-" + range.worst()).orElse(""));
            assertThat(records.get(i).get("rank_worst")).isEqualTo(row.standing().ranks().map(range -> String.valueOf(range.worst())).orElse(""));
            assertThat(records.get(i).get("detectable_difference")).isEqualTo(row.standing().detectable().map(Object::toString).orElse(""));
        }
        String sentence = "No verdict between scripted/coin and openai/o4-mini: more than 2% of the samples lack a score of one of them.";
        assertThat(Formats.written(new TerminalTable(400, false), report)).contains(sentence);
        assertThat(Formats.written(new HtmlReport(), report)).contains(sentence);
        assertThat(Formats.written(new MarkdownSummary(), report)).contains(sentence.replaceAll("(scripted/coin|openai/o4-mini)", "`$1`"));
    }

    private static Optional<Double> value(JsonNode row) {
        JsonNode value = row.get("accuracy").get("value");
        return value.isNull() ? Optional.empty() : Optional.of(value.asDouble());
    }

    private static List<String> found(String text) {
        Matcher matcher = ESTIMATE.matcher(text);
        List<String> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
