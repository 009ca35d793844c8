package dev.assay.jmh;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.assay.core.dataset.Sample;
import dev.assay.core.log.RunHeader;
import dev.assay.core.log.RunLogWriter;
import dev.assay.core.model.Attempt;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.Provenance;
import dev.assay.core.run.RunListener;
import dev.assay.core.run.RunPlan;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.RunSummary;
import dev.assay.core.run.SampleResult;
import dev.assay.core.run.Selection;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.task.Suite;
import dev.assay.core.task.Task;
import dev.assay.core.transcript.Event;
import dev.assay.core.transcript.Transcript;
import dev.assay.runners.Runner;
import dev.assay.runners.model.Activity;
import dev.assay.runners.model.Deadlines;
import dev.assay.runners.model.Models;
import dev.assay.runners.model.ModelsSettings;
import dev.assay.runners.model.Secrets;
import dev.assay.suites.Suites;
import dev.assay.suites.data.Datasets;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Thousands of calls in flight through the whole stack, against a pretending server in a process of its own: CPU seconds of this process
/// from its start, wall seconds, failures, and the size of the log.
///
///     java -Xmx1g -cp jmh/target/benchmarks.jar dev.assay.jmh.CallLoad whole
///     java -Xmx1g -cp jmh/target/benchmarks.jar dev.assay.jmh.CallLoad stream
public final class CallLoad {

    private static final String TASK = "math/word-problems";
    private static final int SAMPLES = 1_000;
    private static final long SPARE_FILES = 500;

    private final boolean stream;
    private final int trials;
    private final int concurrency;
    private final Path directory;

    private CallLoad(boolean stream, int trials, int concurrency, Path directory) {
        this.stream = stream;
        this.trials = trials;
        this.concurrency = concurrency;
        this.directory = directory;
    }

    /// Runs it and prints what was measured; exits with 1 if a call failed.
    ///
    /// @param args `whole` or `stream`, then how many calls (20,000) and how many of them in flight (10,000)
    public static void main(String[] args) throws IOException, InterruptedException {
        boolean stream = args.length == 0 || args[0].equals("stream");
        int trials = args.length < 2 ? 20_000 : Integer.parseInt(args[1]);
        int concurrency = args.length < 3 ? 10_000 : Integer.parseInt(args[2]);
        requireFiles(concurrency);
        Path directory = Files.createTempDirectory("assay-load-");
        Process server = serve(directory);
        boolean good;
        try {
            good = new CallLoad(stream, trials, concurrency, directory).measure(address(directory, server));
            System.out.printf("server: %.1f CPU s%n", server.toHandle().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3);
        } finally {
            server.destroy();
            server.waitFor(10, TimeUnit.SECONDS);
            delete(directory);
        }
        System.exit(good ? 0 : 1);
    }

