package dev.assay.jmh;

import dev.assay.core.dataset.Sample;
import dev.assay.core.log.RunHeader;
import dev.assay.core.log.RunLogWriter;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Provenance;
import dev.assay.core.run.RunListener;
import dev.assay.core.run.RunPlan;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.RunSummary;
import dev.assay.core.run.SampleResult;
import dev.assay.core.run.Selection;
import dev.assay.core.task.Suite;
import dev.assay.runners.Runner;
import dev.assay.runners.model.Activity;
import dev.assay.runners.model.Models;
import dev.assay.runners.model.ModelsSettings;
import dev.assay.suites.Suites;
import dev.assay.suites.data.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A whole run of invented answers, from plan to flushed log: trials a second, and the heap in use on the way.
///
///     java -Xmx512m -cp jmh/target/benchmarks.jar dev.assay.jmh.RunThroughput 100000
public final class RunThroughput {

    private static final String TASK = "math/word-problems";
    private static final int WARM_UP = 10_000;

    private RunThroughput() {
    }

    /// Runs it and prints what was measured.
    ///
    /// @param args how many trials; 100,000 unless given
    public static void main(String[] args) throws IOException {
        int trials = args.length == 0 ? 100_000 : Integer.parseInt(args[0]);
        measure(WARM_UP, "warm-up");
        measure(trials, "measured");
    }

    private static void measure(int trials, String what) throws IOException {
        Path directory = Files.createTempDirectory("assay-throughput-");
        RunPlan plan = plan(trials);
        ModelRef model = plan.spec().models().getFirst();
        Activity activity = new Activity();
        Models models = new Models(ModelsSettings.of(name -> Optional.empty(), Path.of("")));
        Map<String, Sample> samples = new TreeMap<>();
        plan.tasks().getFirst().dataset().samples().forEach(sample -> samples.put(sample.id(), sample));
        Runner runner = new Runner(Map.of(model, models.open(model, label -> Optional.ofNullable(samples.get(label.sample())))), activity,
            Duration.ofSeconds(10));
        HeapWatch heap = new HeapWatch(trials / 10);
        long start = System.nanoTime();
        RunSummary summary;
        try (RunLogWriter writer = RunLogWriter.create(directory.resolve("run"), header(plan))) {
            RunListener listener = writer.then(heap);
            summary = runner.execute(plan, listener);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%s: %,d trials in %.2f s = %,.0f trials/s; %,d scored; heap in use after each tenth, MB: %s; limit %,d MB%n", what, trials,
            seconds, trials / seconds, summary.scored(), heap.megabytes(), Runtime.getRuntime().maxMemory() >> 20);
        delete(directory);
    }

    private static RunPlan plan(int trials) {
        int samples = Math.min(trials, 1_000);
        TreeMap<String, String> settings = new TreeMap<>(Map.of(TASK + ".samples", String.valueOf(samples)));
        RunSpec spec = new RunSpec(List.of(TASK), List.of(ModelRef.parse("scripted/coin?p=0.7")), GenerateConfig.defaults(), Selection.all(),
            Optional.of(trials / samples), RunSpec.DEFAULT_SEED, settings);
        Suites suites = new Suites(new Datasets(Path.of(System.getProperty("java.io.tmpdir")), true, Optional.empty()));
        List<Suite> opened = suites.open(spec.suites(), spec.seed(), spec.settings());
        return RunPlan.of(spec, opened, Set.of());
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

    /// Looks at the heap now and then, after a collection.
    private static final class HeapWatch implements RunListener {
        private final int every;
        private final List<Long> seen = new ArrayList<>();
        private int count;

        private HeapWatch(int every) {
            this.every = Math.max(1, every);
        }

        @Override
        public void onResult(SampleResult result) {
            if (++count % every == 0) {
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                seen.add((runtime.totalMemory() - runtime.freeMemory()) >> 20);
            }
        }

        private List<Long> megabytes() {
            return List.copyOf(seen);
        }
    }
}
