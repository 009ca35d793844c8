package dev.assay.reports.format;

import dev.assay.core.log.RunHeader;
import dev.assay.core.log.RunLog;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.StopReason;
import dev.assay.core.run.SampleResult;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import dev.assay.core.transcript.Ending;
import dev.assay.reports.HandMade;
import dev.assay.reports.board.Comparison;
import dev.assay.reports.board.Comparisons;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// One comparison in every form: the same numbers everywhere, and no text of others that becomes anything but text.
class ComparisonFormatTest {

    private static final String TASK = "math/gsm8k";
    private static final ModelRef ONE = ModelRef.of("openai", "one");
    private static final ModelRef TWO = ModelRef.of("openai", "two");
    private static final List<ComparisonFormat> ALL = List.of(new ComparisonText(100), new ComparisonMarkdown(), new ComparisonCsv(), new ComparisonJson(),
        new ComparisonPage());
    private static final Set<String> ELEMENTS = Set.of("!doctype", "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "h4", "p",
        "nav", "ul", "li", "main", "section", "div", "table", "tbody", "tr", "th", "td", "span", "pre", "details", "summary", "mark");
    private static final Set<String> ATTRIBUTES = Set.of("html", "lang", "http-equiv", "content", "charset", "name", "class", "href", "id", "aria-label",
        "aria-labelledby", "tabindex", "role", "scope");
    private static final Pattern TAG = Pattern.compile("<(/?[a-zA-Z!][^\\s>/]*)((?:[^>\"]|\"[^\"]*\")*)>");

    @TempDir
    private Path folder;

    static String written(ComparisonFormat format, Comparison comparison) throws IOException {
        StringWriter out = new StringWriter();
        format.write(comparison, out);
        return out.toString();
    }

