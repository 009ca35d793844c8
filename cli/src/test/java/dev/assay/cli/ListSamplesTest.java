package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// `assay list samples`.
class ListSamplesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private Typed list(String... args) {
        String[] all = new String[args.length + 2];
        all[0] = "list";
        all[1] = "samples";
        System.arraycopy(args, 0, all, 2, args.length);
        return Typed.in(folder, Map.of(), all);
    }

    private List<JsonNode> exported(String... args) throws IOException {
        String[] all = new String[args.length + 2];
        System.arraycopy(args, 0, all, 0, args.length);
        all[args.length] = "--export";
        all[args.length + 1] = "questions.jsonl";
        Typed typed = list(all);
        assertThat(typed.code()).as(typed.all()).isZero();
        return Files.readAllLines(folder.resolve("questions.jsonl")).stream().map(JSON::readTree).toList();
    }

    @Test
    void anExportHoldsEveryQuestionWithItsTrueAnswer() throws IOException {
        List<JsonNode> lines = exported("math/word-problems", "--seed", "7", "--set", "math/word-problems.level=2", "--set", "math/word-problems.samples=250");
        assertThat(lines).hasSize(250).allSatisfy(line -> {
            assertThat(line.path("task").asString()).isEqualTo("math/word-problems");
            assertThat(line.path("seed").asLong()).isEqualTo(7);
            assertThat(line.path("level").asInt()).isEqualTo(2);
            assertThat(line.path("input").get(0).path("role").asString()).isEqualTo("user");
            assertThat(line.path("input").get(0).path("text").asString()).endsWith("Final answer: NUMBER");
            assertThat(line.path("target").path("kind").asString()).isEqualTo("expression");
            assertThat(line.path("target").path("text").asString()).matches("\\d+");
        });
        assertThat(lines.getFirst().path("sample").asString()).isEqualTo("L02-0001");
        assertThat(lines.stream().map(line -> line.path("input").get(0).path("text").asString()).distinct()).hasSize(250);
    }

    @Test
    void equalSeedsExportEqualBytesAndOtherSeedsOtherQuestions() throws IOException {
        exported("reasoning/knights", "--seed", "7");
        byte[] first = Files.readAllBytes(folder.resolve("questions.jsonl"));
        exported("reasoning/knights", "--seed", "7");
        assertThat(Files.readAllBytes(folder.resolve("questions.jsonl"))).isEqualTo(first);
        exported("reasoning/knights", "--seed", "8");
        assertThat(Files.readAllBytes(folder.resolve("questions.jsonl"))).isNotEqualTo(first);
    }

    @Test
    void aSuiteExportsAllItsTasksAndEachKindOfAnswerInItsOwnForm() throws IOException {
        List<JsonNode> lines = exported("generated/code", "--set", "code/predict-output.samples=20", "--set", "code/find-input.samples=10");
        Map<String, List<JsonNode>> byKind = lines.stream().collect(Collectors.groupingBy(line -> line.path("target").path("kind").asString()));
        assertThat(byKind).containsOnlyKeys("text", "program");
        assertThat(byKind.get("text")).hasSize(30).allSatisfy(line -> assertThat(line.path("target").path("accepted")).isNotEmpty());
        assertThat(byKind.get("program")).allSatisfy(line -> assertThat(line.path("target").path("checks").asString()).isNotBlank());
        List<JsonNode> puzzles = exported("reasoning/knights", "--set", "reasoning/knights.level=1");
        assertThat(puzzles).allSatisfy(line -> assertThat(line.path("target").path("values")).hasSize(2)
            .allSatisfy(kind -> assertThat(kind.asString()).isIn("knight", "knave")));
    }

    @Test
    void aPublishedTaskIsExportedWithoutASeed() throws IOException {
        Path root = Optional.ofNullable(System.getenv("ASSAY_SHARED")).map(Path::of).orElse(Path.of("../../shared"));
        assumeTrue(Files.exists(root), "skipped: ../shared is not there");
        List<JsonNode> lines = exported("humaneval", "--set", "code/humaneval.file=" + root.resolve("data/humaneval/HumanEval.jsonl").toAbsolutePath());
        assertThat(lines).hasSize(164).allSatisfy(line -> assertThat(line.has("seed") || line.has("level")).isFalse());
    }

    @Test
    void withoutAnExportTheFirstSamplesAreShownInOneLineEach() {
        Typed typed = list("code/predict-output", "--set", "code/predict-output.samples=500");
        assertThat(typed.code()).as(typed.all()).isZero();
        assertThat(typed.out().lines()).hasSize(SampleRows.MOST_ROWS + 1).allSatisfy(line -> assertThat(line.length()).isLessThan(260));
        assertThat(typed.out()).startsWith("task").contains("L01-0001", "What does this Python 3 program print?");
        assertThat(typed.err()).contains("first 200 of 500", "--export");
    }

    @Test
    void wrongCallsSayWhatToType() {
        Typed nameless = list();
        assertThat(nameless.code()).isEqualTo(2);
        assertThat(nameless.err()).contains("needs the name of a suite");
        Typed unknown = list("math/word-problem");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("math/word-problems");
        Typed many = list("math/word-problems", "--set", "math/word-problems.samples=100001");
        assertThat(many.code()).isEqualTo(2);
        assertThat(many.err()).contains("100000");
        Typed suites = Typed.in(folder, Map.of(), "list", "suites", "--export", "x.jsonl");
        assertThat(suites.code()).isEqualTo(2);
        assertThat(suites.err()).contains("list samples");
        assertThat(folder.resolve("x.jsonl")).doesNotExist();
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() throws IOException {
        Files.createDirectory(folder.resolve("taken"));
        Typed typed = list("math/word-problems", "--export", "taken");
        assertThat(typed.code()).isNotZero();
        assertThat(typed.err()).contains("taken", "cannot be written");
    }
}
