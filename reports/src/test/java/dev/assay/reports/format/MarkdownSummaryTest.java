package dev.assay.reports.format;

import dev.assay.core.model.ModelRef;
import dev.assay.reports.HandMade;
import dev.assay.reports.board.LeaderboardBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MarkdownSummaryTest {

    @Test
    void aLongBoardStaysBelowSixtyKilobytesAndSaysWhatItLeftOut() throws IOException {
        LeaderboardBuilder builder = new LeaderboardBuilder();
        for (int task = 0; task < 60; task++) {
            for (int model = 0; model < 15; model++) {
                builder.add(HandMade.answered("math/task-" + task, "a", 1, ModelRef.of("openai", "a-model-with-a-name-" + model), "4", "4", true));
            }
        }
        String summary = Formats.written(new MarkdownSummary(), new RunReport(List.of(), builder.build()));

        assertThat(summary.getBytes(StandardCharsets.UTF_8).length).isBetween(30_000, 60_000);
        assertThat(summary).contains("more sections had no room here").contains("*5 more rows are in `leaderboard.csv` and `report.html`.*")
            .contains(BoardWords.ORDER);
    }

    @Test
    void aCodeSpanIsLongerThanTheBackticksInIt() {
        assertThat(MarkdownSummary.code("a")).isEqualTo("`a`");
        assertThat(MarkdownSummary.code("a``b")).isEqualTo("```a``b```");
        assertThat(MarkdownSummary.code("`a")).isEqualTo("`` `a ``");
        assertThat(MarkdownSummary.fence("a\n````\nb")).isEqualTo("`````text\na\n````\nb\n`````");
    }

    @Test
    void plainTextMentionsNobodyAndLinksNowhere() {
        assertThat(MarkdownSummary.escape("@me #1 <b> [x](y) http://a www.b | *"))
            .isEqualTo("\\@&#8203;me \\#&#8203;1 &lt;b&gt; \\[x\\](y) http:&#8203;//a www&#8203;.b \\| \\*");
    }
}
