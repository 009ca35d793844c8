package dev.assay.cli;

import dev.assay.core.dataset.Sample;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.Trial;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.task.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where stored answers are judged: every sample of some tasks at hand.
///
/// @param tasks by id
/// @param samples by task, then by id
record Bench(Map<String, Task> tasks, Map<String, Map<String, Sample>> samples) {

    static Bench of(List<Task> tasks) {
        Map<String, Task> byId = new HashMap<>();
        Map<String, Map<String, Sample>> samples = new HashMap<>();
        for (Task task : tasks) {
            byId.put(task.id(), task);
            Map<String, Sample> ofTask = HashMap.newHashMap(task.dataset().samples().size());
            task.dataset().samples().forEach(sample -> ofTask.put(sample.id(), sample));
            samples.put(task.id(), ofTask);
        }
        return new Bench(byId, samples);
    }

    /// What every scorer of the task says of an answer; empty if the trial's sample is not at hand.
    List<Judgement> judge(Trial trial, Outcome.Scored scored) {
        Task task = tasks.get(trial.task());
        Sample sample = samples.getOrDefault(trial.task(), Map.of()).get(trial.sample());
        if (task == null || sample == null) {
            return List.of();
        }
        return task.scorers().stream().map(scorer -> Judgement.by(scorer, sample, scored.transcript())).toList();
    }

    /// What those scorers of the task say that have not judged this answer yet.
    List<Judgement> missing(Trial trial, Outcome.Scored scored) {
        Task task = tasks.get(trial.task());
        if (task == null || task.scorers().stream().allMatch(scorer -> hasJudged(scored, scorer))) {
            return List.of();
        }
        Sample sample = samples.getOrDefault(trial.task(), Map.of()).get(trial.sample());
        if (sample == null) {
            return List.of();
        }
        return task.scorers().stream().filter(scorer -> !hasJudged(scored, scorer)).map(scorer -> Judgement.by(scorer, sample, scored.transcript())).toList();
    }

    private static boolean hasJudged(Outcome.Scored scored, Scorer scorer) {
        return scored.judgements().stream().anyMatch(judgement -> judgement.scorer().equals(scorer.ref()));
    }

    /// The newest verdict of a scorer, whatever its version.
    static Optional<Judgement> current(List<Judgement> judgements, String scorerName) {
        return judgements.reversed().stream().filter(judgement -> judgement.scorer().name().equals(scorerName)).findFirst();
    }

    /// Whether two verdicts say the same of an answer: the same kind with the same credit.
    static boolean sameVerdict(Judgement a, Judgement b) {
        return a.score().getClass() == b.score().getClass() && a.score().credit().equals(b.score().credit()) && a.ending() == b.ending();
    }
}
