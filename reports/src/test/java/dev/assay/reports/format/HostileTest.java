package dev.assay.reports.format;

import dev.assay.reports.HandMade;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Hostile text in every place that outsiders can write to, through every format.
class HostileTest {

    private static final Set<String> ELEMENTS = Set.of("!doctype", "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "h4", "p",
        "strong", "nav", "ul",
        "li", "main", "section", "div", "table", "thead", "tbody", "tr", "th", "td", "abbr", "svg", "text", "line", "path", "circle", "desc", "b", "span", "br",
        "dl", "dt", "dd", "pre",
        "details", "summary", "figure", "figcaption");
    private static final Set<String> ATTRIBUTES = Set.of("html", "lang", "http-equiv", "content", "charset", "name", "class", "href", "id", "aria-label",
        "aria-labelledby", "tabindex",
        "role", "scope", "rowspan", "viewbox", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "d", "text-anchor", "title", "open");
    private static final Pattern TAG = Pattern.compile("<(/?[a-zA-Z!][^\\s>/]*)((?:[^>\"]|\"[^\"]*\")*)>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([^\\s=\"/]+)(?:=\"([^\"]*)\")?");

    @TempDir
    private static Path directory;
    private static RunReport report;

    @BeforeAll
    static void makeReport() {
        report = RunReport.of(List.of(Hostile.run(directory.resolve("run"), Stream.concat(Hostile.TEXTS.stream(), Hostile.LONE.stream()).toList())));
    }

    @Test
    void thePageHoldsOnlyOurElementsAndAttributes() throws IOException {
        String page = Formats.written(new HtmlReport(), report);
        String body = page.replaceAll("(?s)<style>.*?</style>", "<style></style>");
        Set<String> elements = new TreeSet<>();
        Set<String> attributes = new TreeSet<>();
        Matcher tags = TAG.matcher(body);
        StringBuilder rest = new StringBuilder();
        while (tags.find()) {
            elements.add(tags.group(1).replace("/", "").toLowerCase(Locale.ROOT));
            Matcher attribute = ATTRIBUTE.matcher(tags.group(2));
            while (attribute.find()) {
                attributes.add(attribute.group(1).toLowerCase(Locale.ROOT));
                if (attribute.group(1).equals("href")) {
                    assertThat(attribute.group(2)).matches("#[a-z0-9]+");
                }
            }
            tags.appendReplacement(rest, "");
        }
        tags.appendTail(rest);

        assertThat(ELEMENTS).containsAll(elements);
        assertThat(ATTRIBUTES).containsAll(attributes);
        assertThat(rest.toString()).doesNotContain("<").doesNotContain("\"><");
        assertThat(page).contains("⟦U+202E⟧").contains("⟦U+001B⟧").contains("⟦U+2028⟧");
    }

    @Test
    void thePageShowsWhatWasSaidAndCutsAMegabyteLine() throws IOException {
        String page = Formats.written(new HtmlReport(), report);

        assertThat(page).contains("&lt;/script&gt;&lt;script&gt;document.title=").contains("[900,000 more characters are in the run's log.]");
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(5_000_000);
    }

    @Test
    void noFormatLetsHiddenCharactersThrough() throws IOException {
        for (ReportFormat format : Formats.ALL) {
            String written = Formats.written(format, report);
            assertThat(written.codePoints().filter(c -> c != '\n' && c != '\t' && c != '\r').filter(VisibleText::hides).mapToObj("U+%04X"::formatted))
                .as(format.fileName()).isEmpty();
        }
    }

    @Test
    void aTerminalGetsNoEscapeSequenceButOurOwn() throws IOException {
        String coloured = Formats.written(new TerminalTable(120, true), report);

        assertThat(coloured.replaceAll("\u001b\\[(0|1|2|33)m", "")).isEqualTo(Formats.written(new TerminalTable(120, false), report)).doesNotContain("\u001b");
    }

    @Test
    void theSummaryMentionsNobodyAndHoldsNoMarkupOfOthers() throws IOException {
        String summary = Formats.written(new MarkdownSummary(), report);
        String outside = withoutCode(summary.substring(MarkdownSummary.MARKER.length()));

        assertThat(summary).startsWith(MarkdownSummary.MARKER + "\n");
        assertThat(outside).doesNotContain("<").doesNotContainPattern("@\\w").doesNotContain("](").doesNotContain("octocat").doesNotContain("```");
        assertThat(summary.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(60_000);
    }

    /// The summary without fences and code spans, read as CommonMark reads them.
    static String withoutCode(String text) {
        String unfenced = text.replaceAll("(?ms)^(`{3,})text\\n.*?^\\1$", "");
        return unfenced.replaceAll("(?<!`)(`+)(?!`)(.+?)(?<!`)\\1(?!`)", "");
    }

    @Test
    void noCellOfASpreadsheetIsAFormula() throws IOException {
        for (ReportFormat format : List.of(new CsvLeaderboard(), new CsvTrials())) {
            for (CSVRecord record : parsed(Formats.written(format, report))) {
                for (String cell : record) {
                    boolean guarded = cell.startsWith("'") || !CellGuard.startsFormula(cell);
                    assertThat(guarded).as(format.fileName() + ": " + cell).isTrue();
                }
            }
        }
    }

    @Test
    void withoutTheGuardAMachineReadsTheTextsAsTheyAre() throws IOException {
        List<CSVRecord> records = parsed(Formats.written(new CsvTrials(true), report));

        assertThat(records).extracting(record -> record.get("extracted")).containsAll(Hostile.TEXTS);
    }

    @Test
    void theSummaryForMachinesIsAsciiAndHoldsNoTextOfAModel() throws IOException {
        String summary = Formats.written(new JsonSummary(), report);
        JsonNode root = JsonMapper.shared().readTree(summary);

        assertThat(summary).matches("[\\n\\x20-\\x7e]*");
        assertThat(root.get("disagreements").get("count").asInt()).isEqualTo(Hostile.TEXTS.size() + Hostile.LONE.size());
        assertThat(summary).doesNotContain("x".repeat(100));
    }

    @Test
    void halfACharacterIsShownByItsNumber() {
        for (String text : Hostile.LONE) {
            assertThat(VisibleText.line(text)).contains("⟦U+D").doesNotContainPattern("[\\ud800-\\udfff]");
            assertThat(new CellGuard(false).text(text)).contains("⟦U+D");
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(TrialView.of(1, Hostile.result(text, 1, HandMade.OTHER)).toString()))
                .isTrue();
        }
    }

    static List<CSVRecord> parsed(String csv) throws IOException {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        try (CSVParser parser = CSVParser.parse(new StringReader(csv), format)) {
            return parser.getRecords();
        }
    }
}
