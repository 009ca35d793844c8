package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// A run becomes the measure: after it was shown, never by itself, and not where it is none.
final class BlessTest {

    @TempDir
    private Path folder;
    private GateProject project;

    @BeforeEach
    void run() {
        project = GateProject.in(folder, "rules: [{suite: '*', metric: accuracy, maxDrop: 5pp}]");
        project.ran();
    }

    private Typed blessed(int code, String run, String... more) {
        Typed typed = project.type(GateProject.words("bless", List.of(run), more));
        assertThat(typed.code()).as(typed.all()).isEqualTo(code);
        return typed;
    }

    private Path baseline() {
        return folder.resolve(GateProject.BASELINE);
    }

    @Test
    void theFirstBaselineSaysWhereItComesFrom() {
        Typed typed = blessed(0, "2025-01-29-a");

        assertThat(typed.err()).contains("becomes the first");
        assertThat(typed.out()).contains(GateProject.BASELINE).contains("accuracy 100.0%").contains("(new)");
        var file = project.json(GateProject.BASELINE);
        assertThat(file.at("/blessed/run").asString()).isEqualTo("2025-01-29-a");
        assertThat(file.at("/blessed/at").asString()).isEqualTo("2025-01-29T12:00:00Z");
        assertThat(file.at("/blessed/previous").isNull() || file.at("/blessed/previous").isMissingNode()).isTrue();
        assertThat(file.at("/blessed/sinceAnchor").asDouble()).isZero();
        assertThat(file.at("/blessed/commit").isNull() || file.at("/blessed/commit").isMissingNode()).isTrue();
        assertThat(file.at("/samples").size()).isEqualTo(200);
    }

    @Test
    void theNextOneNamesTheFileItReplacedAndTheCommit() {
        blessed(0, "2025-01-29-a");
        GitRepository repository = GitRepository.in(folder);
        repository.commit("first");
        String digest = "sha256:" + BaselinePlace.sha256(project.read(GateProject.BASELINE));
        project.wrong(4);
        project.ran();

        Typed typed = blessed(0, "2025-01-29-b");
        assertThat(typed.out()).contains("Gate ").contains("replaces run 2025-01-29-a").contains("-2.0 pp");
        var file = project.json(GateProject.BASELINE);
        assertThat(file.at("/blessed/previous").asString()).isEqualTo(digest);
        assertThat(file.at("/blessed/sinceAnchor").asDouble()).isCloseTo(-0.02, within(1e-12));
        assertThat(file.at("/blessed/commit").asString()).isEqualTo(repository.run("rev-parse", "HEAD").strip());
    }

    @Test
    void manySmallDropsAreNamedWhenTheyHaveAddedUp() {
        blessed(0, "2025-01-29-a");
        project.wrong(4);
        project.ran();
        assertThat(blessed(0, "2025-01-29-b").err()).doesNotContain("together lost");
        project.wrong(8);
        project.ran();
        assertThat(blessed(0, "2025-01-29-c").err()).doesNotContain("together lost");
        project.wrong(12);
        project.ran();

        assertThat(blessed(0, "2025-01-29-d").err()).contains("warning").contains("together lost 6.0 pp since the first").contains("5.0 pp");
        project.ran();
        assertThat(project.type("gate", "2025-01-29-e").out()).contains("have together lost");
    }

    @Test
    void aRunThatFailedIsRefusedUnlessSomebodySaysWhy() {
        blessed(0, "2025-01-29-a");
        String before = project.read(GateProject.BASELINE);
        project.wrong(30);
        project.ran();

        Typed refused = blessed(2, "2025-01-29-b");
        assertThat(refused.err()).contains("The gate said FAIL").contains("Nothing was written").contains("--force");
        assertThat(refused.out()).as("what changes is shown first").contains("Gate FAIL");
        assertThat(project.read(GateProject.BASELINE)).isEqualTo(before);

        Typed forced = blessed(0, "2025-01-29-b", "--force", "the old answers were wrong");
        assertThat(forced.err()).contains("forced").contains("FAIL");
        assertThat(project.json(GateProject.BASELINE).at("/blessed/forced/0").asString()).isEqualTo("the old answers were wrong");
        assertThat(blessed(2, "2025-01-29-b", "--force", " ").err()).contains("no name");
    }

