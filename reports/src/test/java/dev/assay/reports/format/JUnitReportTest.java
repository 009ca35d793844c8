package dev.assay.reports.format;

import dev.assay.reports.board.Figures;
import dev.assay.reports.gate.CheckResult;
import dev.assay.reports.gate.Gate;
import dev.assay.reports.gate.Gate.OnInconclusive;
import dev.assay.reports.gate.Gate.WarnOrFail;
import dev.assay.reports.gate.GateReport;
import dev.assay.reports.gate.Rule.Level;
import dev.assay.reports.gate.TaskResults;
import dev.assay.reports.gate.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import static org.assertj.core.api.Assertions.assertThat;

class JUnitReportTest {

    /// The elements of Surefire's published form, with the order of those that a case may hold, and each one's attributes; `!` marks what must be there.
    private static final Map<String, List<String>> ATTRIBUTES = Map.of("testsuites", List.of("name", "tests", "errors", "skipped", "failures"), "testsuite",
        List.of("name!", "time", "tests!", "errors!", "skipped!", "failures!", "group"), "properties", List.of(), "property", List.of("name!", "value!"),
        "testcase", List.of("name!", "classname", "group", "time!"), "failure", List.of("message", "type!"), "flakyFailure", List.of("message", "type!"),
        "skipped", List.of("message"), "error", List.of("message", "type!"), "system-out", List.of());
    private static final Map<String, List<String>> CHILDREN = Map.of("testsuites", List.of("testsuite"), "testsuite", List.of("properties", "testcase"),
        "properties", List.of("property"), "testcase", List.of("failure", "flakyFailure", "skipped", "error", "system-out"), "flakyFailure",
        List.of("stackTrace"));
    private static final String TIME = "[0-9]*(\\.[0-9]{1,3})?";

    @ParameterizedTest
    @CsvSource({"PASS,FAIL,WARN,WARN,system-out", "TOLERATED,FAIL,WARN,WARN,system-out", "FAIL,FAIL,WARN,WARN,failure",
            "INCONCLUSIVE,FAIL,FAIL,WARN,failure", "INCONCLUSIVE,FAIL,WARN,WARN,skipped", "INCONCLUSIVE,FAIL,PASS,WARN,skipped",
            "INCONCLUSIVE,FAIL,EXTEND,WARN,skipped", "INCOMPARABLE,FAIL,WARN,FAIL,error", "INCOMPARABLE,FAIL,WARN,WARN,skipped",
            "MISSING,FAIL,WARN,FAIL,error", "MISSING,FAIL,WARN,WARN,skipped", "FAIL,WARN,WARN,WARN,skipped", "FAIL,INFO,FAIL,FAIL,skipped",
            "MISSING,WARN,WARN,FAIL,skipped", "INCOMPARABLE,INFO,WARN,FAIL,skipped", "INCONCLUSIVE,WARN,FAIL,WARN,skipped"})
    void aVerdictBecomesTheElementThatTheConfigurationAsksFor(Verdict verdict, Level level, OnInconclusive onInconclusive, WarnOrFail onUnjudged,
        String element)
        throws Exception {
        CheckResult check = HandMadeGate.of(verdict, level);
        GateReport report = HandMadeGate.report(HandMadeGate.gate(List.of(check.check().rule()), onInconclusive, onUnjudged), List.of(check));

        Element testcase = cases(read(written(report, List.of()))).getFirst();

        assertThat(children(testcase)).extracting(Element::getTagName).containsExactly(element);
        if (element.equals("failure") || element.equals("error")) {
            assertThat(children(testcase).getFirst().getAttribute("type")).isEqualTo(verdict.name());
            assertThat(report.exit()).isNotEqualTo(GateReport.Exit.KEPT);
        }
    }

    @Test
    void thereIsASuitePerTaskAndModelAndACasePerCheck() throws Exception {
        GateReport report = HandMadeGate.small();
        Document document = read(written(report, List.of()));

        assertThat(suites(document)).extracting(suite -> suite.getAttribute("name")).containsExactly("code/humaneval@openai/o4-mini",
            "code/mbpp@openai/o4-mini", "math/aime24@openai/o4-mini", "math/gsm8k@openai/o4-mini", "math/math500@openai/o4-mini", "reasoning/*");
        assertThat(cases(document)).hasSize(report.checks().size());
        assertThat(suites(document).getFirst().getElementsByTagName("testcase").getLength()).isEqualTo(2);
    }

    @Test
    void aFailureNamesSuiteDropIntervalPAndTheLostSamples() throws Exception {
        Element failure = (Element) read(written(HandMadeGate.small(), List.of())).getElementsByTagName("failure").item(0);

        assertThat(failure.getAttribute("message")).startsWith("FAIL: math/math500 with openai/o4-mini fell from 76.2% to 71.0%, by 5.2 pp");
        assertThat(failure.getTextContent()).contains("allowed: at most 2 pp lower").contains("seen: -5.2 pp: 71.0%, was 76.2%, 90% interval [-8.1, -2.3] pp")
            .contains("p fail 0.0056 (0.0014 before Holm)").contains("lost: q17 (100.0% to 0.0%), q4 (75.0% to 25.0%)").contains("assay.yaml:14");
    }

