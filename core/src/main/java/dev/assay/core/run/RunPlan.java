package dev.assay.core.run;

import dev.assay.core.dataset.Sample;
import dev.assay.core.model.ModelRef;
import dev.assay.core.task.Suite;
import dev.assay.core.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The trials still to do, as a value: a dry run prints it, a resumed run has a shorter one.
///
/// Trials are made as they are asked for, so a plan is small however long the run. The order is fixed by the seed and equal for every model.
///
/// @param spec what is wanted
/// @param tasks each task with the samples that were selected
/// @param done trials that need not be run again
/// @param order in which order trials are sent
public record RunPlan(RunSpec spec, List<Task> tasks, Set<Trial> done, Order order) {

    /// In which order trials are sent.
    public enum Order {
        /// All trials shuffled; statistics never use it.
        SCATTERED,
        /// Sample by sample in [SampleOrder], all epochs of a sample one after the other, tasks mixed: for a run that may stop early.
        BY_SAMPLE
    }

    /// One trial, with what is needed to run it.
    public record Planned(Trial trial, Task task, Sample sample) {
    }

    public RunPlan {
        tasks = List.copyOf(tasks);
        done = Set.copyOf(done);
    }

    /// A plan with its trials scattered.
    public RunPlan(RunSpec spec, List<Task> tasks, Set<Trial> done) {
        this(spec, tasks, done, Order.SCATTERED);
    }

    /// The same plan with other trials done.
    public RunPlan withDone(Set<Trial> others) {
        return new RunPlan(spec, tasks, others, order);
    }

    /// The same trials sample by sample.
    public RunPlan bySample() {
        return new RunPlan(spec, tasks, done, Order.BY_SAMPLE);
    }

    /// Plans a run: selects samples and leaves out what is done. A task that stands in several suites is asked once.
    ///
    /// @throws IllegalArgumentException if nothing is selected, or a selected sample does not exist
    public static RunPlan of(RunSpec spec, List<Suite> suites, Set<Trial> done) {
        Map<String, Task> tasks = new LinkedHashMap<>();
        for (Suite suite : suites) {
            for (Task task : suite.tasks()) {
                tasks.putIfAbsent(task.id(), task);
            }
        }
        List<Task> selected = tasks.values().stream().map(task -> select(spec, task)).filter(task -> !task.dataset().samples().isEmpty()).toList();
        requireFound(spec.selection().samples(), selected);
        if (selected.isEmpty()) {
            throw new IllegalArgumentException("No sample is selected from " + tasks.keySet() + ".");
        }
        return new RunPlan(spec, selected, done);
    }

    private static void requireFound(List<String> wanted, List<Task> selected) {
        Set<String> missing = new HashSet<>(wanted);
        selected.forEach(task -> task.dataset().samples().forEach(sample -> missing.remove(sample.id())));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("No selected suite has a sample " + String.join(", ", missing.stream().sorted().toList()) + ".");
        }
    }

    private static Task select(RunSpec spec, Task task) {
        Selection selection = spec.selection();
        List<Sample> samples = task.dataset().samples().stream().filter(sample -> matches(selection, sample)).toList();
        int limit = selection.limit().orElse(samples.size());
        if (limit >= samples.size()) {
            return task.withDataset(task.dataset().withSamples(samples));
        }
        int[] order = shuffled(samples.size(), spec.seed(), "limit/" + task.id());
        int[] kept = Arrays.copyOf(order, limit);
        Arrays.sort(kept);
        return task.withDataset(task.dataset().withSamples(Arrays.stream(kept).mapToObj(samples::get).toList()));
    }

    private static boolean matches(Selection selection, Sample sample) {
        if (!selection.samples().isEmpty() && !selection.samples().contains(sample.id())) {
            return false;
        }
        if (selection.tags().isEmpty()) {
            return true;
        }
        String tags = sample.metadata().get("tags");
        return tags != null && Stream.of(tags.split(",")).map(String::strip).anyMatch(selection.tags()::contains);
    }

    /// A seeded permutation, independent of everything but its arguments.
    private static int[] shuffled(int n, long seed, String purpose) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + purpose.hashCode());
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }

    /// How often each sample of a task is asked.
    public int epochs(Task task) {
        return spec.epochs().orElse(task.epochs());
    }

    /// All trials of the run, done or not.
    public long total() {
        return perModel() * spec.models().size();
    }

    /// All trials of one model, done or not.
    public long perModel() {
        return tasks.stream().mapToLong(task -> (long) task.dataset().samples().size() * epochs(task)).sum();
    }

    /// Trials still to do.
    public long remaining() {
        return spec.models().stream().mapToLong(model -> trials(model).count()).sum();
    }

    /// One model's trials still to do, in sending order.
    public Stream<Planned> trials(ModelRef model) {
        List<Slot> slots = switch (order) {
            case SCATTERED -> scattered();
            case BY_SAMPLE -> sampleBySample();
        };
        return slots.stream().map(slot -> planned(model, slot)).filter(p -> !done.contains(p.trial()));
    }

    private record Slot(Task task, Sample sample, int epoch) {
    }

    private List<Slot> scattered() {
        List<Slot> slots = new ArrayList<>();
        tasks.forEach(task -> task.dataset().samples().forEach(sample -> slots.addAll(allEpochs(task, sample))));
        return Arrays.stream(shuffled(slots.size(), spec.seed(), "order")).mapToObj(slots::get).toList();
    }

    private List<Slot> sampleBySample() {
        record Key(String task, String sample) {
        }
        Map<Key, Slot> first = new HashMap<>();
        tasks.forEach(task -> task.dataset().samples().forEach(sample -> first.put(new Key(task.id(), sample.id()), new Slot(task, sample, 1))));
        List<SampleOrder> orders = tasks.stream().map(task -> SampleOrder.of(spec.seed(), task)).toList();
        return SampleOrder.together(orders).stream()
            .flatMap(turn -> turn.samples().stream().map(sample -> first.get(new Key(turn.task(), sample))).filter(Objects::nonNull))
            .flatMap(slot -> allEpochs(slot.task, slot.sample).stream()).toList();
    }

    private List<Slot> allEpochs(Task task, Sample sample) {
        return IntStream.rangeClosed(1, epochs(task)).mapToObj(epoch -> new Slot(task, sample, epoch)).toList();
    }

    private static Planned planned(ModelRef model, Slot slot) {
        return new Planned(new Trial(slot.task.id(), slot.sample.id(), slot.epoch, model), slot.task, slot.sample);
    }

    /// The tasks in the order of their ids.
    public List<Task> tasksById() {
        return tasks.stream().sorted(Comparator.comparing(Task::id)).toList();
    }
}
