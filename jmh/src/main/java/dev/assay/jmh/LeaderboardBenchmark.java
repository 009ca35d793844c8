package dev.assay.jmh;

import dev.assay.core.model.Message;
import dev.assay.core.model.ModelOutput;
import dev.assay.core.model.ModelRef;
import dev.assay.core.model.Reasoning;
import dev.assay.core.model.ReasoningProfile;
import dev.assay.core.model.StopReason;
import dev.assay.core.model.Timing;
import dev.assay.core.model.Usage;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.SampleResult;
import dev.assay.core.run.Trial;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.transcript.Ending;
import dev.assay.core.transcript.Transcript;
import dev.assay.reports.board.Leaderboard;
import dev.assay.reports.board.LeaderboardBuilder;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A leaderboard from 1,000,000 scores: 10 models, 5 tasks, 5,000 samples of 4 epochs each.
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class LeaderboardBenchmark {

    private static final int MODELS = 10;
    private static final int TASKS = 5;
    private static final int SAMPLES = 5_000;
    private static final int EPOCHS = 4;

    private final List<Outcome> outcomes = List.of(outcome(true), outcome(false));

    /// Aggregates them all.
    @Benchmark
    public Leaderboard million() {
        LeaderboardBuilder builder = new LeaderboardBuilder();
        for (int m = 0; m < MODELS; m++) {
            ModelRef model = ModelRef.of("scripted", "model-" + m);
            for (int t = 0; t < TASKS; t++) {
                add(builder, model, "math/task-" + t, 1 + m);
            }
        }
        return builder.build();
    }

    private void add(LeaderboardBuilder builder, ModelRef model, String task, int mix) {
        for (int s = 0; s < SAMPLES; s++) {
            String sample = "sample-" + s;
            for (int e = 1; e <= EPOCHS; e++) {
                Outcome outcome = outcomes.get((s * mix + e) % 3 == 0 ? 1 : 0);
                builder.add(new SampleResult(new Trial(task, sample, e, model), Optional.empty(), new TreeMap<>(), outcome, Duration.ofMillis(s + e)));
            }
        }
    }

    private static Outcome outcome(boolean right) {
        ModelOutput output = new ModelOutput(new Message.Assistant("Final answer: 42", Reasoning.full("Six times seven.")), StopReason.NATURAL,
            Usage.reported(100, 300, Optional.of(280L)), Timing.of(Duration.ofMillis(800)), ReasoningProfile.SEPARATE, Optional.empty(), List.of(), List.of());
        Explanation why = Explanation.of(right ? "EQUAL_EXACT" : "NOT_EQUAL", "42", Optional.of("42"));
        Score score = right ? new Score.Correct(Optional.of("42"), why) : new Score.Incorrect(Optional.of("42"), why);
        return new Outcome.Scored(new Transcript(List.of(), output), List.of(new Judgement(new ScorerRef("numeric", "1.0"), score, Ending.ANSWERED)));
    }
}
