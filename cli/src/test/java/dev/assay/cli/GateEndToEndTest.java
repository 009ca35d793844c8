package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// From runs on disk to the shell: each verdict with its exit code and its sentence.
final class GateEndToEndTest {

    private static final String RULE = "rules: [{suite: '*', metric: accuracy, maxDrop: 5pp}]";

    @TempDir
    private Path folder;
    private GateProject project;

    @BeforeEach
    void blessARun() {
        project = GateProject.in(folder, RULE);
        project.ran();
        assertThat(project.type("bless", "2025-01-29-a").code()).isZero();
    }

    /// The gate's word on the second run.
    private Typed judged(int code, String... more) {
        Typed gate = project.type(GateProject.words("gate", List.of("2025-01-29-b"), more));
        assertThat(gate.code()).as(gate.all()).isEqualTo(code);
        return gate;
    }

    @Test
    void theSameAnswersPass() {
        project.ran();

        assertThat(judged(0).out()).contains("Gate PASS").contains("accuracy");
    }

    @Test
    void aDropFailsWithSuiteDropIntervalAndTheSamplesThatWereLost() {
        project.wrong(30);
        project.ran();

        assertThat(judged(100).out()).contains("Gate FAIL").contains("math/word-problems").contains("fell by 15.0 pp [-19.6, -11.3]").contains("p below 0.001")
            .contains("L01-0001").contains("assay bless");
    }

    @Test
    void aDropThatIsRealAndWithinTheMarginIsTolerated() {
        project.gate("rules: [{suite: '*', metric: accuracy, maxDrop: 20pp}]");
        project.wrong(20);
        project.ran();

        assertThat(judged(0).out()).contains("TOLERATED");
    }

    @Test
    void whatTheDataDoNotDecideIsInconclusiveAndFailsOnlyWhereThatIsAskedFor() {
        project.ran("--limit", "20");
        assertThat(project.type("bless", "2025-01-29-b", "--force", "a smaller suite").code()).isZero();
        project.ran("--limit", "20");

        Typed warned = project.type("gate", "2025-01-29-c");
        assertThat(warned.code()).as(warned.all()).isZero();
        assertThat(warned.out()).contains("INCONCLUSIVE");
        assertThat(project.type("gate", "2025-01-29-c", "--on-inconclusive", "fail").code()).isEqualTo(101);
        project.gate(RULE, "onInconclusive: fail");
        assertThat(project.type("gate", "2025-01-29-c").code()).isEqualTo(101);
        assertThat(project.type("gate", "2025-01-29-c", "--on-inconclusive", "warn").code()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"dataset,--set,math/word-problems.level=2", "sampling,--temperature,0.5", "epochs,--epochs,2"})
    void anotherQuestionIsIncomparable(String field, String option, String value) {
        project.ran(option, value);

        assertThat(judged(102).out()).contains("Gate INCOMPARABLE").contains(field);
        assertThat(judged(0, "--on-incomparable", "warn").out()).contains("INCOMPARABLE");
    }

    @ParameterizedTest
    @CsvSource({"prompt,sha256:0000", "scorer,expression/1"})
    void anotherFingerprintIsIncomparable(String field, String then) {
        String baseline = project.read(GateProject.BASELINE);
        String changed = baseline.replaceFirst("\"" + field + "\": ?(\"[^\"]*\"|null)", "\"" + field + "\": \"" + then + "\"");
        assertThat(changed).isNotEqualTo(baseline);
        project.write(GateProject.BASELINE, changed);
        project.ran();

        assertThat(judged(102).out()).contains("Gate INCOMPARABLE").contains(field).contains(then);
    }

    @Test
    void whatMayVaryIsComparedAllTheSame() {
        project.gate(RULE, "varies: [model, sampling]");
        project.ran("--temperature", "0.5");

        assertThat(judged(0).out()).contains("Gate PASS");
        assertThat(project.json("runs/2025-01-29-b/summary.json").at("/gate").toString()).contains("\"field\":\"sampling\"");
    }

