package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Runs of the generated programs, from the question to the verified score, by invented models whose ability is known; and what is refused before any
/// model is asked.
@Tag("box")
class GeneratedCodeTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsABox() {
        ExecTest.needsABox();
    }

    private JsonNode summary(Typed typed) throws IOException {
        assertThat(typed.code()).as(typed.all()).isZero();
        Typed verified = Typed.in(folder, Map.of(), "verify", folder.resolve("out").toString());
        assertThat(verified.code()).as(verified.all()).isZero();
        return JSON.readTree(Files.readString(folder.resolve("out/summary.json")));
    }

    private static double accuracy(JsonNode summary, String task, String model) {
        JsonNode row = StreamSupport.stream(summary.path("tasks").spliterator(), false).filter(board -> board.path("task").asString().equals(task))
            .flatMap(board -> StreamSupport.stream(board.path("rows").spliterator(), false)).filter(each -> each.path("model").asString().equals(model))
            .findFirst().orElseThrow(() -> new AssertionError(task + " by " + model + " is not in " + summary));
        return row.path("accuracy").path("value").doubleValue();
    }

    @ParameterizedTest
    @CsvSource({"generated/code, code/implement code/repair code/speed-up code/predict-output code/find-input, 10",
            "generated/code-java, code/implement-java code/repair-java code/speed-up-java, 6"})
    void oneWhoAlwaysKnowsIsRightAndOneWhoNeverDoesIsWrongInEveryFamily(String suite, String tasks, String limit) throws IOException {
        Typed typed = Typed.in(folder, Map.of(), "run", "--suite", suite, "--model", "scripted/steady?p=1", "--model", "scripted/steady?p=0",
            "--limit", limit, "--run-dir", folder.resolve("out").toString(), "--yes");
        JsonNode summary = summary(typed);
        for (String task : tasks.split(" ")) {
            assertThat(accuracy(summary, task, "scripted/steady?p=1")).as(task).isEqualTo(1.0);
            assertThat(accuracy(summary, task, "scripted/steady?p=0")).as(task).isZero();
        }
    }

    @Test
    void filesWithProgramsInJavaAreChecked() throws IOException {
        Files.writeString(folder.resolve("Slow.java"), "class Solution {\n    public long[] solve(int[] numbers) {\n        while (true) { }\n    }\n}\n");
        Files.writeString(folder.resolve("Broken.java"), "class Solution {\n    public Object solve(long[] numbers) {\n        return null;\n    }\n}\n");
        Typed slow = Typed.in(folder, Map.of(), "exec", "code/speed-up-java", "Slow.java", "--sample", "L01-0001");
        assertThat(slow.code()).as(slow.all()).isZero();
        JsonNode row = JSON.readTree(slow.out());
        assertThat(row.path("verdict").asString()).isEqualTo("TIMEOUT");
        assertThat(Integer.parseInt(row.path("facts").path("cpuLimitMillis").asString())).isBetween(1_000, 10_000);
        Typed broken = Typed.in(folder, Map.of(), "exec", "code/repair-java", "Broken.java", "--sample", "L02-0001");
        assertThat(JSON.readTree(broken.out()).path("verdict").asString()).as(broken.all()).isEqualTo("WRONG");
    }

    @Test
    void programLeftSlowRunsOutOfTimeAndProgramLeftBrokenIsWrong() throws IOException {
        Files.writeString(folder.resolve("slow.py"), """
            def solve(numbers):
                while True:
                    pass
            """);
        Files.writeString(folder.resolve("broken.py"), "def solve(numbers):\n    return None\n");
        Typed slow = Typed.in(folder, Map.of(), "exec", "code/speed-up", "slow.py", "--sample", "L01-0001");
        assertThat(slow.code()).as(slow.all()).isZero();
        JsonNode row = JSON.readTree(slow.out());
        assertThat(row.path("verdict").asString()).isEqualTo("TIMEOUT");
        assertThat(row.path("facts").path("runs").asString()).as("a timeout is seen twice before it counts").isEqualTo("2");
        assertThat(Integer.parseInt(row.path("facts").path("cpuLimitMillis").asString())).isBetween(500, 10_000);
        Typed broken = Typed.in(folder, Map.of(), "exec", "code/repair", "broken.py", "--sample", "L01-0001");
        assertThat(JSON.readTree(broken.out()).path("verdict").asString()).as(broken.all()).isEqualTo("WRONG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"code/implement", "generated/code"})
    void withoutTheBoxThatWasAskedForNoModelIsAskedAndNoRunIsBegun(String suite) throws IOException {
        try (FakeEndpoint endpoint = new FakeEndpoint(call -> call.answer("", "", "x", "stop"))) {
            Typed typed = Typed.in(folder, Map.of("TEST_KEY", "secret"), "run", "--suite", suite, "--model",
                "openai/fake?url=" + endpoint.url() + "&key=TEST_KEY", "--limit", "2", "--sandbox", "chroot", "--run-dir", folder.resolve("out").toString(),
                "--yes");
            assertThat(typed.code()).as(typed.all()).isEqualTo(2);
            assertThat(typed.err()).contains("\"chroot\" is none of bwrap, landlock");
            assertThat(endpoint.calls()).isZero();
            assertThat(folder.resolve("out")).doesNotExist();
        }
    }
}