    @Test
    void anIncompleteRunIsRefused() {
        project.cut("runs/2025-01-29-a", 50);

        assertThat(blessed(2, "2025-01-29-a").err()).contains("150 of 200 trials");
        assertThat(baseline()).doesNotExist();
    }

    @Test
    void aRunWithTooManyOutagesIsRefused() {
        project.outages(10);
        project.ran();

        assertThat(blessed(2, "2025-01-29-b").err()).contains("no score in 5.0%").contains("allowed 1%");
        assertThat(baseline()).doesNotExist();
    }

    @Test
    void anAliasAndAModelThatNobodyNamedAreRefused() {
        String lines = String.join("\n", IntStream.rangeClosed(1, 20)
            .mapToObj(i -> "{\"sample\": \"L01-" + String.format("%04d", i) + "\", \"output\": \"Final answer: " + i + "\"}").toList());
        project.write("answers.jsonl", lines + "\n");
        Typed imported = project.type("import", "answers.jsonl", "--suite", "math/word-problems", "--as", "openai/gpt-4o-latest", "--set",
            "math/word-problems.level=1", "--limit", "20", "--set", "math/word-problems.samples=20");
        assertThat(imported.code()).as(imported.all()).isZero();

        assertThat(blessed(2, "2025-01-29-b").err()).contains("openai/gpt-4o-latest is an alias").contains("no model id");
    }

    @Test
    void atATerminalItAsksAndNoIsNo() {
        Typed no = project.ask("n", "bless", "2025-01-29-a");
        assertThat(no.code()).isEqualTo(2);
        assertThat(no.err()).contains("Write 1 baseline?").contains("Nothing was written");
        assertThat(baseline()).doesNotExist();

        assertThat(project.ask("y", "bless", "2025-01-29-a").code()).isZero();
        assertThat(baseline()).exists();
        assertThat(project.ask("", "bless", "2025-01-29-a", "--yes").err()).doesNotContain("Write 1");
    }

    @Test
    void twoModelsNeedTwoFiles() {
        Typed run = project.type("run", "--suite", "math/word-problems", "--model", "scripted/coin?p=0.9", "--model", "scripted/steady?p=0.9", "--set",
            "math/word-problems.samples=50", "--baseline", "b/{suite}.json", "--on-missing-baseline", "warn");
        assertThat(run.code()).as(run.all()).isZero();

        assertThat(blessed(2, "2025-01-29-b", "--baseline", "b/{suite}.json").err()).contains("b/math/word-problems.json  would be the baseline of")
            .contains("scripted/coin?p=0.9").contains("scripted/steady?p=0.9");
        assertThat(folder.resolve("b")).doesNotExist();
        blessed(0, "2025-01-29-b", "--baselines", "b");
        assertThat(folder.resolve("b/math/word-problems").toFile().list()).hasSize(2);
    }

    @Test
    void nothingIsWrittenOverAFileThatIsNoBaseline() {
        project.write(GateProject.BASELINE, "notes of mine");

        assertThat(blessed(2, "2025-01-29-a").err()).contains(GateProject.BASELINE);
        assertThat(project.read(GateProject.BASELINE)).isEqualTo("notes of mine");
    }

    @Test
    void aBaselineOfACommitIsBlessedIntoTheWorkingTree() throws IOException {
        GitRepository repository = GitRepository.in(folder);
        repository.commit("before");
        blessed(0, "2025-01-29-a", "--baseline", "git:HEAD:kept/{suite}/{model}.json");

        assertThat(Files.list(folder.resolve("kept/math/word-problems"))).hasSize(1);
    }
}
