package dev.assay.cli;

import dev.assay.runners.sandbox.BwrapProvider;
import dev.assay.runners.sandbox.LandlockProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// `assay exec`, and a run of a code suite, in the box of this machine.
@Tag("box")
class ExecTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsABox() {
        boolean box = BwrapProvider.zygotes(Boxes.TEMPORARY).probe().found() || new LandlockProvider(Boxes.TEMPORARY).probe().found();
        assumeTrue(box, "not run: no box can be made on this machine");
    }

    private static String data() {
        Path root = Optional.ofNullable(System.getenv("ASSAY_SHARED")).map(Path::of).orElse(Path.of("../../shared"));
        assumeTrue(Files.exists(root), "skipped: ../shared is not there");
        return "code/humaneval.file=" + root.resolve("data/humaneval/HumanEval.jsonl").toAbsolutePath();
    }

    private Typed exec(String input, String... args) {
        String[] all = new String[args.length + 4];
        all[0] = "exec";
        all[1] = "humaneval";
        System.arraycopy(args, 0, all, 2, args.length);
        all[args.length + 2] = "--set";
        all[args.length + 3] = data();
        return Typed.piped(folder, input, Map.of(), all);
    }

    private static List<JsonNode> rows(Typed typed) {
        return typed.out().lines().map(JSON::readTree).toList();
    }

    @Test
    void completionsOfAnotherHarnessAreJudgedLineByLine() throws IOException {
        Files.writeString(folder.resolve("samples.jsonl"), """
            {"task_id": "HumanEval/2", "completion": "    return number % 1.0\\n"}
            {"task_id": "HumanEval/2", "completion": "    pass"}
            {"sample": 2, "answer": "So:\\n```python\\ndef truncate_number(number):\\n    return number % 1.0\\n```"}
            {"task_id": "HumanEval/999", "completion": ""}
            {"completion": ""}
            """);
        Typed typed = exec("", "samples.jsonl");
        assertThat(typed.code()).as(typed.all()).isEqualTo(2);
        assertThat(rows(typed)).extracting(row -> row.path("verdict").asString()).containsExactly("PASSED", "WRONG", "PASSED");
        assertThat(rows(typed).getFirst().path("sample").asString()).isEqualTo("2");
        assertThat(rows(typed).getFirst().path("facts").path("isolation").asString()).isIn("NAMESPACE", "GUARDED");
        assertThat(rows(typed).get(1).path("text").asString()).contains("Test line");
        assertThat(typed.err()).contains("samples.jsonl:4").contains("HumanEval/999").contains("samples.jsonl:5").contains("1 WRONG, 2 PASSED");
    }

    @Test
    void whatThePageShowsIsWhatHappens() throws IOException {
        List<String> page = Files.readAllLines(Path.of("..", "docs", "code.md")).stream().map(line -> line.replaceFirst("^ {4}", "")).toList();
        int from = page.indexOf("$ cat samples.jsonl");
        int to = page.indexOf("$ assay exec humaneval samples.jsonl");
        assertThat(from).isPositive();
        Files.write(folder.resolve("samples.jsonl"), page.subList(from + 1, to));
        Typed typed = exec("", "samples.jsonl");
        assertThat(typed.code()).as(typed.all()).isZero();
        assertThat(typed.err().strip()).endsWith(page.get(to + 1));
        assertThat(rows(typed)).extracting(row -> row.path("verdict").asString()).containsExactly("PASSED", "WRONG", "PASSED");
        assertThat(rows(typed))
            .allSatisfy(row -> assertThat(row.propertyNames()).contains("task", "sample", "file", "line", "passed", "verdict", "text", "facts"));
    }

    @Test
    void fileIsASolutionOfTheSampleInItsNameOrOption() throws IOException {
        String code = "def truncate_number(number):\n    print('\\x1b[31m', flush=True)\n    return number % 1\n";
        Files.writeString(folder.resolve("2.py"), code);
        Files.writeString(folder.resolve("mine.py"), code);
        Typed named = exec("", "2.py");
        assertThat(named.code()).as(named.all()).isZero();
        assertThat(rows(named).getFirst().path("passed").booleanValue()).isTrue();
        assertThat(named.out()).as("no escape reaches a terminal").doesNotContain("\u001b").contains("\\u001B");
        assertThat(exec("", "mine.py", "--sample", "2").code()).isZero();
        Typed unknown = exec("", "mine.py");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("mine.py").contains("There is no sample");
    }

    @Test
    void taskWithoutProgramsIsRefused() throws IOException {
        Files.writeString(folder.resolve("x.py"), "");
        Typed typed = Typed.in(folder, Map.of(), "exec", "math/word-problems", "x.py");
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("asks for no programs");
    }

    /// Five good problems for the check before the run, and one whose test cannot be used.
    @Test
    void testThatCannotBeUsedIsOurFaultAndNoWrongAnswer() throws IOException {
        StringBuilder problems = new StringBuilder();
        for (int id = 11; id <= 16; id++) {
            String test = id == 16 ? "assert nowhere or next(1) == 2" : "assert next(1) == 2";
            problems.append("{\"task_id\": ").append(id).append(", \"text\": \"Add one.\", \"code\": \"def next(n):\\n    return n + 1\", ")
                .append("\"test_list\": [\"").append(test).append("\"], \"test_setup_code\": \"\", \"challenge_test_list\": []}\n");
        }
        Files.writeString(folder.resolve("mbpp.jsonl"), problems);
        Typed typed = Typed.in(folder, Map.of(), "run", "--suite", "mbpp", "--model", "scripted/steady?p=1", "--set",
            "code/mbpp.file=" + folder.resolve("mbpp.jsonl"), "--run-dir", folder.resolve("out").toString(), "--yes");
        assertThat(typed.code()).as(typed.all()).isEqualTo(1);
        assertThat(typed.err()).contains("1 programs could not be judged, through a fault of the harness");
        JsonNode row = JSON.readTree(Files.readString(folder.resolve("out/summary.json"))).path("tasks").path(0).path("rows").path(0);
        assertThat(row.path("accuracy").path("value").doubleValue()).as(row.toString()).isEqualTo(1.0);
    }

    @Test
    void runOfACodeSuiteJudgesByExecutionAndIsVerified() throws IOException {
        Files.writeString(folder.resolve("rules.json"), """
            {"rules": [{"contains": "truncate_number", "answer": "```python\\ndef truncate_number(number):\\n    return number % 1\\n```"}],
             "default": {"answer": "```python\\n    pass\\n```"}}
            """);
        Typed typed = Typed.in(folder, Map.of(), "run", "--suite", "humaneval", "--model", "scripted/rules?file=rules.json", "--sample", "2", "--sample", "3",
            "--set", data(), "--run-dir", folder.resolve("out").toString(), "--yes", "--epochs", "2");
        assertThat(typed.code()).as(typed.all()).isZero();
        Typed verified = Typed.in(folder, Map.of(), "verify", folder.resolve("out").toString());
        assertThat(verified.code()).as(verified.all()).isZero();
        Typed shown = Typed.in(folder, Map.of(), "show", folder.resolve("out").toString(), "code/humaneval/2#1@scripted/rules?file=rules.json");
        assertThat(shown.out()).as(shown.all()).contains("PASSED").contains("NAMESPACE");
        JsonNode summary = JSON.readTree(Files.readString(folder.resolve("out/summary.json")));
        assertThat(summary.toString()).as("two samples, one right, both tries alike").contains("0.5");
    }
}
