package dev.assay.core.run;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.Sample;
import dev.assay.core.dataset.Target;
import dev.assay.core.model.GenerateConfig;
import dev.assay.core.model.Message;
import dev.assay.core.model.ModelRef;
import dev.assay.core.scorer.Explanation;
import dev.assay.core.scorer.Score;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.scorer.ScorerRef;
import dev.assay.core.solver.Solver;
import dev.assay.core.task.Suite;
import dev.assay.core.task.Task;
import dev.assay.core.transcript.Transcript;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RunPlanTest {

    private static final ModelRef A = ModelRef.of("scripted", "a");
    private static final ModelRef B = ModelRef.of("scripted", "b");

    private static final class NoScorer implements Scorer {
        @Override
        public ScorerRef ref() {
            return ScorerRef.parse("none/1");
        }

        @Override
        public Score score(Sample sample, Transcript transcript) {
            return new Score.NoAnswer(Explanation.of("NOTHING_FOUND", "", Optional.empty()));
        }
    }

    private static Task task(String id, int samples, int epochs) {
        List<Sample> made = IntStream.range(0, samples).mapToObj(i -> new Sample("s" + i, List.of(new Message.User("?")), new Target.Expression("5"),
            Optional.empty(), new TreeMap<>(Map.of("tags", i % 2 == 0 ? "even, all" : "odd,all")))).toList();
        return new Task(id, "1", new Dataset(id, "1", "a".repeat(64), "MIT", made), Solver.once(), List.of(new NoScorer()), epochs);
    }

    private static RunSpec spec(Selection selection, long seed) {
        return new RunSpec(List.of("x"), List.of(A, B), GenerateConfig.defaults(), selection, Optional.empty(), seed, new TreeMap<>());
    }

    private static RunPlan plan(Selection selection, Set<Trial> done, Task... tasks) {
        return RunPlan.of(spec(selection, 1), List.of(new Suite("x", List.of(tasks))), done);
    }

    private static List<String> keys(RunPlan plan, ModelRef model) {
        return plan.trials(model).map(planned -> planned.trial().task() + planned.trial().sample() + "#" + planned.trial().epoch()).toList();
    }

    @Test
    void everyEpochOfEverySampleOfEveryTaskIsAskedOnceOfEachModel() {
        RunPlan plan = plan(Selection.all(), Set.of(), task("math/a", 5, 2), task("math/b", 3, 1));
        assertThat(plan.total()).isEqualTo(26);
        assertThat(plan.perModel()).isEqualTo(13);
        assertThat(plan.remaining()).isEqualTo(26);
        assertThat(keys(plan, A)).hasSize(13).doesNotHaveDuplicates().isEqualTo(keys(plan, B));
    }

    @Test
    void equalSeedsGiveEqualOrdersAndOtherSeedsOthers() {
        List<Suite> suites = List.of(new Suite("x", List.of(task("math/a", 50, 1))));
        List<String> first = keys(RunPlan.of(spec(Selection.all(), 1), suites, Set.of()), A);
        assertThat(keys(RunPlan.of(spec(Selection.all(), 1), suites, Set.of()), A)).isEqualTo(first);
        assertThat(keys(RunPlan.of(spec(Selection.all(), 2), suites, Set.of()), A)).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);
    }

    @Test
    void aResumedRunHasAShorterPlanInTheSameOrder() {
        Task task = task("math/a", 20, 2);
        RunPlan whole = plan(Selection.all(), Set.of(), task);
        Set<Trial> done = whole.trials(A).limit(7).map(RunPlan.Planned::trial).collect(Collectors.toSet());
        RunPlan rest = plan(Selection.all(), done, task);
        assertThat(rest.remaining()).isEqualTo(73);
        assertThat(rest.total()).isEqualTo(80);
        assertThat(keys(rest, A)).isEqualTo(keys(whole, A).subList(7, 40));
        assertThat(keys(rest, B)).isEqualTo(keys(whole, B));
    }

    @Test
    void aLimitIsASeededSubsetInTheOrderOfTheDataset() {
        RunPlan plan = plan(new Selection(Optional.of(4), List.of(), List.of()), Set.of(), task("math/a", 50, 1));
        List<Sample> samples = plan.tasks().getFirst().dataset().samples();
        assertThat(samples).hasSize(4).isSortedAccordingTo((x, y) -> Integer.compare(number(x), number(y)));
        assertThat(plan(new Selection(Optional.of(99), List.of(), List.of()), Set.of(), task("math/a", 50, 1)).total()).isEqualTo(100);
    }

    private static int number(Sample sample) {
        return Integer.parseInt(sample.id().substring(1));
    }

    @Test
    void samplesAreSelectedByIdAndByTag() {
        RunPlan byId = plan(new Selection(Optional.empty(), List.of("s1", "s3"), List.of()), Set.of(), task("math/a", 5, 1), task("math/b", 2, 1));
        assertThat(keys(byId, A)).containsExactlyInAnyOrder("math/as1#1", "math/as3#1", "math/bs1#1");
        RunPlan byTag = plan(new Selection(Optional.empty(), List.of(), List.of("even")), Set.of(), task("math/a", 4, 1));
        assertThat(keys(byTag, A)).containsExactlyInAnyOrder("math/as0#1", "math/as2#1");
    }

    @Test
    void aSampleThatDoesNotExistAndASelectionOfNothingAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> plan(new Selection(Optional.empty(), List.of("s1", "s9"), List.of()), Set.of(), task("math/a", 5,
            1))).withMessage("No selected suite has a sample s9.");
        assertThatIllegalArgumentException().isThrownBy(() -> plan(new Selection(Optional.empty(), List.of(), List.of("none")), Set.of(), task("math/a", 5, 1)))
            .withMessageContaining("No sample is selected");
    }

    @Test
    void aTaskThatStandsInTwoSuitesIsAskedOnce() {
        Task task = task("math/a", 5, 1);
        RunPlan plan = RunPlan.of(spec(Selection.all(), 1), List.of(new Suite("x", List.of(task)), new Suite("y", List.of(task))), Set.of());
        assertThat(plan.perModel()).isEqualTo(5);
    }

    @Test
    void theEpochsOfTheRunGoBeforeThoseOfTheTask() {
        RunSpec three = new RunSpec(List.of("x"), List.of(A), GenerateConfig.defaults(), Selection.all(), Optional.of(3), 1, new TreeMap<>());
        RunPlan plan = RunPlan.of(three, List.of(new Suite("x", List.of(task("math/b", 2, 1), task("math/a", 2, 5)))), Set.of());
        assertThat(plan.total()).isEqualTo(12);
        assertThat(plan.tasksById()).extracting(Task::id).containsExactly("math/a", "math/b");
    }

    @Test
    void sampleBySampleAllEpochsOfASampleStandTogether() {
        RunPlan plan = plan(Selection.all(), Set.of(), task("math/a", 40, 2), task("math/b", 20, 3)).bySample();
        List<String> keys = keys(plan, A);
        assertThat(keys).isEqualTo(keys(plan, B)).hasSize(140).containsExactlyInAnyOrderElementsOf(
            keys(plan(Selection.all(), Set.of(), task("math/a", 40, 2), task("math/b", 20, 3)), A));
        for (int i = 0; i < keys.size();) {
            int epochs = keys.get(i).startsWith("math/a") ? 2 : 3;
            String sample = keys.get(i).substring(0, keys.get(i).indexOf('#'));
            for (int epoch = 1; epoch <= epochs; epoch++) {
                assertThat(keys.get(i++)).isEqualTo(sample + "#" + epoch);
            }
        }
    }

    @Test
    void sampleBySampleEachTaskKeepsItsOwnOrderAndTasksAreMixed() {
        List<String> keys = keys(plan(Selection.all(), Set.of(), task("math/a", 40, 1), task("math/b", 40, 1)).bySample(), A);
        for (String id : List.of("math/a", "math/b")) {
            List<String> own = SampleOrder.of(1, task(id, 40, 1)).turns().stream().map(turn -> id + turn.samples().getFirst() + "#1").toList();
            assertThat(keys.stream().filter(key -> key.startsWith(id)).toList()).isEqualTo(own);
            assertThat(keys.subList(0, 40).stream().filter(key -> key.startsWith(id)).count()).isBetween(10L, 30L);
        }
    }

    @Test
    void sampleBySampleAResumedPlanKeepsItsOrder() {
        RunPlan plan = plan(Selection.all(), Set.of(), task("math/a", 50, 2)).bySample();
        Set<Trial> done = plan.trials(A).map(RunPlan.Planned::trial).filter(trial -> trial.sample().hashCode() % 2 == 0).collect(Collectors.toSet());
        assertThat(plan.withDone(done).trials(A).map(RunPlan.Planned::trial).toList()).hasSizeBetween(20, 80)
            .isEqualTo(plan.trials(A).map(RunPlan.Planned::trial).filter(trial -> !done.contains(trial)).toList());
    }
}