    @Test
    void tooManyOutagesAreIncomparableAndNoWrongAnswers() {
        project.outages(10);
        project.ran();

        assertThat(judged(102).out()).contains("INCOMPARABLE").contains("10 of 200 trials").contains("errors are not wrong answers");
    }

    @Test
    void withoutABaselineThereIsNoPass() throws IOException {
        Files.delete(folder.resolve(GateProject.BASELINE));
        project.ran();

        assertThat(judged(0).out()).contains("Gate MISSING").contains("no baseline").contains(GateProject.BASELINE).contains("assay bless");
        assertThat(judged(102, "--on-missing-baseline", "fail").out()).contains("Gate MISSING");
    }

    @Test
    void aRuleThatMeetsNothingIsMissing() {
        project.gate("rules: [{suite: 'code/*', metric: accuracy, maxDrop: 5pp}]");
        project.ran();

        assertThat(judged(102).out()).contains("Gate MISSING").contains("code/*");
        assertThat(judged(0, "--on-missing-results", "warn").out()).contains("MISSING");
    }

    @Test
    void aRunThatDidNotFinishHasNoVerdict() {
        project.ran();
        project.cut("runs/2025-01-29-b", 50);

        Typed gate = judged(103);
        assertThat(gate.out()).doesNotContain("PASS");
        assertThat(gate.err()).contains("has not finished").contains("50 of 200").contains("no verdict").contains("run --from");
        assertThat(folder.resolve("runs/2025-01-29-b/junit.xml")).doesNotExist();
    }

