package dev.assay.jmh;

import dev.assay.core.dataset.Sample;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.task.Task;
import dev.assay.core.transcript.Segmentation;
import dev.assay.core.transcript.Segments;
import dev.assay.core.transcript.Transcript;
import dev.assay.suites.Suites;
import dev.assay.suites.data.Datasets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Telling thought from answer, and finding and judging the answer, in a long trace.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ScoringBenchmark {

    /// Whether the 200,000 characters are a thought between tags before a short answer, or all answer.
    @Param({"thought", "answer"})
    private String where = "thought";

    private Trace trace = Trace.of("thought");

    private record Trace(Task task, Sample sample, Transcript transcript) {

        static Trace of(String where) {
            Suites suites = new Suites(new Datasets(Path.of(System.getProperty("java.io.tmpdir")), true, Optional.empty()));
            Task task = suites.open(List.of("math/word-problems"), 1, new TreeMap<>()).getFirst().tasks().getFirst();
            String step = "So far there are 1,204 boxes of $12 each; wait, that is not right, let me count again. If \\(x = 3\\) then 2x + 1 = 7. ";
            String filler = step.repeat(200_000 / step.length());
            String text = where.equals("thought") ? "<think>" + filler + "</think>\nFinal answer: 42" : filler + "\nFinal answer: 42";
            ModelOutput output = new ModelOutput(new Message.Assistant(text, Reasoning.none()), StopReason.NATURAL, Usage.unknown(),
                Timing.of(Duration.ofSeconds(1)), ReasoningProfile.AUTO, Optional.empty(), List.of(), List.of());
            return new Trace(task, task.dataset().samples().getFirst(), new Transcript(List.of(), output));
        }
    }

    /// Makes the trace.
    @Setup
    public void prepare() {
        trace = Trace.of(where);
    }

    /// Segmentation alone.
    @Benchmark
    public Segments segment() {
        return Segmentation.of(trace.transcript().output());
    }

    /// Segmentation, extraction and comparison.
    @Benchmark
    public Judgement judge() {
        return Judgement.by(trace.task().primaryScorer(), trace.sample(), trace.transcript());
    }
}
