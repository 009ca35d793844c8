package dev.assay.reports.format;

import dev.assay.core.log.RunLog;
import dev.assay.core.run.SampleResult;
import dev.assay.reports.HandMade;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class HtmlReportTest {

    @TempDir
    private Path directory;

    @Test
    void thePolicyIsTheFirstChildOfTheHeadAndNamesTheOneStyle() throws IOException {
        String page = Formats.written(new HtmlReport(), small()).replace("&#39;", "'");
        Matcher style = Pattern.compile("(?s)<style>(.*?)</style>").matcher(page);

        assertThat(style.find()).isTrue();
        assertThat(page)
            .contains("<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
                + "script-src 'none'; style-src " + TrialAnchor.policySource(style.group(1)) + "; require-trusted-types-for 'script'; trusted-types 'none'\">");
        assertThat(style.find()).isFalse();
        assertThat(page).doesNotContain("<script").doesNotContain(" style=").doesNotContainPattern("\\son[a-z]+=");
    }

    @Test
    void thePageNamesNoAddressToFetch() throws IOException {
        assertThat(Formats.written(new HtmlReport(), small())).doesNotContain(" src=").doesNotContain("url(").doesNotContain("@import")
            .doesNotContainPattern("href=\"[^#]");
    }

    @Test
    void everyTrialStandsWithPromptThoughtAnswerAndJudgement() throws IOException {
        String page = Formats.written(new HtmlReport(), small());

        assertThat(count(page, "<details class=\"trial\"")).isEqualTo(HandMade.smallResults().size());
        assertThat(page).contains("How many are L01-0001?").contains("Ten and eight are eighteen, so 9 it is.").contains("Final answer: 9")
            .contains("8 is not 9.")
            .contains("The provider answered 500 three times.").contains("truncated in thought").contains("No number stands in the answer.");
    }

    @Test
    void everyDifferenceOfScorersLeadsToItsTrial() throws IOException {
        String page = Formats.written(new HtmlReport(), small());
        String anchor = TrialAnchor.of(1, small().board().disagreements().getFirst().trial());

        assertThat(page).contains("href=\"#" + anchor + "\"").contains("id=\"" + anchor + "\"");
    }

    @Test
    void everyIdIsUnique() throws IOException {
        Matcher ids = Pattern.compile(" id=\"([^\"]+)\"").matcher(Formats.written(new HtmlReport(), small()));
        List<String> found = new ArrayList<>();
        while (ids.find()) {
            found.add(ids.group(1));
        }

        assertThat(found).hasSizeGreaterThan(25).doesNotHaveDuplicates();
    }

    @Test
    void thePageSaysWhereTheRunComesFromAndHowToRepeatIt() throws IOException {
        assertThat(Formats.written(new HtmlReport(), small())).contains("0123456789abcdef".repeat(4)).contains("MIT")
            .contains("Eclipse Adoptium 25.0.3 on Linux amd64")
            .contains("2026-01-29 12:00:00 UTC").contains("invented: nothing was sent anywhere; ability 0.7")
            .contains(
                "assay run --suite math/gsm8k --suite math/word-problems --model 'scripted/coin?p=0.7&amp;seed=1' --model openai/o4-mini --model openai/gone --seed 20250129 "
                    + "--max-tokens 4096 --set math/word-problems.samples=3");
    }

    @Test
    void beyondTheCapRightTrialsAreLeftOutFirstAndThePageSaysHowMany() throws IOException {
        List<SampleResult> results = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            results.add(HandMade.answered("math/word-problems", "s" + i, 1, HandMade.OTHER, "4", i % 10 == 0 ? "5" : "4", i % 10 != 0));
        }
        RunLog log = HandMade.write(directory.resolve("long"),
            HandMade.header(List.of(HandMade.OTHER), List.of(HandMade.task("math/word-problems", 300, 1, HandMade.NUMERIC))),
            results);
        String page = Formats.written(new HtmlReport(400_000), RunReport.of(List.of(log)));
        int kept = count(page, "<details class=\"trial\"");

        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(400_000);
        assertThat(kept).isBetween(31, 299);
        assertThat(count(page, "<span class=\"mark wrong\">")).isEqualTo(30);
        assertThat(page).contains("<strong>" + (300 - kept) + " trials had no room in this page, " + (300 - kept) + " of them right.</strong>");
    }

    private RunReport small() {
        Path run = directory.resolve("small");
        return RunReport.of(List.of(Files.exists(run) ? RunLog.open(run) : HandMade.small(run)));
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
