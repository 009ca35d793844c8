package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.log.RunLogWriter;
import dev.assay.core.run.SampleResult;
import dev.assay.core.run.Trial;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever people and machines get wrong: one clear sentence, the right exit code, and nothing lost.
final class BadInputTest {

    private static final String[] SMALL_RUN = {"run", "--suite", "math/word-problems", "--set", "math/word-problems.samples=40", "--model",
            "scripted/coin?p=0.7", "--quiet"};

    @TempDir
    private Path folder;

    private Typed type(String... args) {
        return Typed.withRuns(folder, args);
    }

    private static void refused(Typed typed, int code, String... parts) {
        assertThat(typed.code()).as(typed.all()).isEqualTo(code);
        assertThat(typed.out()).as("results alone go to standard output").isEmpty();
        assertThat(typed.err()).contains(parts).doesNotContain("\tat ", "Exception");
    }

    private Path smallRun() {
        Typed typed = type(SMALL_RUN);
        assertThat(typed.code()).as(typed.all()).isZero();
        return folder.resolve("runs/2025-01-29-a");
    }

    @Test
    void anUnknownSuiteIsRefusedWithTheNearestOne() {
        refused(type("run", "--suite", "gms8k", "--model", "scripted/coin"), 2, "gms8k", "math/gsm8k");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void anUnknownProviderIsRefusedWithTheNearestOne() {
        refused(type("run", "--suite", "math/word-problems", "--model", "opnai/o4-mini"), 2, "opnai", "openai");
    }

    @Test
    void anUnknownInventedModelIsRefusedWithTheNearestOne() {
        refused(type("run", "--suite", "math/word-problems", "--model", "scripted/coins"), 2, "coins", "coin");
    }

    @Test
    void anUnknownOptionOfAModelIsRefused() {
        refused(type("run", "--suite", "math/word-problems", "--model", "scripted/coin?q=0.7"), 2, "q");
    }

    @Test
    void anUnknownTaskSettingIsRefusedWithTheNearestOne() {
        refused(type("run", "--suite", "math/word-problems", "--model", "scripted/coin", "--set", "math/word-problems.levle=3"), 2, "levle", "level");
    }

    @Test
    void anUnknownOptionOrCommandIsRefusedWithTheNearestOne() {
        refused(type("run", "--siute", "x"), 2, "--siute", "\"--suite\"");
        refused(Typed.in(folder, Map.of(), "rnu"), 2, "rnu", "run");
    }

    @Test
    void aMissingKeyIsNamedByItsVariableAndNothingIsSent() {
        refused(type("run", "--suite", "math/word-problems", "--model", "openai/o4-mini"), 2, "OPENAI_API_KEY");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void aSettingThatTheModelIsKnownToRefuseIsAnErrorBeforeTheRun() {
        Typed typed = Typed.in(folder, Map.of("OPENAI_API_KEY", "sk-0123456789"), "run", "--suite", "math/word-problems", "--model", "openai/o3-mini",
            "--temperature", "0.5", "--runs", folder.resolve("runs").toString(), "--yes");
        refused(typed, 2, "o3-mini", "temperature");
    }

    @Test
    void aCapThatCannotBeKeptIsRefused() {
        Typed typed = Typed.in(folder, Map.of("OPENAI_API_KEY", "sk-0123456789"), "run", "--suite", "math/word-problems", "--model", "openai/o3-mini",
            "--max-cost-usd", "5", "--runs", folder.resolve("runs").toString(), "--yes");
        refused(typed, 2, "--max-cost-usd 5", "cannot be kept");
    }

    @Test
    void anUnknownKeyOfTheConfigurationIsNamedWithItsPlaceAndTheNearestOne() throws IOException {
        Path config = Files.writeString(folder.resolve("mine.yaml"), "version: 1\nsuites: [math/word-problems]\nmodels: [scripted/coin]\nrun: {epoch: 2}\n");
        refused(type("plan", "--config", config.toString()), 2, "mine.yaml:4:7", "\"epoch\"", "\"epochs\"");
    }

    @Test
    void aDatasetFileOfAnotherDigestIsRefusedWithBothDigests() throws IOException {
        Path file = Files.writeString(folder.resolve("test.jsonl"), "{\"question\": \"1+1?\", \"answer\": \"#### 2\"}\n");
        refused(type("run", "--suite", "gsm8k", "--model", "scripted/coin", "--set", "math/gsm8k.file=" + file), 2, file.toString(),
            "3730d312f6e3440559ace48831e51066acaca737f6eabec99bccb9e4b3c39d14");
    }

    @Test
    void aDatasetThatIsNotHereIsAClearErrorOffline() {
        refused(type("run", "--suite", "gsm8k", "--model", "scripted/coin", "--offline"), 2, "offline", "math/gsm8k.file=");
    }

    @Test
    void aModelOverTheNetworkIsAnErrorOffline() {
        refused(type("run", "--suite", "math/word-problems", "--model", "ollama/qwen3", "--offline"), 2, "offline");
    }

    @Test
    void aMalformedLineOfARecordingIsNamedByFileAndLine() throws IOException {
        Path file = Files.writeString(folder.resolve("answers.jsonl"), "{\"sample\":\"L01-0001\",\"output\":\"4\"}\n{\"sample\":\"L01-0002\",\"output\"\n");
        refused(type("import", file.toString(), "--suite", "math/word-problems"), 2, "answers.jsonl:2");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void aRunOfAnotherFormatIsRefusedByEveryCommandAndStaysAsItIs() throws IOException {
        Path run = smallRun();
        Path header = run.resolve("run.json");
        Files.writeString(header, Files.readString(header).replaceFirst("\"format\" ?: ?1", "\"format\":99"));
        for (String command : List.of("show", "report", "score", "verify")) {
            refused(type(command, run.toString()), 2, "99", "run.json");
        }
        refused(type("run", "--suite", "math/word-problems", "--model", "scripted/coin", "--run-dir", run.toString()), 2, "99");
        assertThat(Files.readString(header)).contains("\"format\":99");
    }

    @Test
    void damageInTheMiddleOfALogIsNamedByFileAndLine() throws IOException {
        Path run = smallRun();
        List<String> lines = new ArrayList<>(Files.readAllLines(run.resolve("transcripts.jsonl")));
        lines.set(7, lines.get(7).substring(0, 50));
        Files.write(run.resolve("transcripts.jsonl"), lines);
        refused(type("report", run.toString()), 2, "transcripts.jsonl:8");
    }

    @Test
    void aTornLastLineIsCutOffWithANoticeAndTheTrialIsAskedAgain() throws IOException {
        Path run = smallRun();
        byte[] whole = Files.readAllBytes(run.resolve("transcripts.jsonl"));
        Files.write(run.resolve("transcripts.jsonl"), java.util.Arrays.copyOf(whole, whole.length - 20));
        Typed typed = type(java.util.Arrays.copyOf(SMALL_RUN, SMALL_RUN.length - 1));
        assertThat(typed.code()).as(typed.all()).isZero();
        assertThat(typed.err()).contains("transcripts.jsonl");
        assertThat(trials(run)).hasSize(40);
        assertThat(folder.resolve("runs/2025-01-29-b")).as("the run was continued, not begun anew").doesNotExist();
    }

    @Test
    void twoProcessesNeverWriteTheSameRun() {
        Path run = smallRun();
        try (RunLogWriter writer = RunLogWriter.resume(run)) {
            assertThat(writer.notices()).isEmpty();
            Typed typed = type("run", "--suite", "math/word-problems", "--set", "math/word-problems.samples=40", "--model", "scripted/coin?p=0.7", "--run-dir",
                run.toString());
            assertThat(typed.code()).as(typed.all()).isEqualTo(2);
            assertThat(typed.err()).contains(run.toString());
            assertThat(type("score", run.toString()).code()).isEqualTo(2);
        }
        assertThat(trials(run)).hasSize(40);
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefusedBeforeAnythingIsAsked() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Typed typed = Typed.in(folder, Map.of(), "run", "--suite", "math/word-problems", "--model", "scripted/coin", "--runs", file.resolve("runs").toString());
        refused(typed, 2, file.toString());
    }

    @Test
    void aRunThatAsksSomethingElseIsNotContinued() {
        Path run = smallRun();
        refused(type("run", "--suite", "reasoning/knights", "--model", "scripted/coin", "--run-dir", run.toString()), 2, "asks something else");
        assertThat(trials(run)).hasSize(40);
    }

    @Test
    void aRunThatIsNotThereIsRefusedWithThoseThatAre() {
        smallRun();
        refused(type("show", "2025-01-29-z"), 2, "2025-01-29-z", "2025-01-29-a");
    }

    @Test
    void aTrialThatIsNotThereIsRefused() {
        Path run = smallRun();
        refused(type("show", run.toString(), "math/word-problems/nothing#1"), 2, "nothing#1");
    }

    @Test
    void aFullDiskStopsTheRunWhichThenGoesOn() throws IOException, InterruptedException {
        Assumptions.assumeTrue(new File("/bin/bash").canExecute(), "skipped: no bash here to limit the size of files");
        int full = child("ulimit -f 64; ");
        String said = Files.readString(folder.resolve("child.log"));
        assertThat(full).as(said).isEqualTo(103);
        assertThat(said).contains("transcripts.jsonl", "What was finished before is kept").doesNotContain("\tat ");
        Set<Trial> before = trials(folder.resolve("runs").resolve(onlyRun()));
        assertThat(before).isNotEmpty().hasSizeLessThan(400);

        assertThat(child("")).as(Files.readString(folder.resolve("child.log"))).isZero();
        assertThat(trials(folder.resolve("runs").resolve(onlyRun()))).hasSize(400).containsAll(before);
    }

    private String onlyRun() throws IOException {
        try (var entries = Files.list(folder.resolve("runs"))) {
            List<Path> found = entries.toList();
            assertThat(found).hasSize(1);
            return found.getFirst().getFileName().toString();
        }
    }

    private int child(String before) throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElse("java");
        String command = before + "exec '" + java + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -cp '" + System.getProperty("java.class.path")
            + "' dev.assay.cli.Main run --suite math/word-problems --set math/word-problems.samples=400 --model 'scripted/coin?p=0.7' --batch --runs '"
            + folder.resolve("runs") + "'";
        Process process = new ProcessBuilder("/bin/bash", "-c", command).directory(folder.toFile()).redirectErrorStream(true)
            .redirectOutput(folder.resolve("child.log").toFile()).start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private static Set<Trial> trials(Path run) {
        Set<Trial> trials = new HashSet<>();
        RunLog.open(run).forEach((SampleResult result) -> assertThat(trials.add(result.trial())).as("once").isTrue());
        return trials;
    }
}
