package dev.assay.suites.answer;

import dev.assay.core.scorer.Score;
import dev.assay.suites.SharedFolder;
import dev.assay.suites.answer.equality.Profile;
import dev.assay.suites.answer.equality.SampleRules;
import dev.assay.suites.answer.expression.Rational;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// The gates of the specification on the shared pairs of gold and answer, profile standard.
final class MathEquivalenceTest {

    private static final double WRONG_ACCEPTED = 0.01;
    private static final double RIGHT_REJECTED = 0.05;

    private static final class Count {
        private int right;
        private int wrong;
        private int rejected;
        private int accepted;
    }

    @Test
    void theGraderIsRightAboutTheSharedPairs() throws IOException {
        Grader grader = new Grader(Profile.STANDARD);
        Map<String, Count> categories = new TreeMap<>();
        List<String> must = new ArrayList<>();
        List<String> other = new ArrayList<>();
        List<String> contested = new ArrayList<>();
        for (String line : Files.readAllLines(SharedFolder.path("vectors/scoring/math-equivalence.jsonl"))) {
            JsonNode row = JsonMapper.shared().readTree(line);
            boolean ours = row.get("ours").asBoolean();
            Grade grade = grader.grade(row.get("gold").stringValue(), row.get("answer").stringValue(), request(row));
            boolean equal = grade.score() instanceof Score.Correct;
            String tier = row.get("tier").stringValue();
            if (!tier.equals("contested")) {
                count(categories.computeIfAbsent(row.get("category").stringValue(), key -> new Count()), ours, equal);
            }
            if (equal != ours) {
                List<String> list = switch (tier) {
                    case "must" -> must;
                    case "contested" -> contested;
                    default -> other;
                };
                list.add(said(row, ours, grade));
            }
        }
        print(categories, must, other, contested);
        int right = categories.values().stream().mapToInt(count -> count.right).sum();
        int wrong = categories.values().stream().mapToInt(count -> count.wrong).sum();
        assertThat(must).as("rows on which no disagreement is allowed").isEmpty();
        assertThat(categories.values().stream().mapToInt(count -> count.accepted).sum()).isLessThanOrEqualTo((int) (WRONG_ACCEPTED * wrong));
        assertThat(categories.values().stream().mapToInt(count -> count.rejected).sum()).isLessThanOrEqualTo((int) (RIGHT_REJECTED * right));
    }

    private static void count(Count count, boolean ours, boolean equal) {
        count.right += ours ? 1 : 0;
        count.wrong += ours ? 0 : 1;
        count.rejected += ours && !equal ? 1 : 0;
        count.accepted += !ours && equal ? 1 : 0;
    }

    private static GradeRequest request(JsonNode row) {
        JsonNode params = row.path("params");
        boolean numeric = params.path("numeric").asBoolean(false);
        GradeRequest.Location location = numeric
            ? GradeRequest.Location.valueOf(params.path("location").stringValue().toUpperCase(Locale.ROOT))
            : GradeRequest.Location.ANSWER;
        List<String> alternatives = params.path("alt_targets").valueStream().map(JsonNode::stringValue).toList();
        SampleRules rules = params.has("precision") ? tolerance(params.path("precision")) : SampleRules.NONE;
        GradeRequest.Kind kind = numeric ? GradeRequest.Kind.NUMBER : GradeRequest.Kind.EXPRESSION;
        return new GradeRequest(kind, Collections.emptySortedMap(), alternatives, rules, Optional.empty(), location);
    }

    private static SampleRules tolerance(JsonNode precision) {
        List<JsonNode> all = precision.isArray() ? precision.valueStream().toList() : List.of(precision);
        return new SampleRules(all.stream().map(node -> new SampleRules.Tolerance(SampleRules.Tolerance.Kind.ABSOLUTE, decimal(node.decimalValue()))).toList(),
            Optional.empty());
    }

    private static Rational decimal(java.math.BigDecimal value) {
        return Rational.of(value.unscaledValue()).over(Rational.of(java.math.BigInteger.TEN.pow(Math.max(0, value.scale())))).orElseThrow();
    }

    private static String said(JsonNode row, boolean ours, Grade grade) {
        String answer = row.get("answer").stringValue();
        return row.get("id").stringValue() + " " + row.get("category").stringValue() + " wanted " + ours + "\n    gold   "
            + shortened(row.get("gold").stringValue())
            + "\n    answer " + shortened(answer) + "\n    found  " + grade.score().extracted().map(MathEquivalenceTest::shortened).orElse("nothing") + " ("
            + grade.score().explanation().details().getOrDefault("tier", "-") + ")\n    " + grade.relation() + ": " + grade.score().explanation().text();
    }

    private static String shortened(String text) {
        String line = text.replace("\n", "⏎");
        return line.length() <= 160 ? line : "…" + line.substring(line.length() - 160);
    }

    private static void print(Map<String, Count> categories, List<String> must, List<String> other, List<String> contested) {
        StringBuilder table = new StringBuilder(String.format("%-24s %6s %9s %6s %9s%n", "math-equivalence", "equal", "rejected", "other", "accepted"));
        categories
            .forEach((name, count) -> table.append(String.format("%-24s %6d %9d %6d %9d%n", name, count.right, count.rejected, count.wrong, count.accepted)));
        System.out.println(table);
        must.forEach(line -> System.out.println("must      " + line));
        other.forEach(line -> System.out.println("should    " + line));
        contested.forEach(line -> System.out.println("contested " + line));
    }
}
