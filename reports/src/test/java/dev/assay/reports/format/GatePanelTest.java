package dev.assay.reports.format;

import dev.assay.reports.HandMade;
import dev.assay.reports.gate.GateReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// The panel about the gate on the page.
class GatePanelTest {

    @TempDir
    private Path directory;

    @Test
    void theVerdictIsTheFirstPanelAndItsSentenceComesBeforeTheTable() throws IOException {
        String page = page(HandMadeGate.small());

        assertThat(page.indexOf("id=\"verdict\"")).isPositive().isLessThan(page.indexOf("id=\"leaderboard\""));
        assertThat(page.indexOf("<strong>FAIL: 1 of 7 checks")).isBetween(page.indexOf("id=\"verdict\""), page.indexOf("<table class=\"board gate\">"));
        assertThat(page).contains("<a class=\"skip\" href=\"#verdict\">To the verdict</a>").contains("<li><a href=\"#verdict\">Verdict</a></li>")
            .contains("<dt>INCONCLUSIVE</dt>");
    }

    @Test
    void withoutAGateThePageSaysNothingOfOne() throws IOException {
        String page = Formats.written(new HtmlReport(), run());

        assertThat(page).doesNotContain("id=\"verdict\"").doesNotContain("<dt>INCONCLUSIVE</dt>").contains("To the leaderboard");
    }

    @Test
    void everyRowHasAHeadingAndAsManyCellsAsTheTableHasColumns() throws IOException {
        String table = page(HandMadeGate.small()).replaceAll("(?s).*<table class=\"board gate\">(.*?)</table>.*", "$1");
        int columns = count(table, "<th scope=\"col\"");

        assertThat(columns).isEqualTo(14);
        String[] rows = table.substring(table.indexOf("<tbody>")).split("<tr>");
        assertThat(rows).hasSize(HandMadeGate.small().checks().size() + 1);
        for (int i = 1; i < rows.length; i++) {
            assertThat(count(rows[i], "<th scope=\"row\"")).isEqualTo(1);
            assertThat(count(rows[i], "<td")).isEqualTo(columns - 1);
        }
    }

    @Test
    void lostSamplesAndDifferingFingerprintsStandInTables() throws IOException {
        assertThat(page(HandMadeGate.small())).contains("<tr><th scope=\"row\">q17</th><td class=\"num\">100.0%</td><td class=\"num\">0.0%</td></tr>")
            .contains("<tr><th scope=\"row\">scorer</th><td class=\"mono\">code/3</td><td class=\"mono\">code/4</td></tr>");
    }

    @Test
    void tenThousandFailuresMakeNoPageThatABrowserChokesOn() throws IOException {
        String page = page(HandMadeGate.failing(10_000, true, "It fell. ".repeat(100_000)));
        String panel = page.substring(page.indexOf("<section aria-labelledby=\"verdict\">"), page.indexOf("<section aria-labelledby=\"leaderboard\">"));

        assertThat(count(panel, "<")).as("Elements, opened and closed.").isLessThan(10_000);
        assertThat(panel.getBytes(StandardCharsets.UTF_8).length).isLessThan(300_000);
        assertThat(panel).contains("9,800 more checks and 9,970 more reasons are in summary.json.");
    }

    @Test
    void hostileTextIsNoMarkup() throws IOException {
        List<String> ids = new ArrayList<>();
        for (String text : Stream.concat(Hostile.TEXTS.stream(), Hostile.LONE.stream()).toList()) {
            String page = page(HandMadeGate.hostile(text));
            assertThat(page).doesNotContain("<" + Hostile.PROBE).doesNotContain("<script").doesNotContain("<img").doesNotContain("<iframe")
                .doesNotContain(" style=").doesNotContainPattern("<[^>]*\\son[a-z]+=").doesNotContainPattern("href=\"[^#]");
            assertThat(page.codePoints().filter(c -> c != '\n' && c != '\t').filter(VisibleText::hides)).isEmpty();
        }
        Matcher found = Pattern.compile(" id=\"([^\"]+)\"").matcher(page(HandMadeGate.hostile(Hostile.TEXTS.getFirst())));
        while (found.find()) {
            ids.add(found.group(1));
        }
        assertThat(ids).contains("verdict").doesNotHaveDuplicates();
    }

    private RunReport run() {
        return RunReport.of(List.of(HandMade.write(directory.resolve("run" + System.nanoTime()),
            HandMade.header(List.of(HandMade.OTHER), List.of(HandMade.task("math/gsm8k", 1, 1, HandMade.NUMERIC))),
            List.of(HandMade.answered("math/gsm8k", "0", 1, HandMade.OTHER, "18", "18", true)))));
    }

    private String page(GateReport gate) throws IOException {
        return Formats.written(new HtmlReport(), run().withGate(gate));
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
