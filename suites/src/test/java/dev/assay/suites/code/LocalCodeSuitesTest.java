package dev.assay.suites.code;

import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.sandbox.Language;
import dev.assay.core.sandbox.Verdict;
import dev.assay.core.task.Task;
import dev.assay.suites.code.check.Checked;
import dev.assay.suites.code.check.Checks;
import dev.assay.suites.code.check.PlainSandbox;
import dev.assay.suites.code.check.ProgramRunner;
import dev.assay.suites.data.DatasetException;
import dev.assay.suites.data.Datasets;
import dev.assay.suites.generated.Draws;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// MBPP and LiveCodeBench over small files of their forms, with problems of our own.
class LocalCodeSuitesTest {

    private static final ProgramRunner RUNNER = new ProgramRunner(PlainSandbox::new);
    private static final LiveCodeBench.Window ALWAYS = new LiveCodeBench.Window(Optional.empty(), Optional.empty());

    @TempDir
    private Path folder;

    private final Datasets datasets = new Datasets(Path.of("unused"), true, Optional.empty());

    private Path file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("data.jsonl"), String.join("\n", lines) + "\n");
    }

    private static Verdict.Kind run(Sample sample, String program) {
        assumeTrue(Files.isExecutable(PlainSandbox.PYTHON), "not run: there is no " + PlainSandbox.PYTHON);
        Checked checked = RUNNER.run(Checks.read(((Target.Program) sample.target()).checks()), Language.PYTHON, program);
        assertThat(checked.sentence()).isNotBlank();
        return checked.verdict().kind();
    }

    private static String mbpp(int id) {
        return "{\"task_id\": " + id
            + ", \"text\": \"Write a function to double each number.\", \"code\": \"import math\\r\\ndef inner(x):\\r\\n  return 2 * x\\r\\n"
            + "def twice(xs):\\r\\n  return [inner(x) for x in xs]\", \"test_setup_code\": \"one = 1\", \"test_list\": [\"assert twice([one, 2]) == [2, 4]\", "
            + "\"assert set(twice([3])) == {6}\"], \"challenge_test_list\": [\"assert twice([]) == []\"]}";
    }

    @Test
    void mbppReadsTheTestSplitAndRunsEveryAssertion() throws IOException {
        Task task = Mbpp.task(datasets, Optional.of(file(mbpp(10), mbpp(11), mbpp(510), mbpp(511))), RUNNER);
        assertThat(task.dataset().samples()).extracting(Sample::id).containsExactly("11", "510");
        Sample sample = task.dataset().samples().getFirst();
        assertThat(sample.input().getFirst().text()).contains("assert twice([one, 2])").doesNotContain("{6}").doesNotContain("inner");
        Checks checks = Checks.read(((Target.Program) sample.target()).checks());
        assertThat(run(sample, checks.reference().orElseThrow())).isEqualTo(Verdict.Kind.PASSED);
        assertThat(run(sample, "def twice(xs):\n    return [2, 4]\n")).isEqualTo(Verdict.Kind.WRONG);
        assertThat(run(sample, "def twice(xs):\n    return [2 * x for x in xs] or None\n")).as("the challenge test").isEqualTo(Verdict.Kind.WRONG);
    }

    @Test
    void mbppSaysWhereToGetTheFileAndWhatIsWrongWithIt() throws IOException {
        assertThatThrownBy(() -> Mbpp.task(datasets, Optional.empty(), RUNNER)).isInstanceOf(DatasetException.class).hasMessageContaining("mbpp.jsonl")
            .hasMessageContaining("code/mbpp.file");
        Path training = file(mbpp(700));
        assertThatThrownBy(() -> Mbpp.task(datasets, Optional.of(training), RUNNER)).isInstanceOf(DatasetException.class).hasMessageContaining("test split");
        Path odd = file(mbpp(12).replace("assert twice", "assert thrice"));
        assertThatThrownBy(() -> Mbpp.task(datasets, Optional.of(odd), RUNNER)).isInstanceOf(DatasetException.class).hasMessageContaining(":1");
    }

    private static String packed(String json) throws IOException {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.writeBytes(new byte[]{(byte) 0x80, 4, 'X', (byte) text.length, (byte) (text.length >> 8), 0, 0});
        pickle.writeBytes(text);
        pickle.writeBytes(new byte[]{(byte) 0x94, '.'});
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(pickle.toByteArray());
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    private static String quoted(String json) {
        return "\"" + json.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String contest(String id, String date, String starter, String shown, String hidden, String metadata) {
        return "{\"question_title\": \"t\", \"question_content\": \"Add.\", \"platform\": \"atcoder\", \"question_id\": \"" + id + "\", \"contest_id\": \"c\", "
            + "\"contest_date\": \"" + date + "T00:00:00\", \"starter_code\": \"" + starter + "\", \"difficulty\": \"easy\", \"public_test_cases\": "
            + quoted(shown)
            + ", \"private_test_cases\": \"" + hidden + "\", \"metadata\": " + quoted(metadata) + "}";
    }

    private static String adding() throws IOException {
        return contest("a1", "2025-01-10", "", "[{\"input\": \"1 2\\n\", \"output\": \"3\", \"testtype\": \"stdin\"}]",
            packed("[{\"input\": \"2 2\\n\", \"output\": \"4\\n\", \"testtype\": \"stdin\"}]"), "{}");
    }

    private static String method() throws IOException {
        return contest("b2", "2025-02-20", "class Solution:\\n    def count(self, xs: List[int], k: int) -> List[int]:\\n        ",
            "[{\"input\": \"[1, 2]\\n3\", \"output\": \"[3, 6]\", \"testtype\": \"functional\"}]",
            packed("[{\"input\": \"[]\\n1\", \"output\": \"[]\", \"testtype\": \"functional\"}]"), "{\"func_name\": \"count\"}");
    }

    @Test
    void liveCodeBenchRunsProgramsThatPrintAndMethods() throws IOException {
        Task task = LiveCodeBench.task(datasets, Optional.of(file(adding(), method())), ALWAYS, RUNNER);
        Sample prints = task.dataset().samples().getFirst();
        assertThat(prints.id()).isEqualTo("atcoder-a1");
        assertThat(prints.metadata()).containsEntry("date", "2025-01-10").containsEntry("hidden tests", "yes");
        assertThat(run(prints, "print(sum(map(int, input().split())))")).isEqualTo(Verdict.Kind.PASSED);
        assertThat(run(prints, "print(3)")).as("hard-coded visible example").isEqualTo(Verdict.Kind.WRONG);
        Sample called = task.dataset().samples().getLast();
        assertThat(called.input().getFirst().text()).contains("class Solution");
        String right = "class Solution:\n    def count(self, xs: List[int], k: int) -> List[int]:\n        return tuple(pow(x, 1) * k for x in xs)\n";
        assertThat(run(called, right)).isEqualTo(Verdict.Kind.PASSED);
        assertThat(run(called, "class Solution:\n    def count(self, xs, k):\n        return [3, 6]\n")).isEqualTo(Verdict.Kind.WRONG);
        assertThat(run(called, "x = 1\n")).as("count of itertools is no answer").isNotEqualTo(Verdict.Kind.PASSED);
    }

    @Test
    void liveCodeBenchKeepsToTheWindowOfDates() throws IOException {
        Path file = file(adding(), method());
        LiveCodeBench.Window late = new LiveCodeBench.Window(Optional.of(LocalDate.of(2025, 2, 1)), Optional.empty());
        Task task = LiveCodeBench.task(datasets, Optional.of(file), late, RUNNER);
        assertThat(task.dataset().samples()).extracting(Sample::id).containsExactly("atcoder-b2");
        assertThat(task.dataset().revision()).contains("2025-02-01..");
        LiveCodeBench.Window exact = new LiveCodeBench.Window(Optional.of(LocalDate.of(2025, 1, 10)), Optional.of(LocalDate.of(2025, 1, 10)));
        assertThat(LiveCodeBench.task(datasets, Optional.of(file), exact, RUNNER).dataset().samples()).hasSize(1);
        LiveCodeBench.Window never = new LiveCodeBench.Window(Optional.of(LocalDate.of(2026, 1, 1)), Optional.empty());
        assertThatThrownBy(() -> LiveCodeBench.task(datasets, Optional.of(file), never, RUNNER)).isInstanceOf(DatasetException.class)
            .hasMessageContaining("2026-01-01..");
    }

    @Test
    void liveCodeBenchRefusesAPickleThatIsMoreThanAText() throws IOException {
        String hostile = Base64.getEncoder().encodeToString("cos\nsystem\n(S'true'\ntR.".getBytes(StandardCharsets.UTF_8));
        Path file = file(contest("x", "2025-01-01", "", "[]", hostile, "{}"));
        assertThatThrownBy(() -> LiveCodeBench.task(datasets, Optional.of(file), ALWAYS, RUNNER)).isInstanceOf(DatasetException.class)
            .hasMessageContaining("safe to read");
    }

    /// Whatever a file holds, it is read or refused with its place; nothing else happens.
    @Test
    void hostileFilesAreReadOrRefusedWithTheirPlace() throws IOException {
        Draws draws = Draws.of(20260112);
        List<String> values = List.of("[]", "{}", "null", "5", "\\\"\\\"", "[1]", "[[]]", "[{}]", "[{\\\"input\\\": 1}]", "", " ", "[", "[".repeat(2000),
            "1e999999999",
            "\\ud800", "\\u0000", "2025-99-99", "x".repeat(300), "[{\\\"input\\\": \\\"1\\\", \\\"output\\\": \\\"1\\\"}]", "eJw=", "gAQu");
        List<String> fields = List.of("question_content", "platform", "question_id", "contest_date", "starter_code", "difficulty", "public_test_cases",
            "private_test_cases", "metadata");
        int read = 0;
        for (int i = 0; i < 1_500; i++) {
            String line = draws.below(2) == 0 ? adding() : method();
            for (int change = draws.between(1, 2); change > 0; change--) {
                String field = draws.pick(fields);
                line = line.replaceFirst("\"" + field + "\": \"(?:[^\"\\\\]++|\\\\.)*+\"",
                    Matcher.quoteReplacement("\"" + field + "\": \"" + draws.pick(values) + "\""));
            }
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            if (draws.below(3) == 0) {
                bytes[draws.below(bytes.length)] = (byte) draws.below(256);
            }
            Path file = Files.write(folder.resolve("hostile.jsonl"), bytes);
            try {
                read += LiveCodeBench.task(datasets, Optional.of(file), ALWAYS, RUNNER).dataset().samples().size();
            } catch (DatasetException refused) {
                assertThat(refused.getMessage()).contains("hostile.jsonl:");
            }
        }
        assertThat(read).as("some are harmless").isBetween(150, 1_350);
    }

    @Test
    void taskWhoseEveryOutputIsEmptyIsRefused() throws IOException {
        Path file = file(contest("x", "2025-01-01", "", "[{\"input\": \"1\", \"output\": \" \", \"testtype\": \"stdin\"}]", packed("[]"), "{}"));
        assertThatThrownBy(() -> LiveCodeBench.task(datasets, Optional.of(file), ALWAYS, RUNNER)).isInstanceOf(DatasetException.class)
            .hasMessageContaining("would pass");
    }
}
