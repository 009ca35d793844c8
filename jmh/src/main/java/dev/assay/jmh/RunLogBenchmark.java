package dev.assay.jmh;

import dev.assay.core.log.RunHeader;
import dev.assay.core.log.RunLog;
import dev.assay.core.log.RunLogWriter;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.Provenance;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.SampleResult;
import dev.assay.core.run.Selection;
import dev.assay.core.run.Trial;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Event;
import dev.assay.core.transcript.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Appending results to a run log, each flushed to the operating system, and reading them back.
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RunLogBenchmark {

    private static final int RESULTS = 2_000;
    private static final ModelRef MODEL = ModelRef.parse("scripted/coin?p=0.7");

    private Path folder = Path.of("");
    private Path written = Path.of("");
    private int directory;

    /// A log to read.
    @Setup
    public void prepare() throws IOException {
        folder = Files.createTempDirectory("assay-jmh-");
        written = write();
    }

    /// Leaves nothing behind.
    @TearDown
    public void clean() throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /// Results appended a second: about 3 KB each, with one judgement.
    @Benchmark
    @OperationsPerInvocation(RESULTS)
    public Path append() {
        return write();
    }

    /// Results read a second, joined with their judgements.
    @Benchmark
    @OperationsPerInvocation(RESULTS)
    public int read() {
        int[] count = new int[1];
        RunLog.open(written).forEach(result -> count[0]++);
        return count[0];
    }

    private Path write() {
        Path run = folder.resolve("run-" + directory++);
        try (RunLogWriter writer = RunLogWriter.create(run, header())) {
            for (int i = 0; i < RESULTS; i++) {
                writer.onResult(result(i));
            }
        }
        return run;
    }

    private static RunHeader header() {
        RunSpec spec = new RunSpec(List.of("math/word-problems"), List.of(MODEL), GenerateConfig.defaults(), Selection.all(), Optional.empty(), 1,
            new TreeMap<>());
        return new RunHeader(RunHeader.FORMAT, spec,
            new Provenance("benchmark", Optional.empty(), "", "", Instant.EPOCH, List.of(), Optional.empty(), new TreeMap<>()));
    }

    private static SampleResult result(int i) {
        String question = "A baker sells boxes of rolls. ".repeat(20);
        String thought = "First I count the boxes, then the rolls in each, and multiply. ".repeat(30);
        Message.Assistant message = new Message.Assistant("There are " + i + " rolls.\nFinal answer: " + i, Reasoning.full(thought));
        ModelOutput output = new ModelOutput(message, StopReason.NATURAL, Usage.reported(150, 400, Optional.of(380L)), Timing.of(Duration.ofMillis(900)),
            ReasoningProfile.SEPARATE, Optional.empty(), List.of(), List.of());
        Event.ModelCall call = new Event.ModelCall(List.of(new Message.User(question)), Optional.of(output), Optional.empty(), List.of());
        Judgement judgement = new Judgement(new ScorerRef("numeric", "1.0"),
            new Score.Correct(Optional.of(String.valueOf(i)), Explanation.of("EQUAL_EXACT", "Both are " + i + ".", Optional.of(String.valueOf(i)))),
            Ending.ANSWERED);
        return new SampleResult(new Trial("math/word-problems", "L03-" + i, 1, MODEL), Optional.empty(), new TreeMap<>(),
            new Outcome.Scored(new Transcript(List.of(call), output), List.of(judgement)), Duration.ofMillis(900));
    }
}
