package dev.assay.core.run;

import dev.assay.core.metric.Seed;
import dev.assay.core.task.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The order in which the samples of one task are looked at, when a run may stop before its end.
///
/// Samples of one cluster stand together and make one turn; a sample without a cluster is a turn of its own. The order is random, fixed by the
/// seed before the first call, and knows nothing of models, answers or time: whoever bets on results in this order bets fairly. Each turn has a
/// key of its own, drawn from the seed, the task and the turn's name, so that the order of some of the samples is that of all of them with the
/// others left out.
///
/// @param seed the run's seed
/// @param task the task's id
/// @param turns every sample once
public record SampleOrder(long seed, String task, List<Turn> turns) {

    public SampleOrder {
        turns = List.copyOf(turns);
    }

    /// What is looked at together.
    ///
    /// @param task the task's id
    /// @param key the turn's place among all turns of all tasks: the least comes first
    /// @param samples the ids of a cluster's samples, or of one sample; at least one
    public record Turn(String task, long key, List<String> samples) {
        public Turn {
            samples = List.copyOf(samples);
            if (samples.isEmpty()) {
                throw new IllegalArgumentException("A turn without a sample is none.");
            }
        }
    }

    private static final Comparator<Turn> BY_KEY = Comparator.comparingLong(Turn::key).thenComparing(Turn::task)
        .thenComparing(turn -> turn.samples().getFirst());

    /// The order of these samples.
    ///
    /// @param clusters by a sample's id its cluster, if it has one
    public static SampleOrder of(long seed, String task, Map<String, Optional<String>> clusters) {
        Seed root = new Seed(seed).split("samples/" + task);
        Map<String, List<String>> units = new LinkedHashMap<>();
        clusters.forEach((sample, cluster) -> units.computeIfAbsent(cluster.map(id -> "cluster/" + id).orElse("sample/" + sample), _ -> new ArrayList<>())
            .add(sample));
        List<Turn> turns = units.entrySet().stream().map(unit -> new Turn(task, root.split(unit.getKey()).value(), sorted(root, unit.getValue())))
            .sorted(BY_KEY).toList();
        return new SampleOrder(seed, task, turns);
    }

    /// The order of a task's samples.
    public static SampleOrder of(long seed, Task task) {
        Map<String, Optional<String>> clusters = new LinkedHashMap<>();
        task.dataset().samples().forEach(sample -> clusters.put(sample.id(), sample.cluster()));
        return of(seed, task.id(), clusters);
    }

    private static List<String> sorted(Seed root, List<String> names) {
        return names.stream().sorted(Comparator.<String>comparingLong(name -> root.split(name).value()).thenComparing(name -> name)).toList();
    }

    /// The turns of several tasks in one order, which is as random as that of each: after any number of turns every task has come up about in
    /// proportion to its size, and the turns of each stand in its own order.
    public static List<Turn> together(List<SampleOrder> orders) {
        return orders.stream().flatMap(order -> order.turns().stream()).sorted(BY_KEY).toList();
    }

    /// By a sample's id the number of its turn, from 0.
    public Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        for (int turn = 0; turn < turns.size(); turn++) {
            for (String sample : turns.get(turn).samples()) {
                places.put(sample, turn);
            }
        }
        return Map.copyOf(places);
    }
}