    private static void requireFiles(int concurrency) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            && unix.getMaxFileDescriptorCount() < concurrency + SPARE_FILES) {
            System.err.printf("%,d calls in flight need as many open files and some more, and this process may have %,d. Raise the limit in this shell,"
                + " then start again: ulimit -n %d%n", concurrency, unix.getMaxFileDescriptorCount(), concurrency + 2 * SPARE_FILES);
            System.exit(2);
        }
    }

    private static Process serve(Path directory) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "-Xmx1g", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), "dev.assay.cli.Main", "serve-fake",
            "--latency",
            "2s", "--events", "50", "--for", "10min", "--port-file", directory.resolve("port").toString()).inheritIO().start();
    }

    private static String address(Path directory, Process server) throws IOException, InterruptedException {
        Path file = directory.resolve("port");
        while (!Files.exists(file)) {
            if (!server.isAlive()) {
                throw new IOException("The server ended at once, with exit code " + server.exitValue() + ".");
            }
            Thread.sleep(50);
        }
        return "http://127.0.0.1:" + Files.readString(file).strip() + "/v1";
    }

    private boolean measure(String address) throws IOException {
        RunPlan plan = plan(ModelRef.parse("openai/fake?concurrency=" + concurrency + "&stream=" + (stream ? "yes" : "no") + "&url=" + address));
        ModelRef model = plan.spec().models().getFirst();
        Activity activity = new Activity();
        Map<String, Sample> samples = new TreeMap<>();
        plan.tasks().getFirst().dataset().samples().forEach(sample -> samples.put(sample.id(), sample));
        Path run = directory.resolve("run");
        AtomicInteger most = new AtomicInteger();
        Map<String, Integer> lost = new TreeMap<>();
        long start = System.nanoTime();
        RunSummary summary;
        try (RunLogWriter writer = RunLogWriter.create(run, header(plan))) {
            ModelsSettings settings = new ModelsSettings(_ -> Optional.empty(), false, Path.of(""), Optional.empty(), Deadlines.DEFAULTS, activity,
                writer.raw(), new Secrets());
            Models models = new Models(settings);
            Runner runner = new Runner(Map.of(model, models.open(model, label -> Optional.ofNullable(samples.get(label.sample())))), activity,
                Duration.ofSeconds(10));
            RunListener watching = writer.then(result -> {
                most.accumulateAndGet(activity.snapshot(model).inFlight(), Math::max);
                lost(result).forEach(why -> lost.merge(why, 1, Integer::sum));
            });
            summary = runner.execute(plan, watching);
        }
        lost.forEach((why, times) -> System.out.printf("lost %,d times: %s%n", times, why));
        print((System.nanoTime() - start) / 1e9, summary, most.get(), activity.snapshot(model).retries(), run);
        return summary.scored() == trials && lost.isEmpty();
    }

    private static Stream<String> lost(SampleResult result) {
        List<Event> events = switch (result.outcome()) {
            case Outcome.Scored scored -> scored.transcript().events();
            case Outcome.Failed failed -> failed.events();
        };
        return events.stream().flatMap(event -> event instanceof Event.ModelCall call ? call.attempts().stream() : Stream.empty()).map(
            Attempt::message).flatMap(Optional::stream);
    }

    private void print(double seconds, RunSummary summary, int most, long retries, Path run) throws IOException {
        double cpu = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean ? bean.getProcessCpuTime() / 1e9 : Double.NaN;
        System.out.printf("%s: %,d calls, at most %,d in flight: %.1f CPU s of this process from its start, %.1f s wall; %,d answered, %,d failed, %,d retries;"
            + " log %,d MB, raw bodies %,d MB; heap limit %,d MB%n", stream ? "stream" : "whole", trials, most, cpu, seconds, summary.scored(),
            trials - summary.scored(), retries, size(run, "transcripts.jsonl") + size(run, "scores.jsonl"), size(run, "raw.jsonl"),
            Runtime.getRuntime().maxMemory() >> 20);
    }

    private static long size(Path run, String file) throws IOException {
        Path path = run.resolve(file);
        return Files.exists(path) ? Files.size(path) >> 20 : 0;
    }

    private RunPlan plan(ModelRef model) {
        int samples = Math.min(trials, SAMPLES);
        TreeMap<String, String> settings = new TreeMap<>(Map.of(TASK + ".samples", String.valueOf(samples)));
        RunSpec spec = new RunSpec(List.of(TASK), List.of(model), GenerateConfig.defaults(), Selection.all(), Optional.of(trials / samples),
            RunSpec.DEFAULT_SEED, settings);
        Suites suites = new Suites(new Datasets(Path.of(System.getProperty("java.io.tmpdir")), true, Optional.empty()));
        return RunPlan.of(spec, suites.open(spec.suites(), spec.seed(), spec.settings()).stream().map(CallLoad::withoutGrading).toList(), Set.of());
    }

    /// Calls are measured here; what grading costs is measured elsewhere.
    private static Suite withoutGrading(Suite suite) {
        return new Suite(suite.name(), suite.tasks().stream().map(task -> new Task(task.id(), task.version(), task.dataset(), task.solver(), List.of(
            new Answered()), task.epochs())).toList());
    }

    /// Right if there is an answer.
    private static final class Answered implements Scorer {
        @Override
        public ScorerRef ref() {
            return new ScorerRef("answered", "1");
        }

        @Override
        public Score score(Sample sample, Transcript transcript) {
            String text = transcript.output().message().text();
            Explanation why = Explanation.of("ANSWERED", "There is an answer.", Optional.empty());
            return text.isEmpty() ? new Score.NoAnswer(why) : new Score.Correct(Optional.of(text), why);
        }
    }

    private static RunHeader header(RunPlan plan) {
        return new RunHeader(RunHeader.FORMAT, plan.spec(),
            new Provenance("benchmark", Optional.empty(), "", "", Instant.EPOCH, List.of(), Optional.empty(), new TreeMap<>()));
    }

    private static void delete(Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
