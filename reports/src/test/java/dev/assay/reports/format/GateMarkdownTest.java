package dev.assay.reports.format;

import dev.assay.reports.HandMade;
import dev.assay.reports.board.Figures;
import dev.assay.reports.gate.GateReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class GateMarkdownTest {

    @TempDir
    private Path directory;

    @Test
    void theMarkerComesFirstThenTheAnswerThenTheTableWithTheWorstOnTop() throws IOException {
        List<String> lines = GateOutputs.markdown(HandMadeGate.small()).lines().toList();

        assertThat(lines.getFirst()).isEqualTo(MarkdownSummary.MARKER);
        assertThat(lines.get(1)).isEqualTo("# Gate: FAIL");
        assertThat(lines.get(3)).startsWith("**FAIL: 1 of 7 checks that decide shows that a rule is broken.** math/math500 with openai/o4-mini fell from")
            .endsWith("Exit code 100.");
        assertThat(lines.get(5)).startsWith("| verdict | task |");
        assertThat(lines.get(7)).startsWith("| **FAIL** |");
    }

    @Test
    void tenThousandFailuresStayWithinSixtyKilobytesAndWhatWasCutIsCounted() throws IOException {
        for (String sentence : List.of("It fell.", "It fell, @octocat #1. ".repeat(50_000))) {
            String text = GateOutputs.markdown(HandMadeGate.failing(10_000, true, sentence));
            long rows = text.lines().filter(line -> line.startsWith("| **FAIL**")).count();
            long reasons = text.lines().filter(line -> line.startsWith("## FAIL")).count();

            assertThat(bytes(text)).isLessThanOrEqualTo(60_000);
            assertThat(rows).isGreaterThan(100);
            assertThat(reasons).isBetween(5L, 20L);
            assertThat(text).contains("*" + Figures.count(10_000 - rows) + " more checks had no room here; `summary.json` has them.*")
                .contains("*" + Figures.count(10_000 - reasons) + " more reasons had no room here; `summary.json` has them.*");
        }
    }

    @Test
    void withTheLeaderboardItIsStillWithinSixtyKilobytes() throws IOException {
        RunReport run = RunReport.of(List.of(HandMade.small(directory.resolve("small"))));
        String text = Formats.written(new MarkdownSummary(), run.withGate(HandMadeGate.failing(10_000, true, "It fell. ".repeat(500))));

        assertThat(bytes(text)).isLessThanOrEqualTo(60_000);
        assertThat(text).contains("# Leaderboard").contains("## `math/gsm8k`").contains("## `math/word-problems`");
    }

    @Test
    void manyLongNotesAreCutAndCounted() throws IOException {
        GateReport small = HandMadeGate.small();
        String text = GateOutputs.markdown(new GateReport(small.gate(), small.run(), small.checks(), small.pairs(), 1,
            IntStream.range(0, 1_000).mapToObj(i -> "x".repeat(900)).toList()));

        assertThat(bytes(text)).isLessThanOrEqualTo(60_000);
        assertThat(text).contains("*980 more notes had no room here").contains("p fail is Holm");
    }

    @Test
    void hostileTextMentionsNobodyAndIsNoMarkup() throws IOException {
        String controls = IntStream.rangeClosed(0, 0x9F).mapToObj(Character::toString).collect(Collectors.joining());
        for (String text : Stream.concat(Stream.concat(Hostile.TEXTS.stream(), Hostile.LONE.stream()), Stream.of(controls, "<!-- x -->", "a|b`|c``|d"))
            .toList()) {
            String written = GateOutputs.markdown(HandMadeGate.hostile(text));
            String outside = HostileTest.withoutCode(written.substring(MarkdownSummary.MARKER.length()));

            assertThat(bytes(written)).isLessThanOrEqualTo(60_000);
            assertThat(outside).as(text.substring(0, Math.min(60, text.length()))).doesNotContain("<").doesNotContainPattern("@\\w")
                .doesNotContainPattern("(?<![\\n#&])#\\w")
                .doesNotContainPattern("(?<!\\\\)\\]\\(").doesNotContain("://");
            assertThat(written.codePoints().filter(c -> c != '\n' && c != '\t').filter(VisibleText::hides)).isEmpty();
        }
    }

    @Test
    void aNameWithBarsAndBackticksStaysInItsCell() throws IOException {
        String row = GateOutputs.markdown(HandMadeGate.hostile("a|b`|c``|d")).lines().filter(line -> line.startsWith("| **FAIL**")).findFirst().orElseThrow();

        assertThat(row.replace("\\|", "").chars().filter(c -> c == '|').count()).isEqualTo(17);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
