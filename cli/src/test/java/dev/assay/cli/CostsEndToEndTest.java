package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// Money from the plan to the bill, with an invented model whose tokens and price are known.
final class CostsEndToEndTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void writePricesAndRules() throws IOException {
        Files.writeString(folder.resolve("assay.yaml"), """
            version: 1
            prices:
              - {models: [scripted/rules], input: 10, output: 40, checked: 2025-01-01}
            """);
        Files.writeString(folder.resolve("rules.json"), """
            {"default": {"correct": true, "thought": "I count.", "usage": {"input": 120, "output": 1000, "reasoning": 800}}}
            """);
    }

    private Typed type(Map<String, String> environment, String... args) {
        String[] all = java.util.Arrays.copyOf(args, args.length + 4);
        System.arraycopy(new String[]{"--runs", folder.resolve("runs").toString(), "--config", "assay.yaml"}, 0, all, args.length, 4);
        return Typed.in(folder, environment, all);
    }

    private Typed run(String... more) {
        String[] all = java.util.Arrays.copyOf(new String[]{"run", "--suite", "math/word-problems", "--model", "scripted/rules?file=rules.json"},
            5 + more.length);
        System.arraycopy(more, 0, all, 5, more.length);
        return type(Map.of(), all);
    }

    private JsonNode summary(String run) throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(folder.resolve("runs").resolve(run).resolve("summary.json")));
    }

    private static double likely(String plan) {
        Matcher matcher = Pattern.compile("about \\$([0-9.,]+) \\(\\$([0-9.,]+) to \\$([0-9.,]+)\\)").matcher(plan);
        assertThat(matcher.find()).as(plan).isTrue();
        double low = Double.parseDouble(matcher.group(2));
        double likely = Double.parseDouble(matcher.group(1));
        assertThat(low).isLessThan(likely);
        assertThat(Double.parseDouble(matcher.group(3))).isGreaterThan(likely);
        return likely;
    }

    @Test
    void theEstimateAndTheBillAgreeWithinOnePercentOnceLengthsAreKnown() throws IOException {
        assertThat(run("--limit", "20", "--seed", "3").code()).isZero();
        Typed plan = type(Map.of(), "plan", "--suite", "math/word-problems", "--model", "scripted/rules?file=rules.json", "--max-cost-usd", "60");
        assertThat(plan.out()).contains(", cap $60").contains("lengths as in 20 earlier trials");
        double estimate = likely(plan.out());

        Typed typed = run();

        assertThat(typed.code()).as(typed.all()).isZero();
        double paid = summary("2025-01-29-b").at("/costs/good").asDouble();
        assertThat(paid).isCloseTo(100 * (120 * 10 + 1000 * 40) / 1e6, within(1e-9));
        assertThat(estimate / paid).isBetween(0.99, 1.01);
        assertThat(typed.err()).contains("cost  $").contains("wasted on attempts without one");
        assertThat(typed.out()).contains("cost per");
    }

    @Test
    void whatFailedAndWasPaidIsWastedAndSaidApart() throws IOException {
        String rules = Files.readString(folder.resolve("rules.json"));
        Files.writeString(folder.resolve("rules.json"), rules.replace("{\"default\"",
            "{\"rules\": [{\"sample\": \"L01-0001\", \"call\": 1, \"fault\": {\"kind\": \"cut\"}, \"answer\": \"so far\"}], \"default\""));

        Typed typed = run("--sample", "L01-0001", "--sample", "L01-0002", "--sample", "L01-0003");

        assertThat(typed.code()).as(typed.all()).isZero();
        JsonNode costs = summary("2025-01-29-a").at("/costs");
        assertThat(costs.at("/good").asDouble()).isCloseTo(3 * 0.0412, within(1e-9));
        assertThat(costs.at("/unknownAttempts").asInt()).as("the cut attempt, of which nobody counted the tokens").isEqualTo(1);
        assertThat(typed.err()).contains("at least $0.12").contains("1 attempt of unknown cost");
    }

    @Test
    void aRunStopsBeforeItsCapAndGoesOnWithAHigherOne() throws IOException {
        Typed capped = run("--max-cost-usd", "3", "--max-tokens", "2000");

        assertThat(capped.code()).as(capped.all()).isEqualTo(103);
        double first = summary("2025-01-29-a").at("/costs/total").asDouble();
        assertThat(first).isLessThanOrEqualTo(3).isGreaterThan(2.7);
        assertThat(capped.err()).contains("The cost cap is reached").contains("--max-cost-usd");

        Typed again = run("--max-cost-usd", "3", "--max-tokens", "2000");
        assertThat(again.code()).as("the same cap is used up").isEqualTo(103);
        assertThat(summary("2025-01-29-a").at("/costs/total").asDouble()).isLessThanOrEqualTo(3);

        Typed raised = run("--max-cost-usd", "9", "--max-tokens", "2000");
        assertThat(raised.code()).as(raised.all()).isZero();
        assertThat(raised.err()).contains("of $9");
        assertThat(summary("2025-01-29-a").at("/costs/good").asDouble()).isCloseTo(100 * 0.0412, within(1e-9));
    }

    @Test
    void inContinuousIntegrationAPricedRunNeedsACap() {
        Typed typed = type(Map.of("CI", "true"), "run", "--suite", "math/word-problems", "--model", "scripted/rules?file=rules.json");

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("--max-cost-usd");
    }

    @Test
    void thePriceBookIsListedWithTheUsersOwnPricesFirst() {
        Typed typed = type(Map.of(), "list", "prices");

        assertThat(typed.code()).as(typed.all()).isZero();
        assertThat(typed.out().lines().skip(1).findFirst().orElse("")).contains("rules").contains("10 in, 40 out");
        assertThat(typed.out()).contains("o1-mini").contains("https://openai.com/api/pricing/");
    }

    @Test
    void theReportShowsTheScoreAtSmallerBudgets() throws IOException {
        assertThat(type(Map.of(), "run", "--suite", "math/word-problems", "--model", "scripted/rambler?p=0.8&ramble=0.3").code()).isZero();
        JsonNode curve = summary("2025-01-29-a").at("/thinkingBudget/0");

        assertThat(curve.at("/points").size()).isGreaterThan(3);
        assertThat(curve.at("/points/0/cut").asInt()).isGreaterThan(50);
        JsonNode last = curve.at("/points").get(curve.at("/points").size() - 1);
        assertThat(last.at("/cut").asInt()).isZero();
        assertThat(last.at("/accuracy/value")).isEqualTo(summary("2025-01-29-a").at("/tasks/0/rows/0/accuracy/value"));
        assertThat(Files.readString(folder.resolve("runs/2025-01-29-a/report.html"))).contains("Thinking budget").contains("class=\"curve\"");
    }
}
