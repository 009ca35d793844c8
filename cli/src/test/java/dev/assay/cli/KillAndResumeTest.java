package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.SampleResult;
import dev.assay.core.run.Trial;
import dev.assay.core.scorer.Judgement;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// A run that is killed again and again ends as if nobody had touched it.
final class KillAndResumeTest {

    private static final int SAMPLES = 500;
    private static final int EPOCHS = 4;
    private static final int TRIALS = SAMPLES * EPOCHS;
    private static final int KILLS = 20;
    private static final int IN_FLIGHT = 8;

    @TempDir
    private Path folder;

    /// What must be equal in both runs: everything but times, attempts and request ids.
    private record Said(String answer, String thought, String stop, String usage, List<Judgement> judgements) {
        static Said of(SampleResult result) {
            Outcome.Scored scored = (Outcome.Scored) result.outcome();
            return new Said(scored.transcript().output().message().text(), scored.transcript().output().message().reasoning().toString(),
                scored.transcript().output().stop().name(), scored.transcript().output().usage().toString(), scored.judgements());
        }
    }

    @Test
    void killedTwentyTimesAndResumedEveryTrialStandsOnceAndEqualsAnUndisturbedRun() throws IOException, InterruptedException {
        Map<Trial, Said> disturbed;
        long asked;
        try (FakeEndpoint endpoint = new FakeEndpoint(KillAndResumeTest::answer)) {
            int kills = killAgainAndAgain(endpoint, folder.resolve("disturbed"));
            assertThat(kills).isEqualTo(KILLS);
            assertThat(finish(endpoint, folder.resolve("disturbed"))).isZero();
            asked = endpoint.calls();
            disturbed = said(onlyRun(folder.resolve("disturbed")));
        }
        Map<Trial, Said> undisturbed;
        try (FakeEndpoint endpoint = new FakeEndpoint(KillAndResumeTest::answer)) {
            assertThat(finish(endpoint, folder.resolve("undisturbed"))).isZero();
            assertThat(endpoint.calls()).isEqualTo(TRIALS);
            undisturbed = said(onlyRun(folder.resolve("undisturbed")));
        }

        assertThat(disturbed).hasSize(TRIALS);
        assertThat(withoutModel(disturbed)).isEqualTo(withoutModel(undisturbed));
        assertThat(asked).as("at most the calls in flight are asked twice").isBetween((long) TRIALS, (long) TRIALS + KILLS * IN_FLIGHT);
        assertThat(Files.readAllLines(onlyRun(folder.resolve("disturbed")).resolve("transcripts.jsonl"))).as("each trial stands once in the file")
            .hasSize(TRIALS);
    }

    /// Answers depend on the question and the seed alone.
    private static void answer(FakeEndpoint.Call call) throws IOException, InterruptedException {
        Thread.sleep(4 + Math.floorMod(call.prompt().hashCode(), 12));
        int mood = Math.floorMod(call.prompt().hashCode() * 31 + (int) call.seed(), 10);
        String answer = "I get " + mood + ".\nFinal answer: " + mood;
        call.answer(mood < 5 ? "reasoning_content" : "", "Thinking of " + mood + ".", answer, mood == 9 ? "length" : "stop");
    }

    private int killAgainAndAgain(FakeEndpoint endpoint, Path runs) throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(20_250_129);
        int kills = 0;
        while (kills < KILLS) {
            Process process = start(endpoint, runs);
            boolean byCalls = random.nextInt(4) > 0;
            long until = endpoint.calls() + (byCalls ? random.nextInt(1, 90) : Long.MAX_VALUE / 2);
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(byCalls ? 60_000 : random.nextInt(1_500));
            while (process.isAlive() && endpoint.calls() < until && System.nanoTime() < deadline) {
                Thread.sleep(1);
            }
            assertThat(process.isAlive()).as("the run is still going when it is killed; output:\n" + output(runs)).isTrue();
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            kills++;
        }
        return kills;
    }

    private int finish(FakeEndpoint endpoint, Path runs) throws IOException, InterruptedException {
        Process process = start(endpoint, runs);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("the run ends").isTrue();
        assertThat(process.exitValue()).as(output(runs)).isZero();
        return process.exitValue();
    }

    private String output(Path runs) throws IOException {
        Path file = folder.resolve(runs.getFileName() + ".log");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private Process start(FakeEndpoint endpoint, Path runs) throws IOException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
            "-cp", System.getProperty("java.class.path"), "dev.assay.cli.Main", "run", "--suite", "math/word-problems", "--set",
            "math/word-problems.samples=" + SAMPLES, "--epochs", String.valueOf(EPOCHS), "--model", "openai/fake?url=" + endpoint.url() + "&key=FAKE_KEY",
            "--seed",
            "7", "--concurrency", String.valueOf(IN_FLIGHT), "--batch", "--yes", "--runs", runs.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), runs.getFileName() + ".log")));
        builder.environment().put("FAKE_KEY", "sk-loopback-0123456789");
        return builder.start();
    }

    /// A kill between the making of a folder and its first whole file leaves a folder that is no run: it must hold nothing that was asked.
    private static Path onlyRun(Path runs) throws IOException {
        try (Stream<Path> entries = Files.list(runs)) {
            Map<Boolean, List<Path>> found = entries.collect(Collectors.partitioningBy(entry -> Files.exists(entry.resolve("run.json"))));
            assertThat(found.get(true)).as("one run, continued each time").hasSize(1);
            for (Path unborn : found.get(false)) {
                try (Stream<Path> files = Files.list(unborn)) {
                    assertThat(files.map(file -> file.getFileName().toString())).allMatch(name -> name.equals("lock") || name.startsWith("run.json"));
                }
            }
            return found.get(true).getFirst();
        }
    }

    private static Map<Trial, Said> said(Path run) {
        Map<Trial, Said> said = new java.util.HashMap<>();
        RunLog.open(run).forEach(result -> assertThat(said.put(result.trial(), Said.of(result))).as("once").isNull());
        return said;
    }

    /// The two endpoints have two ports, and the port is part of the model's name.
    private static Map<String, Said> withoutModel(Map<Trial, Said> said) {
        Map<String, Said> plain = new TreeMap<>();
        said.forEach((trial, what) -> plain.put(trial.task() + "/" + trial.sample() + "#" + trial.epoch(), what));
        return plain;
    }
}
