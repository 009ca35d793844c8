package dev.assay.cli;

import dev.assay.core.log.RunLog;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.RunPlan;
import dev.assay.core.run.RunPlan.Planned;
import dev.assay.core.run.SampleOrder;
import dev.assay.core.run.SampleResult;
import dev.assay.core.run.Trial;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Score;
import dev.assay.core.task.Task;
import dev.assay.reports.board.RaceCourse;
import dev.assay.reports.board.Verdicts;
import dev.assay.runners.model.OpenModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/// A run that asks several models until the best is certain, and beaten ones no more.
///
/// Safe for threads: senders ask what is wanted, the run hands over results; both hold one lock.
final class RaceRun implements Steering {

    private final ReentrantLock lock = new ReentrantLock();
    private final RaceCourse course;
    private final Map<ModelRef, OpenModel> models;
    private final Map<String, String> scorers = new HashMap<>();
    private final OptionalLong budget;
    private long asked;

    /// @param budget how many trials may be asked in all, those of an earlier part included; absent: as many as it takes
    RaceRun(Harness.Prepared prepared, OptionalLong budget) {
        RunPlan plan = prepared.plan();
        this.models = prepared.models();
        Map<String, Integer> epochs = new HashMap<>();
        plan.tasks().forEach(task -> {
            epochs.put(task.id(), plan.epochs(task));
            scorers.put(task.id(), task.primaryScorer().ref().name());
        });
        List<SampleOrder> orders = plan.tasks().stream().map((Task task) -> SampleOrder.of(plan.spec().seed(), task)).toList();
        this.course = new RaceCourse(plan.spec().models().stream().map(Object::toString).toList(), orders, epochs);
        this.budget = budget;
    }

    @Override
    public void remember(RunLog log) {
        log.forEach(result -> {
            asked++;
            take(result);
        });
        course.reopen();
    }

    @Override
    public RunPlan ordered(RunPlan plan) {
        return plan.bySample();
    }

    @Override
    public void keep() {
        // The log gives the same race again.
    }

    @Override
    public boolean wants(Planned planned) {
        lock.lock();
        try {
            Trial trial = planned.trial();
            return !spent() && course.wants(trial.model().toString(), trial.task(), trial.sample(), trial.epoch());
        } finally {
            lock.unlock();
        }
    }

    /// What is timely is begun, and so counts towards the budget.
    @Override
    public boolean isTime(Planned planned) {
        int window = Defaults.WINDOW * models.values().stream().mapToInt(OpenModel::concurrency).max().orElse(1);
        lock.lock();
        try {
            boolean now = !spent() && course.isTime(planned.trial().task(), planned.trial().sample(), window);
            asked += now ? 1 : 0;
            return now;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void givenUp(ModelRef model) {
        lock.lock();
        try {
            course.withdraw(model.toString());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onResult(SampleResult result) {
        lock.lock();
        try {
            take(result);
        } finally {
            lock.unlock();
        }
    }

    private void take(SampleResult result) {
        Trial trial = result.trial();
        course.take(trial.model().toString(), trial.task(), trial.sample(), trial.epoch(), score(result));
    }

    private Optional<Double> score(SampleResult result) {
        Optional<String> scorer = Optional.of(scorers.getOrDefault(result.trial().task(), ""));
        return Verdicts.deciding(result.outcome(), scorer).map(Judgement::score).flatMap(Score::credit);
    }

    /// Whether the budget is used up.
    boolean spent() {
        return budget.isPresent() && asked >= budget.getAsLong();
    }

    /// The race, once nothing is in flight any more.
    RaceCourse course() {
        return course;
    }

    /// How many trials were asked in all.
    long asked() {
        return asked;
    }
}