    @Test
    void aSampleThatPassedOnlyInSomeEpochsIsFlaky() throws Exception {
        TaskResults task = HandMadeGate.task("math/math500", true, Map.of("always", new double[]{1, 1}, "never", new double[]{0, 0}, "some", new double[]{1, 0},
            "partly", new double[]{0.5, 0.5}, "outage", new double[]{Double.NaN, Double.NaN}, "half", new double[]{Double.NaN, 1}));
        Map<String, String> outcomes = new HashMap<>();
        for (Element item : cases(read(written(HandMadeGate.small(), List.of(task))))) {
            outcomes.put(item.getAttribute("name"), children(item).stream().map(Element::getTagName).collect(Collectors.joining()));
        }

        assertThat(outcomes).containsEntry("always", "").containsEntry("never", "failure").containsEntry("some", "flakyFailure")
            .containsEntry("partly", "failure").containsEntry("outage", "skipped").containsEntry("half", "");
    }

    @Test
    void samplesAreCasesOnlyWhereTheConfigurationAsksForThem() throws Exception {
        CheckResult check = HandMadeGate.of(Verdict.PASS, Level.FAIL);
        GateReport quiet = HandMadeGate.report(Gate.of(List.of(check.check().rule())), List.of(check));

        assertThat(cases(read(written(quiet, List.of(HandMadeGate.task("math/math500", true, Map.of("q", new double[]{1}))))))).hasSize(1);
    }

    @Test
    void noMoreThanFiveThousandSamplesOfAFileAndTheRestIsCounted() throws Exception {
        Map<String, double[]> samples = IntStream.range(0, 3_000).boxed().collect(Collectors.toMap(i -> "q" + i, i -> new double[]{i % 2}));
        Document document = read(
            written(HandMadeGate.small(), List.of(HandMadeGate.task("math/a", true, samples), HandMadeGate.task("math/b", true, samples))));

        assertThat(cases(document)).hasSize(JUnitReport.MOST_ITEMS + HandMadeGate.small().checks().size());
        assertThat(properties(document)).contains("assay.samplesLeftOut=1000");
    }

