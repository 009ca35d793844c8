package dev.assay.reports.format;

import dev.assay.reports.HandMade;
import dev.assay.reports.gate.CheckResult;
import dev.assay.reports.gate.CheckResult.Tested;
import dev.assay.reports.gate.GateReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/// No two outputs of a gate may disagree: each check's figures stand in every one.
class GateConsistencyTest {

    private final GateReport report = HandMadeGate.small();

    @TempDir
    private Path directory;

    @Test
    void everyFormatForPeopleShowsEveryFigureOfEveryCheck() throws IOException {
        String terminal = GateOutputs.terminal(report, 250, false);
        String markdown = GateOutputs.markdown(report).replace("&lt;", "<").replace("\\", "");
        String page = page().replaceAll("<[^>]*>", "\n").replace("&lt;", "<").replace("&#39;", "'").replace("&#34;", "\"");
        String junit = JUnitReportTest.written(report, List.of()).replace("&lt;", "<");

        for (CheckWords check : new VerdictWords(report).checks()) {
            for (String text : List.of(terminal, markdown, page, junit)) {
                assertThat(text).contains(check.verdict(), check.sentence(), check.metric(), check.task());
                assertThat(text).contains(List.of(check.seen(), check.value(), check.before(), check.interval(), check.passP(), check.failP(), check.rawFailP(),
                    check.detectable(), check.needed(), check.samples(), check.epochs(), check.discordance(), check.dropped()));
            }
        }
    }

    @Test
    void theTableOfTheSummaryHasARowPerCheckWithItsFiguresInOrder() throws IOException {
        List<String> rows = GateOutputs.markdown(report).lines().filter(line -> line.startsWith("| **")).toList();

        assertThat(rows).hasSameSizeAs(report.checks());
        assertThat(rows.getFirst()).isEqualTo("| **FAIL** | `math/math500` | `openai/o4-mini` | `accuracy` | at most 2 pp lower | -5.2 pp: 71.0%, was 76.2% "
            + "| \\[-8.1, -2.3\\] pp | 0.9712 | 0.0056 | 0.0014 | 3.8 pp | – | 500 | 4 | 12.1% | 3 |");
    }

    @Test
    void theSummaryForMachinesHoldsEveryNumberInFullPrecision() throws IOException {
        JsonNode gate = JsonMapper.shared().readTree(GateOutputs.written("gate.json", report)).get("gate");

        assertThat(gate.get("verdict").asString()).isEqualTo("FAIL");
        assertThat(gate.get("exitCode").asInt()).isEqualTo(100);
        assertThat(gate.get("checks")).hasSameSizeAs(report.checks());
        for (int i = 0; i < report.checks().size(); i++) {
            CheckResult result = report.checks().get(i);
            JsonNode node = gate.get("checks").get(i);
            assertThat(node.get("verdict").asString()).isEqualTo(result.verdict().name());
            assertThat(node.get("sentence").asString()).isEqualTo(result.sentence());
            assertThat(node.get("tested").isNull()).isEqualTo(result.tested().isEmpty());
            result.candidate().ifPresent(value -> assertThat(node.get("candidate").asDouble()).isEqualTo(value));
            result.tested().ifPresent(tested -> compare(tested, node.get("tested")));
            result.floored().ifPresent(floored -> {
                assertThat(node.get("floored").get("low").asDouble()).isEqualTo(floored.low());
                assertThat(node.get("floored").get("pFailAdjusted").asDouble()).isEqualTo(floored.failPAdjusted());
                assertThat(node.get("floored").get("effectiveSize").asDouble()).isEqualTo(floored.size());
            });
            result.sequential().ifPresent(sequential -> {
                assertThat(node.get("sequential").get("t").asInt()).isEqualTo(sequential.used());
                assertThat(node.get("sequential").get("pass").get("maxLogE").asDouble()).isEqualTo(sequential.pass().maxLogE());
                assertThat(node.get("sequential").get("fail").get("sumSq").asDouble()).isEqualTo(sequential.fail().sumSq());
            });
        }
    }

    private static void compare(Tested tested, JsonNode node) {
        assertThat(node.get("effect").asDouble()).isEqualTo(tested.effect());
        assertThat(node.get("low").asDouble()).isEqualTo(tested.interval().orElseThrow().low());
        assertThat(node.get("high").asDouble()).isEqualTo(tested.interval().orElseThrow().high());
        assertThat(node.get("pPass").asDouble()).isEqualTo(tested.passP());
        assertThat(node.get("pFail").asDouble()).isEqualTo(tested.failP());
        assertThat(node.get("pFailAdjusted").asDouble()).isEqualTo(tested.failPAdjusted());
        assertThat(node.get("n").asInt()).isEqualTo(tested.n());
        assertThat(node.get("clusters").asInt()).isEqualTo(tested.clusters());
        assertThat(node.get("candidateEpochs").asInt()).isEqualTo(tested.candidateEpochs());
        assertThat(node.get("discordance").asDouble()).isEqualTo(tested.discordance());
        assertThat(node.get("dropped").asInt()).isEqualTo(tested.dropped());
        assertThat(node.get("detectable").asDouble()).isEqualTo(tested.detectable().orElseThrow());
        assertThat(node.get("needed").isNull()).isEqualTo(tested.needed().isEmpty());
    }

    @Test
    void theSummaryOfARunHoldsTheGateOnlyIfThereIsOneAndIsOtherwiseTheSame() throws IOException {
        RunReport run = RunReport.of(List.of(HandMade.small(directory.resolve("small"))));
        JsonNode without = JsonMapper.shared().readTree(Formats.written(new JsonSummary(), run));
        JsonNode with = JsonMapper.shared().readTree(Formats.written(new JsonSummary(), run.withGate(report)));

        assertThat(without.has("gate")).isFalse();
        assertThat(with.get("gate")).isEqualTo(JsonMapper.shared().readTree(GateOutputs.written("gate.json", report)).get("gate"));
        assertThat(((ObjectNode) with).without("gate")).isEqualTo(without);
    }

    @Test
    void theSummaryForPullRequestsBeginsWithTheGateAndStillHoldsTheLeaderboard() throws IOException {
        RunReport run = RunReport.of(List.of(HandMade.small(directory.resolve("small"))));
        String with = Formats.written(new MarkdownSummary(), run.withGate(report));

        assertThat(with).startsWith(MarkdownSummary.MARKER + "\n# Gate: FAIL\n\n**FAIL: 1 of 7 checks").contains("\n# Leaderboard\n");
        assertThat(with).endsWith(Formats.written(new MarkdownSummary(), run).substring(MarkdownSummary.MARKER.length() + 1));
    }

    private String page() throws IOException {
        String page = Formats.written(new HtmlReport(), RunReport.of(List.of(HandMade.small(directory.resolve("small")))).withGate(report));
        return page.substring(page.indexOf("<section aria-labelledby=\"verdict\">"), page.indexOf("<section aria-labelledby=\"leaderboard\">"));
    }
}