    private Comparison plain() {
        List<SampleResult> results = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            results.add(HandMade.answered(TASK, String.valueOf(i), 1, ONE, i < 32 ? "18" : "17", "18", i < 32));
            boolean right = i < 20 || (i >= 32 && i < 35);
            results.add(HandMade.answered(TASK, String.valueOf(i), 1, TWO, right ? "18" : "70", "18", right));
        }
        RunLog log = HandMade.write(folder.resolve("run"), HandMade.header(List.of(ONE, TWO), List.of(HandMade.task(TASK, 50, 1, HandMade.NUMERIC))), results);
        return Comparisons.of(new Comparisons.Side(log, ONE), new Comparisons.Side(log, TWO));
    }

    /// Every text from outside is hostile, and the two sides differ on every sample.
    private Comparison hostile() {
        ModelRef evil = ModelRef.of("openai", "<img/src=x/onerror=alert(1)>|@octocat`#1\u202e=1");
        List<String> texts = Stream.concat(Hostile.TEXTS.stream(), Hostile.LONE.stream()).toList();
        List<SampleResult> results = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            results.add(said(texts.get(i), i, evil, i % 2 == 0));
            results.add(said(texts.get(texts.size() - 1 - i), i, TWO, i % 2 != 0));
        }
        RunHeader header = HandMade.header(List.of(evil, TWO), List.of(HandMade.task(TASK, texts.size(), 1, HandMade.NUMERIC)));
        RunLog log = HandMade.write(folder.resolve("</title><b>@octocat"), header, results);
        return Comparisons.of(new Comparisons.Side(log, evil), new Comparisons.Side(log, TWO));
    }

    private static SampleResult said(String text, int number, ModelRef model, boolean right) {
        Explanation why = Explanation.of("NOT_EQUAL", text, Optional.of(text));
        Score score = right ? new Score.Correct(Optional.of(text), why) : new Score.Incorrect(Optional.of(text), why);
        String id = number + "=<b>@octocat`|\u202e";
        return HandMade.result(TASK, id, 1, model, text, text.isBlank() ? "x" + text : text, Optional.empty(), StopReason.NATURAL,
            List.of(new Judgement(HandMade.NUMERIC, score, Ending.ANSWERED)));
    }

    @Test
    void everyFormSaysTheSameNumbers() throws IOException {
        Comparison comparison = plain();
        JsonNode difference = JsonMapper.shared().readTree(written(new ComparisonJson(), comparison)).get("tasks").get(0).get("difference");
        String headline = "openai/one is better than openai/two on math/gsm8k (18.0 pp, interval 3.1 to 33.0, p 0.0352).";

        assertThat(difference.get("effect").asDouble()).isEqualTo(comparison.tasks().getFirst().difference().orElseThrow().effect().orElseThrow());
        assertThat(difference.get("p").asDouble()).isEqualTo(comparison.tasks().getFirst().difference().orElseThrow().p().orElseThrow().twoSided());
        assertThat(new ComparisonWords(comparison).headline()).isEqualTo(headline);
        assertThat(JsonMapper.shared().readTree(written(new ComparisonJson(), comparison)).get("headline").asString()).isEqualTo(headline);
        assertThat(written(new ComparisonText(400), comparison)).contains(headline);
        assertThat(written(new ComparisonPage(), comparison)).contains(headline);
        assertThat(written(new ComparisonMarkdown(), comparison)).contains(headline.replaceAll("(openai/\\w+|math/\\w+)", "`$1`"));
        for (ComparisonFormat format : List.of(new ComparisonText(400), new ComparisonMarkdown(), new ComparisonPage())) {
            assertThat(written(format, comparison)).as(format.fileName()).contains("18.0 pp, interval 3.1 to 33.0", "0.0352", "64.0% [49.6, 76.2]",
                "46.0% [32.5, 60.1]");
        }
    }

    @Test
    void theSpreadsheetHoldsEverySampleAndItsMeanIsTheEffect() throws IOException {
        List<CSVRecord> records = HostileTest.parsed(written(new ComparisonCsv(), plain()));

        assertThat(records).hasSize(50);
        assertThat(records.stream().mapToDouble(record -> Double.parseDouble(record.get("difference"))).sum()).isEqualTo(9);
        assertThat(records.stream().filter(record -> record.get("sample").equals("33")).findFirst()).hasValueSatisfying(
            record -> assertThat(List.of(record.get("a_found"), record.get("b_found"), record.get("expected"))).containsExactly("17", "18", "18"));
    }

    @Test
    void theSameComparisonGivesTheSameBytes() throws IOException {
        Comparison comparison = plain();
        for (ComparisonFormat format : ALL) {
            assertThat(written(format, comparison)).isEqualTo(written(format, comparison));
        }
    }

    @Test
    void aPairWithoutADifferenceIsNotPutInOrder() throws IOException {
        List<SampleResult> results = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            results.add(HandMade.answered(TASK, String.valueOf(i), 1, ONE, "1", "1", i < 22));
            results.add(HandMade.answered(TASK, String.valueOf(i), 1, TWO, "1", "1", i < 20));
        }
        RunLog log = HandMade.write(folder.resolve("even"), HandMade.header(List.of(ONE, TWO), List.of(HandMade.task(TASK, 40, 1, HandMade.NUMERIC))), results);
        Comparison comparison = Comparisons.of(new Comparisons.Side(log, ONE), new Comparisons.Side(log, TWO));

        assertThat(new ComparisonWords(comparison).headline())
            .startsWith("No difference found between openai/one and openai/two on math/gsm8k (5.0 pp, interval ")
            .contains("; this comparison could have found ");
        assertThat(written(new ComparisonPage(), comparison)).doesNotContain("is better than");
    }

    @Test
    void noFormLetsHiddenCharactersThrough() throws IOException {
        Comparison comparison = hostile();
        for (ComparisonFormat format : ALL) {
            String written = written(format, comparison);
            assertThat(written.codePoints().filter(c -> c != '\n' && c != '\t' && c != '\r').filter(VisibleText::hides).mapToObj("U+%04X"::formatted))
                .as(format.fileName()).isEmpty();
        }
    }

    @Test
    void thePageHoldsOnlyOurElementsAndAttributes() throws IOException {
        String page = written(new ComparisonPage(), hostile());
        String body = page.replaceAll("(?s)<style>.*?</style>", "<style></style>");
        Set<String> elements = new TreeSet<>();
        Set<String> attributes = new TreeSet<>();
        Matcher tags = TAG.matcher(body);
        StringBuilder rest = new StringBuilder();
        while (tags.find()) {
            elements.add(tags.group(1).replace("/", "").toLowerCase(Locale.ROOT));
            Matcher attribute = Pattern.compile("([^\\s=\"/]+)(?:=\"([^\"]*)\")?").matcher(tags.group(2));
            while (attribute.find()) {
                attributes.add(attribute.group(1).toLowerCase(Locale.ROOT));
            }
            tags.appendReplacement(rest, "");
        }
        tags.appendTail(rest);

        assertThat(ELEMENTS).containsAll(elements);
        assertThat(ATTRIBUTES).containsAll(attributes);
        assertThat(rest.toString()).doesNotContain("<");
        assertThat(page).contains("script-src &#39;none&#39;").contains("<mark>").contains("⟦U+202E⟧");
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(3_000_000);
    }

    @Test
    void theSummaryMentionsNobodyAndStaysSmall() throws IOException {
        String summary = written(new ComparisonMarkdown(), hostile());
        String outside = summary.replaceAll("(?<!`)(`+)(?!`)(.+?)(?<!`)\\1(?!`)", "");

        assertThat(outside).doesNotContain("<").doesNotContainPattern("@\\w").doesNotContain("](").doesNotContain("octocat");
        assertThat(summary.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(60_000);
    }

    @Test
    void noCellIsAFormulaAndTheJsonIsAscii() throws IOException {
        Comparison comparison = hostile();
        List<CSVRecord> records = HostileTest.parsed(written(new ComparisonCsv(), comparison));
        for (CSVRecord record : records) {
            for (String column : List.of("task", "sample", "cluster", "expected", "a_found", "b_found")) {
                String cell = record.get(column);
                assertThat(cell.startsWith("'") || !CellGuard.startsFormula(cell)).as(cell).isTrue();
            }
        }
        assertThat(written(new ComparisonJson(), comparison)).matches("[\\n\\x20-\\x7e]*");
    }

    @Test
    void noLineIsWiderThanTheTerminalWherePeopleNameThingsBriefly() throws IOException {
        assertThat(written(new ComparisonText(80), plain()).lines()).allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThanOrEqualTo(80));
    }
}
