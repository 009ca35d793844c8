package dev.assay.runners;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.CallLabel;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.RunPlan;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.Selection;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.solver.Solver;
import dev.assay.core.task.Suite;
import dev.assay.core.task.Task;
import dev.assay.core.transcript.Transcript;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Small plans for tests: sample n asks for n and is right if the answer ends in it.
public final class Plans {

    /// The one task of every plan here.
    public static final String TASK = "math/numbers";

    /// Judges right what ends in the right number.
    public static final Scorer LAST_NUMBER = new Scorer() {
        @Override
        public ScorerRef ref() {
            return new ScorerRef("last-number", "1");
        }

        @Override
        public Score score(Sample sample, Transcript transcript) {
            String text = transcript.output().message().text();
            Explanation why = Explanation.of("COMPARED", "Compared with the end of the text.", Optional.of(sample.target().display()));
            return text.endsWith(": " + sample.target().display()) ? new Score.Correct(Optional.of(text), why) : new Score.Incorrect(Optional.of(text), why);
        }
    };

    private Plans() {
    }

    public static List<Sample> samples(int number) {
        return IntStream.range(0, number).mapToObj(n -> Sample.of("s" + n, "Say " + n + ".", new Target.Expression(Integer.toString(n)))).toList();
    }

    public static Task task(int samples, Solver solver) {
        return new Task(TASK, "1", new Dataset("numbers", "1", "0".repeat(64), "Apache-2.0", samples(samples)), solver, List.of(LAST_NUMBER), 1);
    }

    public static RunPlan plan(Task task, int epochs, GenerateConfig config, ModelRef... models) {
        RunSpec spec = new RunSpec(List.of(task.id()), List.of(models), config, Selection.all(), Optional.of(epochs), 7, Collections.emptySortedMap());
        return RunPlan.of(spec, List.of(new Suite(task.id(), List.of(task))), Set.of());
    }

    public static RunPlan plan(int samples, int epochs, ModelRef... models) {
        return plan(task(samples, Solver.once()), epochs, GenerateConfig.defaults(), models);
    }

    public static Function<CallLabel, Optional<Sample>> lookup(List<Sample> samples) {
        return label -> samples.stream().filter(sample -> sample.id().equals(label.sample())).findFirst();
    }
}