    @Test
    void fiveThousandSamplesWhoseNamesAreMarkupCanBeReadAndWhatHasNoRoomIsCounted() throws Exception {
        String id = "<&\"\u0001\u202e\ud800".repeat(4_000);
        Map<String, double[]> samples = IntStream.range(0, 5_000).boxed().collect(Collectors.toMap(i -> i + id, i -> new double[]{i % 2}));

        String written = written(HandMadeGate.small(), List.of(HandMadeGate.task("math/a", true, samples)));

        assertThat(written.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(5_000_000);
        Document document = read(written);
        int kept = cases(document).size() - HandMadeGate.small().checks().size() - 1;
        assertThat(kept).isBetween(2_000, 5_000);
        assertThat(written).contains("message=\"" + Figures.count(5_000 - kept) + " more cases had no room in 5,000,000 bytes: ");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void tenThousandFailuresStayWithinFiveMegabytesAndNoneTurnsGreen(boolean ownTasks) throws Exception {
        String written = written(HandMadeGate.failing(10_000, ownTasks, "It fell. <&>\u0000".repeat(100_000)), List.of());
        Document document = read(written);

        assertThat(written.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(5_000_000);
        assertThat(cases(document).stream().filter(item -> !children(item).getFirst().getTagName().equals("failure"))).isEmpty();
        Element last = suites(document).getLast();
        long told = cases(document).size();
        long left = last.getAttribute("name").equals("left out")
            ? Long.parseLong(children(children(last).getFirst()).getFirst().getAttribute("message").replaceAll(" .*", "").replace(",", "")) - 1
            : 0;
        assertThat(told + left).isEqualTo(10_000);
    }

    @Test
    void everyControlCharacterIsGoneAndSoIsAllThatXmlForbids() throws Exception {
        String all = IntStream.rangeClosed(0, 0xFFFF).mapToObj(c -> String.valueOf((char) c)).collect(Collectors.joining());
        for (int at = 0; at < all.length(); at += 256) {
            String written = written(HandMadeGate.hostile("x" + all.substring(at, at + 256)), List.of());
            assertThat(written.codePoints()).allMatch(c -> c == '\n' || c == '\t' || c >= ' ' && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c > 0xFFFF);
            check(read(written).getDocumentElement());
        }
    }

    @Test
    void hostileTextStaysTextOfAtMostFourKilobytes() throws Exception {
        for (String text : Stream.concat(Hostile.TEXTS.stream(), Hostile.LONE.stream()).toList()) {
            String written = written(HandMadeGate.hostile(text), List.of(HandMadeGate.task(text, true, Map.of(text, new double[]{1, 0}))));
            assertThat(written).doesNotContain("<![CDATA[").doesNotContain("<!--").doesNotContain("<!DOCTYPE");
            Document document = read(written);
            check(document.getDocumentElement());
            everyElement(document).filter(element -> children(element).isEmpty())
                .forEach(element -> assertThat(element.getTextContent().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(XmlText.MOST_BYTES));
        }
    }

    @Test
    void everyCountIsTheNumberOfItsElementsInSurefiresForm() throws Exception {
        TaskResults task = HandMadeGate.task("math/math500", true, Map.of("a", new double[]{1, 1}, "b", new double[]{0, 0}, "c", new double[]{1, 0}));
        Document document = read(written(HandMadeGate.small(), List.of(task)));

        check(document.getDocumentElement());
        for (Element suite : suites(document)) {
            assertThat(suite.getAttribute("tests")).isEqualTo(count(suite, "testcase"));
            assertThat(suite.getAttribute("failures")).isEqualTo(count(suite, "failure"));
            assertThat(suite.getAttribute("errors")).isEqualTo(count(suite, "error"));
            assertThat(suite.getAttribute("skipped")).isEqualTo(count(suite, "skipped"));
        }
        assertThat(document.getDocumentElement().getAttribute("tests")).isEqualTo(count(document.getDocumentElement(), "testcase"));
        assertThat(cases(document)).extracting(item -> item.getAttribute("classname") + " " + item.getAttribute("name")).doesNotHaveDuplicates();
    }

    @Test
    void withoutAGateEachTaskIsACaseThatFailsIfItDidNotRunToItsEnd() throws Exception {
        StringWriter out = new StringWriter();
        JUnitReport.writeRun(List.of(HandMadeGate.task("math/a", true, Map.of("q", new double[]{1, 1, 1, 1})),
            HandMadeGate.task("math/b", false, Map.of("q", new double[]{0, 1}))), false, out);
        List<Element> cases = cases(read(out.toString()));

        assertThat(cases).extracting(item -> item.getAttribute("name")).containsOnly("ran to its end");
        assertThat(children(cases.getFirst())).isEmpty();
        assertThat(children(cases.getLast()).getFirst().getTagName()).isEqualTo("error");
        assertThat(children(cases.getLast()).getFirst().getAttribute("message")).isEqualTo("2 of 4 trials have a result");
    }

    @Test
    void secondsHaveAtMostThreeDecimals() {
        assertThat(Stream.of(0.0, 1.2345, 60.0, 3_600.5, 1e300, Double.NaN, -1.0, 1e-9).map(JUnitCase::time)).containsExactly("0", "1.235", "60", "3600.5",
            "1000000000", "0", "0", "0");
    }

    /// What is neither an element nor an attribute of the form, or stands in another order, is an error.
    private static void check(Element element) {
        String name = element.getTagName();
        List<String> known = ATTRIBUTES.getOrDefault(name, List.of());
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            String attribute = element.getAttributes().item(i).getNodeName();
            assertThat(known).as(name).containsAnyOf(attribute, attribute + "!");
        }
        known.stream().filter(attribute -> attribute.endsWith("!")).forEach(must -> assertThat(element.hasAttribute(must.replace("!", ""))).as(must).isTrue());
        if (element.hasAttribute("time")) {
            assertThat(element.getAttribute("time")).matches(TIME);
        }
        List<Integer> places = new ArrayList<>();
        for (Element child : children(element)) {
            int place = CHILDREN.getOrDefault(name, List.of()).indexOf(child.getTagName());
            assertThat(place).as(child.getTagName() + " in " + name).isNotNegative();
            places.add(place);
            check(child);
        }
        assertThat(places).isSorted();
    }

    /// A reader as a CI server has it: no external entity, no document type.
    static Document read(String xml) throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    static String written(GateReport report, List<TaskResults> tasks) throws IOException {
        StringWriter out = new StringWriter();
        JUnitReport.write(report, tasks, out);
        return out.toString();
    }

    private static String count(Element element, String name) {
        return Integer.toString(element.getElementsByTagName(name).getLength());
    }

    private static List<Element> suites(Document document) {
        return children(document.getDocumentElement());
    }

    static List<Element> cases(Document document) {
        return suites(document).stream().flatMap(suite -> children(suite).stream()).filter(child -> child.getTagName().equals("testcase")).toList();
    }

    private static List<String> properties(Document document) {
        return everyElement(document).filter(element -> element.getTagName().equals("property"))
            .map(element -> element.getAttribute("name") + "=" + element.getAttribute("value")).toList();
    }

    private static Stream<Element> everyElement(Document document) {
        NodeList all = document.getElementsByTagName("*");
        return IntStream.range(0, all.getLength()).mapToObj(i -> (Element) all.item(i));
    }

    static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                children.add(inner);
            }
        }
        return children;
    }
}
