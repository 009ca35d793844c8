package dev.assay.cli;

import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Score;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class GradeTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RIGHT = "{\"id\":\"a\",\"gold\":\"42\",\"answer\":\"<think>41?</think>The answer is \\\\boxed{42}.\"}\n";
    private static final String WRONG = "{\"id\":2,\"gold\":\"7\",\"answer\":\"8\"}\n";

    private static List<JsonNode> rows(Typed typed) {
        return typed.out().lines().map(JSON::readTree).toList();
    }

    @Test
    void eachLineGetsOneLineOfJson(@TempDir Path folder) {
        Typed typed = Typed.piped(folder, RIGHT + "\n" + WRONG, Map.of(), "grade");
        assertThat(typed.code()).as(typed.all()).isZero();
        assertThat(rows(typed)).hasSize(2);
        JsonNode first = rows(typed).getFirst();
        assertThat(first.path("id").asString()).isEqualTo("a");
        assertThat(first.path("equal").booleanValue()).isTrue();
        assertThat(first.path("verdict").asString()).isEqualTo("correct");
        assertThat(first.path("extracted").asString()).isEqualTo("42");
        assertThat(first.path("micros").isIntegralNumber()).isTrue();
        assertThat(first.path("explanation").path("profile").asString()).isEqualTo("standard");
        assertThat(first.path("explanation").path("extraction").path("tier").asString()).isEqualTo("T2");
        assertThat(first.path("explanation").path("scorer").asString()).contains("/");
        JsonNode second = rows(typed).getLast();
        assertThat(second.path("id").intValue()).isEqualTo(2);
        assertThat(second.path("equal").booleanValue()).isFalse();
    }

    @Test
    void aFileIsReadLikeStandardInput(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("answers.jsonl"), RIGHT + WRONG);
        assertThat(rows(Typed.in(folder, Map.of(), "grade", "answers.jsonl"))).hasSize(2);
        assertThat(Typed.in(folder, Map.of(), "grade", "absent.jsonl").code()).isEqualTo(2);
        assertThat(rows(Typed.piped(folder, RIGHT, Map.of(), "grade", "-"))).hasSize(1);
    }

    @Test
    void aBadLineIsAnErrorWithItsPlaceAndTheRestGoesOn(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("answers.jsonl"), RIGHT + "{\"id\":\"b\"\n" + "{\"id\":\"c\",\"gold\":\"1\"}\n" + WRONG);
        Typed typed = Typed.in(folder, Map.of(), "grade", "answers.jsonl");
        assertThat(typed.code()).isEqualTo(2);
        assertThat(rows(typed)).hasSize(2);
        assertThat(typed.err()).contains("answers.jsonl:2  The line is no JSON").contains("answers.jsonl:3  The field \"answer\" is missing")
            .contains("2 of 4 lines could not be judged");
        assertThat(Typed.piped(folder, "[]\n", Map.of(), "grade").err()).contains("standard input:1  The line is no JSON object");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"gold\":\"1\",\"answer\":\"1\"}|\"id\" is missing", "{\"id\":true,\"gold\":\"1\",\"answer\":\"1\"}|\"id\"",
            "{\"id\":1,\"gold\":[],\"answer\":\"1\"}|\"gold\"", "{\"id\":1,\"gold\":\"1\",\"answer\":1}|\"answer\" is no text",
            "{\"id\":1,\"gold\":\"1\",\"answer\":\"1\",\"kind\":\"nubmer\"}|Did you mean \"number\"",
            "{\"id\":1,\"gold\":\"A\",\"answer\":\"A\",\"kind\":\"choice\"}|\"options\"",
            "{\"id\":1,\"gold\":\"A\",\"answer\":\"A\",\"options\":{\"A\":1}}|\"options\"",
            "{\"id\":1,\"gold\":\"1\",\"answer\":\"1\",\"tolerance\":-1}|\"tolerance\"",
            "{\"id\":1,\"gold\":\"1\",\"answer\":\"1\",\"tolerance\":{\"abs\":1,\"rel\":1}}|\"tolerance\"",
            "{\"id\":1,\"gold\":\"1\",\"answer\":\"1\",\"tolerance\":1e999999999}|\"tolerance\"",
            "{\"id\":1,\"gold\":\"1\",\"answer\":\"1\",\"profile\":\"stanard\"}|Did you mean \"standard\"",
            "{\"id\":1,\"id\":2,\"gold\":\"1\",\"answer\":\"1\"}|no JSON"})
    void whatIsWrongWithALineIsSaid(String line, String message) {
        Typed typed = Typed.piped(Path.of(""), line, Map.of(), "grade");
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("standard input:1  ").contains(message);
        assertThat(typed.out()).isEmpty();
    }

    @Test
    void aLineHasWhatItsFieldsSay() {
        GradeLine line = GradeLine
            .parse("{\"id\":7,\"gold\":[\"A\",\"B\"],\"answer\":\"B\",\"options\":[\"one\",\"two\"],\"question\":\"q\",\"profile\":\"strict\","
                + "\"tolerance\":{\"rel\":1e-3},\"model\":\"ignored\"}");
        assertThat(line.kind()).isEqualTo(GradeLine.Kind.CHOICE);
        assertThat(line.golds()).containsExactly("A", "B");
        assertThat(line.options()).containsExactly(Map.entry("A", "one"), Map.entry("B", "two"));
        assertThat(line.tolerance()).contains(new GradeLine.Tolerance("rel", "0.001"));
        assertThat(GradeLine.parse("{\"id\":7,\"gold\":1.50,\"answer\":\"\",\"profile\":null}").golds()).containsExactly("1.50");
    }

    @Test
    void aChoiceAndATextAreJudgedAsSuch(@TempDir Path folder) {
        Typed typed = Typed.piped(folder, "{\"id\":1,\"gold\":\"B\",\"answer\":\"The answer is (B).\",\"options\":[\"red\",\"green\"]}\n"
            + "{\"id\":2,\"gold\":[\"Paris\",\"City of Light\"],\"answer\":\"paris\",\"kind\":\"text\"}\n", Map.of(), "grade");
        assertThat(rows(typed)).as(typed.all()).extracting(row -> row.path("equal").booleanValue()).containsExactly(true, true);
    }

    @Test
    void theKindOfEveryLineCanBeGiven(@TempDir Path folder) {
        String foreign = "{\"id\":1,\"gold\":\"1/2\",\"answer\":\"0.5\",\"kind\":\"mathy\"}\n";
        assertThat(Typed.piped(folder, foreign, Map.of(), "grade").code()).isEqualTo(2);
        assertThat(rows(Typed.piped(folder, foreign, Map.of(), "grade", "--kind", "number")).getFirst().path("equal").booleanValue()).isTrue();
        assertThat(Typed.piped(folder, foreign, Map.of(), "grade", "--kind", "mathy").err()).contains("none of expression, choice, number, text");
    }

    @Test
    void aTableSaysHowOftenBothSayTheSame(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("labels.jsonl"), "{\"id\":\"a\",\"equal\":true,\"x\":\"incorrect\"}\n{\"id\":2,\"equal\":true,\"x\":\"incorrect\"}\n");
        Typed typed = Typed.piped(folder, RIGHT + WRONG, Map.of(), "grade", "--against", "labels.jsonl");
        assertThat(typed.code()).isZero();
        assertThat(rows(typed)).hasSize(2);
        assertThat(typed.err()).contains("false rejects 50.0%").contains("false accepts -").contains("agreement 50.0% of 2").contains("false rejects: 2");
        assertThat(Typed.piped(folder, RIGHT + WRONG, Map.of(), "grade", "--against", "labels.jsonl", "--field", "x").err()).contains("false accepts 50.0%")
            .contains("false accepts: a");
        Typed none = Typed.piped(folder, RIGHT, Map.of(), "grade", "--against", "labels.jsonl", "--field", "y");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("labels.jsonl:1").contains("--field");
        assertThat(none.out()).isEmpty();
    }

    @Test
    void ourOwnOutputIsALabelFile(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("labels.jsonl"), Typed.piped(folder, RIGHT + WRONG, Map.of(), "grade").out());
        assertThat(Typed.piped(folder, RIGHT + WRONG, Map.of(), "grade", "--against", "labels.jsonl").err()).contains("agreement 100.0% of 2");
    }

    @Test
    void anUnknownProfileIsAnErrorBeforeAnyLine(@TempDir Path folder) {
        Typed typed = Typed.piped(folder, RIGHT, Map.of(), "grade", "--profile", "standrad");
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("Did you mean \"standard\"");
        assertThat(typed.out()).isEmpty();
    }

    @Test
    void aLineThatIsTooLongIsSkippedAndTheNextIsRead() throws IOException {
        BoundedLines lines = new BoundedLines(new ByteArrayInputStream("12345\n1234\n\nü\n\nend".getBytes(StandardCharsets.UTF_8)), 4);
        assertThat(lines.next().orElseThrow().problem().orElseThrow()).contains("longer than 4 bytes");
        assertThat(lines.next()).contains(new BoundedLines.Line(2, "1234", Optional.empty()));
        assertThat(lines.next()).contains(new BoundedLines.Line(3, "", Optional.empty()));
        assertThat(lines.next().orElseThrow().text()).isEqualTo("ü");
        lines.next();
        assertThat(lines.next()).contains(new BoundedLines.Line(6, "end", Optional.empty()));
        assertThat(lines.next()).isEmpty();
        assertThat(new BoundedLines(new ByteArrayInputStream(new byte[]{(byte) 0xff}), 4).next().orElseThrow().problem()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":1,\"gold\":\"\\ud800\",\"answer\":\"\\u0000\\u202e\\udfff\"}",
            "{\"id\":\"\\u001b[2J\",\"gold\":\"1\",\"answer\":\"\\u001b[2J1\"}"})
    void aHostileLineIsJudgedAndPrintedSafely(String line) {
        Typed typed = Typed.piped(Path.of(""), line, Map.of(), "grade");
        assertThat(typed.out()).doesNotContain("\u001b").doesNotContain("\u0000");
        assertThat(rows(typed)).hasSize(1);
    }

    @Test
    void theExplanationIsARecord() {
        Explanation explanation = new Explanation("NOT_EQUAL", "They differ.", Optional.of("\\sqrt{x^2}"), List.of("DOMAIN"),
            new TreeMap<>(Map.of("tier", "T2", "start", "5370", "gold.type", "expression", "confidence", "HIGH", "profileHash", "sha256:9f")));
        Grading.Graded graded = new Grading.Graded(new Score.Incorrect(Optional.of("x"), explanation), "expression/1.0", Optional.empty(),
            Optional.of("x = -3/7"), Optional.of(812L));
        JsonNode row = JSON.readTree(GradedJson.line(GradeLine.parse("{\"id\":\"i\",\"gold\":\"g\",\"answer\":\"a\"}"), graded, 5));
        assertThat(row)
            .isEqualTo(JSON.readTree("{\"id\":\"i\",\"equal\":false,\"verdict\":\"incorrect\",\"extracted\":\"x\",\"explanation\":{\"verdict\":\"incorrect\","
                + "\"relation\":\"NOT_EQUAL\",\"text\":\"They differ.\",\"scorer\":\"expression/1.0\",\"gold\":{\"raw\":\"\\\\sqrt{x^2}\",\"type\":\"expression\"},"
                + "\"extraction\":{\"raw\":\"x\",\"start\":5370,\"tier\":\"T2\"},\"confidence\":\"HIGH\",\"profileHash\":\"sha256:9f\",\"flags\":[\"DOMAIN\"],\"work\":812},"
                + "\"witness\":\"x = -3/7\",\"micros\":5}"));
    }

    @Test
    void whatHasNoVerdictIsNeitherEqualNorNot() {
        Grading.Graded graded = new Grading.Graded(new Score.Unscored(Optional.empty(), Explanation.of("GOLD", "No gold.", Optional.empty())), "text/1.0",
            Optional.empty(), Optional.empty(), Optional.empty());
        JsonNode row = JSON.readTree(GradedJson.line(GradeLine.parse("{\"id\":\"i\",\"gold\":\"g\",\"answer\":\"a\"}"), graded, 5));
        assertThat(row.path("equal").isNull()).isTrue();
        assertThat(row.path("verdict").asString()).isEqualTo("unscored");
    }

    @Test
    void noWordIsNoKind() {
        assertThatIllegalArgumentException().isThrownBy(() -> GradeLine.parse("{\"id\":1,\"gold\":\"1\",\"answer\":\"1\",\"kind\":5}"))
            .withMessageContaining("\"kind\"");
    }
}
