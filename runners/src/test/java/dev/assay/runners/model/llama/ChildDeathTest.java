package dev.assay.runners.model.llama;

import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.Model;
import dev.assay.core.model.ModelException;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.RawSink;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.RunPlan;
import dev.assay.core.run.RunSummary;
import dev.assay.core.run.SampleResult;
import dev.assay.core.solver.Solver;
import dev.assay.core.transcript.Event;
import dev.assay.runners.Plans;
import dev.assay.runners.Runner;
import dev.assay.runners.model.Activity;
import dev.assay.runners.model.Models;
import dev.assay.runners.model.ModelsSettings;
import dev.assay.runners.model.OpenModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Children that are killed, aborted, crashed and starved: the run ends complete, each trial is recorded once, and nothing stays behind.
@Timeout(300)
final class ChildDeathTest {

    @TempDir
    Path folder;

    private final List<SampleResult> heard = new CopyOnWriteArrayList<>();

    private Path file() {
        return TinyGguf.noise(3).write(folder.resolve("tiny.gguf"));
    }

    private static GenerateConfig config() {
        return new GenerateConfig(Optional.of(1.0), Optional.empty(), Optional.of(16), Optional.empty(), Optional.empty(), Optional.of(5L), List.of(), Duration
            .ofSeconds(60), Optional.empty());
    }

    private static RunPlan plan(int trials, ModelRef ref) {
        return Plans.plan(Plans.task(trials, Solver.once()), 1, config(), ref);
    }

    private RunSummary run(OpenModel open, int trials) {
        ModelRef ref = open.model().ref();
        return new Runner(Map.of(ref, open), new Activity(), Duration.ofSeconds(30)).execute(plan(trials, ref), heard::add);
    }

    private void requireEachTrialOnce(int trials) {
        Set<Object> seen = new HashSet<>();
        heard.forEach(result -> assertThat(seen.add(result.trial())).as("recorded once: %s", result.trial()).isTrue());
        assertThat(seen).hasSize(trials);
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().descendants().filter(one -> one.info().commandLine().orElse("").contains(LlamaChild.class.getName())).toList();
    }