    @Test
    void everyOutputIsWrittenWhole() {
        project.wrong(30);
        project.ran();
        judged(100);
        String run = "runs/2025-01-29-b/";

        JsonNode gate = project.json(run + "summary.json").at("/gate");
        assertThat(gate.at("/verdict").asString()).isEqualTo("FAIL");
        assertThat(gate.at("/exitCode").asInt()).isEqualTo(100);
        assertThat(project.read(run + "junit.xml")).contains("<testsuite").contains("<failure");
        assertThat(project.read(run + "summary.md")).contains("FAIL");
        assertThat(project.read(run + "report.html")).contains("FAIL").contains("fell by 15.0 pp");
        assertThat(folder.resolve(run).toFile().list()).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void outputsGoWhereTheyAreAskedFor() {
        project.ran();
        judged(0, "--junit", "out/j.xml", "--summary", "out/s.md", "--output", "site");

        assertThat(project.read("out/j.xml")).contains("<testsuite");
        assertThat(project.read("out/s.md")).contains("PASS");
        assertThat(project.json("site/summary.json").at("/gate/verdict").asString()).isEqualTo("PASS");
        assertThat(folder.resolve("site/report.html")).exists();
        assertThat(folder.resolve("site/junit.xml")).doesNotExist();
    }

    @Test
    void aFileThatCannotBeWrittenIsAFaultAndHidesNoVerdict() {
        project.write("taken", "a file");
        project.wrong(30);
        project.ran();

        Typed gate = judged(1, "--junit", "taken/j.xml");
        assertThat(gate.err()).contains("taken/j.xml").contains("cannot be written");
        assertThat(gate.out()).contains("Gate FAIL");
    }

    @Test
    void jsonOnStandardOutputIsOnePage() {
        project.ran();

        JsonNode page = JsonMapper.builder().build().readTree(judged(0, "--format", "json").out());
        assertThat(page.at("/gate/verdict").asString()).isEqualTo("PASS");
    }

    @Test
    void onGithubTheSummaryIsAppendedAndAnnotationsStandInTheLog() {
        project.wrong(30);
        project.ran();
        project.write("step.md", "before\n");
        Map<String, String> github = Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", folder.resolve("step.md").toString());

        Typed gate = project.type(github, "gate", "2025-01-29-b");
        assertThat(gate.code()).isEqualTo(100);
        assertThat(gate.out().lines().filter(line -> line.startsWith("::error"))).hasSize(1);
        assertThat(project.read("step.md")).startsWith("before\n").contains("FAIL");
        assertThat(judged(100).out()).doesNotContain("::error");

        project.write("step.md", "x".repeat(1_048_000));
        assertThat(project.type(github, "gate", "2025-01-29-b").err()).contains("step summary");
        assertThat(project.read("step.md")).hasSize(1_048_000);
    }

    @Test
    void withoutASectionTheDefaultRuleHoldsAndIsSaid() {
        project.gate();
        project.ran();

        Typed gate = judged(0);
        assertThat(gate.err()).contains("{suite: \"*\", metric: accuracy, maxDrop: 2pp}");
        assertThat(gate.out()).contains("A drop of 2pp");
    }

    @Test
    void anotherRunIsABaselineToo() {
        project.wrong(30);
        project.ran();

        judged(100, "--baseline", "run:2025-01-29-a");
        assertThat(project.type("gate", "2025-01-29-a", "--baseline", "run:2025-01-29-b").code()).as("better is no regression").isZero();
        assertThat(judged(2, "--baseline", "run:2024-01-01-x").err()).contains("2024-01-01-x  is not a run directory");
    }

    @Test
    void anotherModelOfARunIsComparedWhereTheModelMayVary() {
        assertThat(project.type("run", "--suite", "math/word-problems", "--model", "scripted/steady?p=0.95", "--set", "math/word-problems.samples=200").code())
            .isZero();

        Typed gate = judged(100, "--baseline", "run:2025-01-29-a");
        assertThat(gate.out()).contains("scripted/steady?p=0.95");
        project.gate(RULE, "varies: [prompt]");
        assertThat(judged(102, "--baseline", "run:2025-01-29-a").out()).contains("model");
    }

    @Test
    void anotherFolderOfBaselinesReplacesTheFirst() throws IOException {
        project.ran();
        Files.move(folder.resolve("baselines"), folder.resolve("elsewhere"));

        assertThat(judged(0).out()).contains("MISSING");
        assertThat(judged(0, "--baselines", "elsewhere").out()).contains("Gate PASS");
    }

    @Test
    void aBaselineOfACommitIsReadWithoutTheWorkingTree() {
        GitRepository repository = GitRepository.in(folder);
        repository.commit("the baseline");
        project.write(GateProject.BASELINE, "spoilt");
        project.ran();
        String path = "baselines/{suite}/{model}.json";

        assertThat(judged(0, "--baseline", "git:HEAD:" + path).out()).contains("Gate PASS").contains("git:HEAD:" + GateProject.BASELINE);
        assertThat(judged(2).err()).contains(GateProject.BASELINE);
        assertThat(judged(2, "--baseline", "git:origin/main:" + path).err()).contains("git:origin/main  is no commit").contains("git fetch");
        assertThat(judged(0, "--baseline", "git:HEAD:other/{suite}.json").out()).contains("Gate MISSING").contains("git:HEAD:other/math/word-problems.json");
        assertThat(judged(2, "--baseline", "git:--help:x.json").err()).contains("is no branch, tag or commit");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"schema": "assay.baseline/1"
        []
        {"schema": "assay.baseline/2"}
        {"schema": "assay.baseline/1", "task": "math/word-problems", "extra": 1}
        <html>not found</html>
        version https://git-lfs.github.com/spec/v1
        """)
    void aFileThatIsNoBaselineIsRefusedWithItsNameAndLine(String text) {
        project.write(GateProject.BASELINE, text);
        project.ran();

        assertThat(judged(2).err()).contains(GateProject.BASELINE).doesNotContain("A fault in Assay");
    }

    @Test
    void aHostileBaselineIsNoFault() throws IOException {
        project.ran();
        String whole = project.read(GateProject.BASELINE);
        project.write(GateProject.BASELINE, whole.replace("\"task\": \"math/word-problems\"", "\"task\": \"\\u001b[2J::error::x\""));
        Typed escaped = judged(2);
        assertThat(escaped.err()).doesNotContain("\u001b").contains(GateProject.BASELINE + ":1");
        project.write(GateProject.BASELINE, whole.replace("\"task\": \"math/word-problems\"", "\"task\": \"math/other\""));
        assertThat(judged(2).err()).contains("holds the baseline of \"math/other\", not of \"math/word-problems\"");
        Files.write(folder.resolve(GateProject.BASELINE), new byte[]{(byte) 0xff, 0, 1});
        assertThat(judged(2).err()).contains("is not UTF-8");
        project.write(GateProject.BASELINE, "[".repeat(200_000));
        judged(2);
        Files.delete(folder.resolve(GateProject.BASELINE));
        Files.createDirectories(folder.resolve(GateProject.BASELINE));
        assertThat(judged(2).err()).contains("is no file");
    }

    @Test
    void rulesThatCannotBeJudgedAreToldWithTheirPlaceBeforeAnything() {
        project.gate("rules: [{suite: '*', metric: pass@4, maxDrop: 5pp}]");
        project.ran();
        assertThat(judged(2).err()).contains("assay.yaml:3  pass@4 needs 4 epochs");

        project.gate("rules: [{suite: '*', metric: acuracy}]");
        assertThat(judged(2).err()).contains("assay.yaml:3  unknown metric \"acuracy\"").contains("Did you mean \"accuracy\"?");

        project.gate("onInconclusive: pass", "rules: [{suite: '*', metric: accuracy, maxDrop: 1pp}]");
        assertThat(judged(2).err()).contains("assay.yaml:4").contains("blind");

        project.gate(RULE);
        assertThat(judged(2, "--on-inconclusive", "extend").err()).contains("sequential: true");
        Typed run = project.runGated("--baseline", "run:nowhere");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("nowhere  is not a run directory");
        assertThat(folder.resolve("runs/2025-01-29-c")).as("nothing was begun").doesNotExist();
    }

    @Test
    void aRunEndsWithItsGateIfOneIsConfigured() {
        project.wrong(30);
        Typed run = project.runGated();

        assertThat(run.code()).as(run.all()).isEqualTo(100);
        assertThat(run.out()).contains("Gate FAIL");
        assertThat(project.json("runs/2025-01-29-b/summary.json").at("/gate/verdict").asString()).isEqualTo("FAIL");

        Typed json = project.runGated("--format", "json");
        assertThat(json.code()).isEqualTo(100);
        assertThat(JsonMapper.builder().build().readTree(json.out()).at("/schema").asString()).isNotEmpty();
        assertThat(json.err()).contains("Gate FAIL");

        project.gate();
        Typed none = project.runGated();
        assertThat(none.code()).isZero();
        assertThat(none.out()).doesNotContain("Gate");
        assertThat(project.runGated("--baseline", "run:2025-01-29-a").code()).as("a baseline asks for a gate").isEqualTo(100);
    }

    @Test
    void aBuildServerSeesARunWithoutAGateToo() {
        project.gate();
        Map<String, String> build = Map.of("CI", "true", "GITHUB_STEP_SUMMARY", folder.resolve("step.md").toString());
        Typed run = project.type(build, "run", "--new", "--suite", "math/word-problems", "--model", GateProject.MODEL, "--limit", "10");

        assertThat(run.code()).as(run.all()).isZero();
        assertThat(project.read("runs/2025-01-29-b/junit.xml")).contains("<testsuite").doesNotContain("<failure");
        assertThat(project.read("step.md")).contains("# Leaderboard");
    }

    @Test
    void aRunWithAVerdictIsStillVerified() {
        project.runGated();

        Typed verify = project.type("verify", "2025-01-29-b");
        assertThat(verify.code()).as(verify.all()).isZero();
        assertThat(verify.out()).contains("gate: not looked at");
    }

    @Test
    void theSettingsOfTheGateAreExplained() {
        project.gate("onInconclusive: fail", "baselines: elsewhere");
        Typed explained = project.type("plan", "--explain", "--junit", "j.xml");

        assertThat(explained.out()).containsPattern("onInconclusive +fail +\\S*assay.yaml:3:3").containsPattern("junit +j.xml +--junit")
            .containsPattern("baseline +baselines/\\{suite\\}/\\{model\\}.json +default").containsPattern("baselines +elsewhere +\\S*assay.yaml:4:3")
            .containsPattern("onMissingResults +fail +default");
    }
}
