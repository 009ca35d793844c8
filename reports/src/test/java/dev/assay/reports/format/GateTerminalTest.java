package dev.assay.reports.format;

import dev.assay.reports.gate.CheckResult;
import dev.assay.reports.gate.Gate;
import dev.assay.reports.gate.GateReport;
import dev.assay.reports.gate.Rule.Level;
import dev.assay.reports.gate.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class GateTerminalTest {

    @Test
    void theAnswerStandsInTheFirstLineAndTheExitCodeInTheLast() throws IOException {
        List<String> lines = GateOutputs.terminal(HandMadeGate.small(), 100, false).lines().toList();

        assertThat(lines.getFirst()).isEqualTo("Gate FAIL: 1 of 7 checks that decide shows that a rule is broken.");
        assertThat(lines.getLast()).isEqualTo("2 FAIL, 1 INCOMPARABLE, 1 MISSING, 2 INCONCLUSIVE, 2 TOLERATED, 2 PASS. Exit code 100.");
    }

    @ParameterizedTest
    @ValueSource(ints = {72, 80, 100, 120, 160, 250})
    void noLineIsWiderThanTheTerminalAndVerdictAllowedAndSeenAlwaysStand(int width) throws IOException {
        String text = GateOutputs.terminal(HandMadeGate.small(), width, false);

        assertThat(text.lines()).allSatisfy(line -> assertThat(TextWidth.of(line)).as(line).isLessThanOrEqualTo(width));
        assertThat(text).containsPattern("(?m)^  FAIL .* -2 pp  -5\\.2 pp").containsPattern("(?m)^  PASS .* ≥ 60%    87\\.2%");
    }

    @Test
    void aNarrowTerminalNamesTheColumnsThatHaveNoRoomAndAWideOneHasThemAll() throws IOException {
        String narrow = GateOutputs.terminal(HandMadeGate.small(), 80, false);

        assertThat(narrow).contains("90% interval").contains("no room here, but in the report: finds, p fail, p pass, needs, baseline, run,");
        assertThat(GateOutputs.terminal(HandMadeGate.small(), 200, false)).doesNotContain("no room here").contains("p pass  ", "differ  dropped");
    }

    @Test
    void coloursAreOurOwnAndChangeNoCharacterOfTheText() throws IOException {
        String controls = IntStream.rangeClosed(0, 0x9F).mapToObj(Character::toString).collect(Collectors.joining());
        for (String text : Stream.concat(Stream.concat(Hostile.TEXTS.stream(), Hostile.LONE.stream()), Stream.of(controls)).toList()) {
            GateReport hostile = HandMadeGate.hostile(text);
            String plain = GateOutputs.terminal(hostile, 120, false);

            assertThat(GateOutputs.terminal(hostile, 120, true).replaceAll("\u001b\\[(0|1|2|31|32|33)m", "")).isEqualTo(plain);
            assertThat(plain.codePoints().filter(c -> c != '\n').filter(VisibleText::hides)).isEmpty();
        }
    }

    @Test
    void redMeansBrokenGreenKeptYellowUnjudged() throws IOException {
        for (Verdict verdict : Verdict.values()) {
            CheckResult check = HandMadeGate.of(verdict, Level.FAIL);
            GateReport report = HandMadeGate.report(Gate.of(List.of(check.check().rule())), List.of(check));
            String colour = switch (verdict.standing()) {
                case KEPT -> "32";
                case BROKEN -> "31";
                case UNJUDGED -> "33";
            };
            assertThat(GateOutputs.terminal(report, 100, true)).startsWith("\u001b[" + colour + "mGate " + verdict + ": ");
        }
    }

    @Test
    void noLineIsACommandOfTheBuildServerThatReadsTheLog() throws IOException {
        for (String text : List.of("::stop-commands::x", "a ::error::x ::warning::y", "##[add-mask]x", "x ##[command]y", "\n::set-output name=a::b")) {
            for (int width : List.of(40, 80, 200)) {
                assertThat(GateOutputs.terminal(HandMadeGate.hostile(text), width, false).lines())
                    .noneMatch(line -> line.strip().startsWith("::")).noneMatch(line -> line.contains("##["));
            }
        }
    }

    @Test
    void tenThousandFailuresAreCutAndCounted() throws IOException {
        String text = GateOutputs.terminal(HandMadeGate.failing(10_000, true, "x".repeat(10_000)), 100, false);

        assertThat(text).contains("9,800 more checks are in summary.json.").contains("9,980 more reasons are in summary.json.").hasSizeLessThan(100_000);
    }
}