    private static void requireNoneLeft(Set<ProcessHandle> before) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (children().stream().anyMatch(one -> !before.contains(one)) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(children()).allMatch(before::contains);
        // The folders go with the threads that read their children, which nobody waits for.
        while (!rooms().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(rooms()).isEmpty();
    }

    private static List<Path> rooms() {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("assay-native-" + ProcessHandle.current().pid() + "-")).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(String signal, ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Sends a signal to the child as often as asked, each time after some more trials.
    private Thread killer(String signal, int times, int trials, AtomicInteger deaths, Set<ProcessHandle> before) {
        return Thread.ofVirtual().start(() -> {
            int next = 15;
            while (deaths.get() < times && heard.size() < trials) {
                Optional<ProcessHandle> child = children().stream().filter(one -> !before.contains(one)).findFirst();
                if (heard.size() >= next && child.isPresent()) {
                    send(signal, child.get());
                    deaths.incrementAndGet();
                    next = heard.size() + 15;
                    child.get().onExit().join();
                }
                try {
                    Thread.sleep(2);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"KILL, 10, 500", "ABRT, 4, 150", "SEGV, 4, 150"})
    void aRunEndsCompleteThoughItsChildDiesAgainAndAgain(String signal, int times, int trials) throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")));
        Set<ProcessHandle> before = Set.copyOf(children());
        AtomicInteger deaths = new AtomicInteger();
        ModelRef ref = ModelRef.parse("llama/" + file() + "?slots=4");
        try (Models models = new Models(ModelsSettings.of(_ -> Optional.empty(), folder))) {
            Thread killer = killer(signal, times, trials, deaths, before);
            RunSummary summary = run(models.open(ref, _ -> Optional.empty()), trials);
            killer.interrupt();
            killer.join();

            assertThat(deaths.get()).isEqualTo(times);
            assertThat(summary).isEqualTo(new RunSummary(trials, trials, 0, 0, false, Map.of()));
        }
        requireEachTrialOnce(trials);
        long repeated = heard.stream().filter(result -> attempts(result) > 1).count();
        assertThat(repeated).isBetween(1L, 4L * times);
        requireNoneLeft(before);
    }

    private static int attempts(SampleResult result) {
        return result.outcome() instanceof Outcome.Scored scored && scored.transcript().events().getFirst() instanceof Event.ModelCall call
            ? call.attempts().size()
            : 0;
    }

    /// Asks again as the wrappers of a run do, without their waits.
    private record Asking(LocalModel model, int tries) implements Model {
        @Override
        public ModelRef ref() {
            return model.ref();
        }

        @Override
        public ModelOutput generate(List<Message> messages, GenerateConfig config) throws ModelException {
            for (int i = 1;; i++) {
                try {
                    return model.generate(messages, config);
                } catch (ModelException.Transient e) {
                    if (i == tries) {
                        throw e;
                    }
                }
            }
        }
    }

    private OpenModel open(Launch launch, int tries) throws GgufException {
        LocalModel model = LocalModel.open(ModelRef.of("llama", "tiny.gguf"), file(), LocalModel.Settings.DEFAULTS, LocalRig.PATIENT, RawSink.none(), launch);
        return new OpenModel(new Asking(model, tries), 1, Collections.emptySortedMap());
    }

    private static void close(OpenModel open) {
        ((Asking) open.model()).model.close();
    }

    /// The first children are given so little memory that they cannot live, in one way or another; the next ones are given enough.
    @ParameterizedTest
    @ValueSource(strings = {"ulimit -v 300000", "ulimit -v 900000", "ulimit -v 1800000"})
    void childrenThatAreStarvedOfMemoryAreReplaced(String limit) throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")));
        Path count = Files.writeString(folder.resolve("count"), "");
        String starve = "echo x >> " + count + "; if [ $(wc -l < " + count + ") -le 2 ]; then " + limit + "; fi; exec \"$@\"";
        Set<ProcessHandle> before = Set.copyOf(children());
        OpenModel open = open(Launch.here().behind(List.of("/bin/sh", "-c", starve, "sh")), 6);
        RunSummary summary = run(open, 40);
        close(open);

        assertThat(summary).isEqualTo(new RunSummary(40, 40, 0, 0, false, Map.of()));
        requireEachTrialOnce(40);
        assertThat(Files.readAllLines(count).size()).isGreaterThanOrEqualTo(2);
        requireNoneLeft(before);
    }

    @Test
    void aChildThatCanNeverLiveEndsTheModelsPartOfTheRunAndNothingElse() throws Exception {
        Set<ProcessHandle> before = Set.copyOf(children());
        OpenModel open = open(Launch.here().behind(List.of("/bin/sh", "-c", "ulimit -v 300000; exec \"$@\"", "sh")), 2);
        RunSummary summary = run(open, 40);
        close(open);

        assertThat(summary.scored()).isZero();
        assertThat(summary.failed() + summary.notRun()).isEqualTo(40);
        assertThat(summary.stopped().values()).singleElement().asString().contains("died 3 times in a row while it loaded the model");
        assertThat(heard).allSatisfy(result -> assertThat(result.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.error())
            .contains("The child process of llama/tiny.gguf could not be started")));
        requireNoneLeft(before);
    }

    @Test
    void aRunningChildThatGetsNoMoreMemoryIsReplaced() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")));
        Set<ProcessHandle> before = Set.copyOf(children());
        OpenModel open = open(Launch.here(), 6);
        Thread starver = Thread.ofVirtual().start(() -> {
            while (heard.size() < 20) {
                Thread.onSpinWait();
            }
            children().stream().filter(one -> !before.contains(one)).forEach(child -> {
                try {
                    new ProcessBuilder("/usr/bin/prlimit", "--pid", Long.toString(child.pid()), "--as=1000000").start().waitFor();
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        });
        RunSummary summary = run(open, 200);
        starver.join();
        close(open);

        assertThat(summary).isEqualTo(new RunSummary(200, 200, 0, 0, false, Map.of()));
        requireEachTrialOnce(200);
        requireNoneLeft(before);
    }

    @Test
    void aChildDoesNotHeedAnInterruptAtTheTerminal() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")));
        LocalModel model = LocalModel.open(ModelRef.of("llama", "tiny.gguf"), file(), LocalModel.Settings.DEFAULTS, LocalRig.PATIENT, RawSink.none());
        model.generate(LocalRig.QUESTION, LocalRig.config(2));
        Optional<Long> child = model.childPid();
        send("INT", ProcessHandle.of(child.orElseThrow()).orElseThrow());
        Thread.sleep(300);
        model.generate(LocalRig.QUESTION, LocalRig.config(2));

        assertThat(model.childPid()).isEqualTo(child);
        model.close();
    }

    @Test
    void aHarnessThatIsKilledLeavesNoChildBehind() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")));
        String classPath = Optional.ofNullable(System.getProperty("surefire.test.class.path")).orElseGet(() -> System.getProperty("java.class.path"));
        Process harness = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath, KilledLocalHarness.class
            .getName(), file().toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            assertThat(harness.inputReader().readLine()).isEqualTo("asking");
            List<ProcessHandle> below = harness.descendants().toList();
            assertThat(below).isNotEmpty();
            harness.toHandle().destroyForcibly();
            for (ProcessHandle one : below) {
                one.onExit().get(10, java.util.concurrent.TimeUnit.SECONDS);
            }
        } finally {
            harness.destroyForcibly();
        }
    }
}
