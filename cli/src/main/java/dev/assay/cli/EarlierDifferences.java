package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.log.RunLogException;
import dev.assay.core.metric.ScoredSample;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.Provenance;
import dev.assay.core.run.SampleResult;
import dev.assay.core.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How far the last two comparable runs of each task differ.
///
/// The newest runs are read, up to a bound and until every task has its two: a dry run must not take longer than a small run. A run that cannot be
/// read tells nothing, and nor does one of other questions.
final class EarlierDifferences {

    private static final int MOST_RUNS = 8;
    private static final long MOST_BYTES = 200_000_000;

    private final List<Task> tasks;
    private final List<String> models;
    private final Map<Task, List<Found>> found = new LinkedHashMap<>();
    private final Map<Task, Discordance> known = new LinkedHashMap<>();

    /// One run's scores of a task.
    private record Found(String run, List<ScoredSample> samples) {
    }

    private EarlierDifferences(List<Task> tasks, List<ModelRef> models) {
        this.tasks = tasks;
        this.models = models.stream().map(ModelRef::shortName).toList();
    }

    /// What the newest two comparable runs show of each task; what is assumed, where there are none.
    ///
    /// @param models whose results are looked at before those of others
    static Map<Task, Discordance> of(RunDirectories runs, List<Task> tasks, List<ModelRef> models) {
        EarlierDifferences earlier = new EarlierDifferences(tasks, models);
        runs.all().reversed().stream().limit(MOST_RUNS).filter(_ -> earlier.known.size() < tasks.size()).forEach(earlier::take);
        Map<Task, Discordance> all = new LinkedHashMap<>();
        tasks.forEach(task -> all.put(task, earlier.known.getOrDefault(task, Discordance.assumed())));
        return all;
    }

    private void take(Path directory) {
        try {
            RunLog log = RunLog.open(directory);
            List<Task> wanted = tasks.stream().filter(task -> !known.containsKey(task))
                .filter(task -> log.header().provenance().tasks().stream().anyMatch(origin -> sameQuestions(origin, task))).toList();
            Optional<ModelRef> model = chosen(log.header().spec().models());
            if (wanted.isEmpty() || model.isEmpty() || tooLarge(directory)) {
                return;
            }
            Map<String, Map<String, ScoredSample>> byTask = samples(log, model.get());
            wanted.forEach(task -> compare(task,
                new Found(String.valueOf(directory.getFileName()), List.copyOf(byTask.getOrDefault(task.id(), Map.of()).values()))));
        } catch (RunLogException | IOException e) {
            // Nothing is known of a run that cannot be read, and a plan is no place to complain of it.
        }
    }

    private void compare(Task task, Found newer) {
        List<Found> earlier = found.computeIfAbsent(task, _ -> new ArrayList<>());
        earlier.stream().flatMap(one -> Discordance.between(one.samples(), newer.samples(), List.of(newer.run(), one.run())).stream()).findFirst()
            .ifPresent(seen -> known.put(task, seen));
        earlier.add(newer);
    }

    private static boolean sameQuestions(Provenance.TaskOrigin origin, Task task) {
        return origin.id().equals(task.id()) && origin.version().equals(task.version()) && origin.sha256().equals(task.dataset().sha256());
    }

    private Optional<ModelRef> chosen(List<ModelRef> there) {
        return there.stream().filter(ref -> models.contains(ref.shortName())).findFirst().or(() -> there.stream().findFirst());
    }

    private static boolean tooLarge(Path directory) throws IOException {
        Path transcripts = directory.resolve("transcripts.jsonl");
        return !Files.exists(transcripts) || Files.size(transcripts) > MOST_BYTES;
    }

    private static Map<String, Map<String, ScoredSample>> samples(RunLog log, ModelRef model) {
        Map<String, Map<String, ScoredSample>> byTask = new HashMap<>();
        log.forEach(result -> {
            if (result.trial().model().equals(model)) {
                byTask.computeIfAbsent(result.trial().task(), _ -> new LinkedHashMap<>()).merge(result.trial().sample(), scored(result),
                    EarlierDifferences::joined);
            }
        });
        return byTask;
    }

    private static ScoredSample scored(SampleResult result) {
        Optional<Double> credit = switch (result.outcome()) {
            case Outcome.Scored scored -> scored.judgements().stream().findFirst().flatMap(judgement -> judgement.score().credit());
            case Outcome.Failed _ -> Optional.empty();
        };
        return new ScoredSample(result.trial().sample(), result.cluster(), credit.stream().toList(), credit.isPresent() ? 0 : 1);
    }

    private static ScoredSample joined(ScoredSample a, ScoredSample b) {
        List<Double> scores = new ArrayList<>(a.scores());
        scores.addAll(b.scores());
        return new ScoredSample(a.sample(), a.cluster(), scores, a.unscored() + b.unscored());
    }
}
