package dev.assay.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The words that goals pass on.
class GoalsTest {

    @TempDir
    private Path folder;

    private String run(String name) throws IOException {
        Path run = Files.createDirectories(folder.resolve(name));
        Files.writeString(run.resolve("run.json"), "{}");
        return run.toString();
    }

    private <G extends AssayGoal> G here(G goal) {
        goal.runsDirectory = folder.toFile();
        goal.setLog(new SystemStreamLog());
        return goal;
    }

    private List<String> words(AssayGoal goal) throws MojoFailureException {
        return goal.command().orElseThrow().words();
    }

    @Test
    void theGateJudgesTheNewestRunAndLeavesToTheConfigurationWhatNobodySays() throws Exception {
        run("2025-01-29-a");
        String newest = run("2025-01-29-b");

        assertThat(words(here(new GateGoal()))).startsWith("gate").contains(newest).doesNotContain("--on-inconclusive", "--on-incomparable",
            "--on-missing-baseline", "--on-missing-results", "--baselines", "--offline");
    }

    @Test
    void everyParameterOfTheGateBecomesItsOption() throws Exception {
        run("2025-01-29-b");
        GateGoal gate = here(new GateGoal());
        gate.run = "runs/mine";
        gate.onInconclusive = "fail";
        gate.onIncomparable = "warn";
        gate.onMissingBaseline = "fail";
        gate.onMissingResults = "warn";
        gate.baseline = "git:origin/main:baselines/{suite}.json";
        gate.baselineDirectory = new File("standards");
        gate.junitFile = new File("j.xml");
        gate.summaryFile = new File("s.md");
        gate.offline = true;

        assertThat(String.join(" ", words(gate))).contains("gate ", " runs/mine", "--on-inconclusive fail", "--on-incomparable warn",
            "--on-missing-baseline fail", "--on-missing-results warn", "--baseline git:origin/main:baselines/{suite}.json", "--baselines standards",
            "--junit j.xml", "--summary s.md", "--offline");
    }

    @Test
    void theDirectoryOfTheRunGoesBeforeTheNewestOne() throws Exception {
        run("2025-01-29-b");
        String mine = run("mine");
        GateGoal gate = here(new GateGoal());
        gate.runDirectory = new File(mine);
        assertThat(words(gate)).contains(mine);

        gate.runDirectory = folder.resolve("not-yet").toFile();
        assertThatThrownBy(gate::command).hasMessageContaining("There is no run in " + gate.runDirectory);
    }

    @Test
    void aGateWithoutARunFailsUnlessMissingResultsWarn() throws Exception {
        GateGoal gate = here(new GateGoal());
        assertThatThrownBy(gate::command).isInstanceOf(MojoFailureException.class).hasMessageContaining("nothing to judge")
            .hasMessageContaining("There is no run in " + folder);

        gate.onMissingResults = "warn";
        assertThat(gate.command()).isEmpty();
    }

    @Test
    void aRunIsTakenPastTheSameBaselinesAsTheGate() throws Exception {
        RunGoal run = here(new RunGoal());
        run.baselineDirectory = new File("standards");
        run.onInconclusive = "fail";
        run.runDirectory = new File(".assay/release");

        assertThat(String.join(" ", words(run))).contains("--baselines standards", "--on-inconclusive fail", "--run-dir .assay/release", "--yes");
    }

    @Test
    void blessingWithoutARunFailsTheBuild() {
        assertThatThrownBy(here(new BlessGoal())::command).isInstanceOf(MojoFailureException.class).hasMessageContaining("There is no run");
    }

    @Test
    void aReasonToBlessAllTheSameIsPassedOn() throws Exception {
        String newest = run("2025-01-29-b");
        BlessGoal bless = here(new BlessGoal());
        bless.force = "the grader was mended";

        assertThat(words(bless)).contains("bless", newest, "--force", "the grader was mended");
    }

    @Test
    void withoutNamesTheNewestRunIsComparedWithTheOneBefore() throws Exception {
        run("2025-01-28-z");
        String before = run("2025-01-29-a");
        String newest = run("2025-01-29-b");

        assertThat(words(here(new CompareGoal()))).startsWith("compare").containsSubsequence(newest, before);
    }

    @Test
    void twoNamesAreComparedAsTheyAre() throws Exception {
        CompareGoal compare = here(new CompareGoal());
        assertThatThrownBy(compare::command).isInstanceOf(MojoFailureException.class).hasMessageContaining("not two runs");
        compare.a = "openai/o4-mini";
        compare.b = "openai/o3-mini";
        compare.run = "2025-01-29-a";
        compare.reportDirectory = new File("site");

        assertThat(words(compare)).containsSubsequence("openai/o4-mini", "openai/o3-mini", "--run", "2025-01-29-a", "--output", "site");
    }

    @Test
    void whatTheGateSaysAtTheEndOfARunFailsNoBuildThere() {
        RunGoal goal = here(new RunGoal());

        assertThatCode(() -> goal.finish("run", new AssayProcess.End(100, "", List.of("Gate FAIL: one.")))).doesNotThrowAnyException();
        assertThatThrownBy(() -> goal.finish("run", new AssayProcess.End(103, "", List.of()))).hasMessageContaining("incomplete");
    }
}
