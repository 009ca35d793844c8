package dev.assay.cli;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.log.RunLog;
import dev.assay.core.log.RunLogWriter;
import dev.assay.core.log.RunQuestions;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.Provenance;
import dev.assay.core.run.RunPlan;
import dev.assay.core.run.RunSpec;
import dev.assay.core.run.SampleResult;
import dev.assay.core.scorer.ForeignVerdict;
import dev.assay.core.scorer.Judgement;
import dev.assay.core.scorer.Scorer;
import dev.assay.core.task.Suite;
import dev.assay.core.task.Task;
import dev.assay.suites.ImportedTask;
import dev.assay.suites.Scorers;
import dev.assay.suites.Suites;
import dev.assay.suites.answer.ProfiledScorer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Judges the stored answers of a run again, and compares the verdicts of two scorers.
///
/// @param suites where the questions come from
/// @param needs makes sure that whatever judges these tasks is there, before a stored verdict is touched
record Rejudging(Suites suites, Consumer<Collection<Task>> needs) {

    /// One verdict that another scorer, or another version of it, sees otherwise.
    record Changed(String trial, String scorer, Judgement before, Judgement after) {
    }

    /// Judges every answer of a run again and puts the verdicts on disk.
    ///
    /// @return the verdicts that changed
    /// @throws UsageException if the questions of the run cannot be had any more
    List<Changed> score(RunLog log) {
        Bench bench = Bench.of(questions(log));
        List<Changed> changed = new ArrayList<>();
        RunLogWriter.rescore(log.directory(), result -> judgedAgain(bench, result, changed));
        return changed;
    }

    /// Judges every answer of a run again, and writes nothing.
    ///
    /// @param profile the profile under which it is judged; absent: each scorer's own
    /// @return the verdicts that would change
    /// @throws UsageException if the questions of the run cannot be had any more
    /// @throws IllegalArgumentException if no scorer of the run has profiles, or none of that name
    List<Changed> compare(RunLog log, Optional<String> profile) {
        List<Task> tasks = questions(log);
        Bench bench = Bench.of(profile.map(name -> ProfiledScorer.under(tasks, name)).orElse(tasks));
        List<Changed> changed = new ArrayList<>();
        log.forEach(result -> judgedAgain(bench, result, changed));
        return changed;
    }

    private static List<Judgement> judgedAgain(Bench bench, SampleResult result, List<Changed> changed) {
        if (!(result.outcome() instanceof Outcome.Scored scored)) {
            return List.of();
        }
        List<Judgement> fresh = bench.judge(result.trial(), scored);
        for (Judgement after : fresh) {
            Bench.current(scored.judgements(), after.scorer().name()).filter(before -> !Bench.sameVerdict(before, after))
                .ifPresent(before -> changed.add(new Changed(result.trial().toString(), after.scorer().name(), before, after)));
        }
        List<Judgement> all = new ArrayList<>(scored.judgements());
        all.removeIf(old -> fresh.stream().anyMatch(judgement -> judgement.scorer().equals(old.scorer())));
        all.addAll(fresh);
        return Collections.unmodifiableList(all);
    }

    /// The stored verdicts on which the first scorer of a task and another one differ; nothing is judged and nothing written.
    ///
    /// @param name the other scorer's name, or how the names of several begin, such as `foreign`
    /// @return each trial with the first scorer's verdict before and the other's after; verdicts that are missing do not differ
    /// @throws UsageException if nobody of that name has judged
    static List<Changed> differing(RunLog log, String name) {
        List<Changed> differing = new ArrayList<>();
        int[] judged = new int[1];
        log.forEach(result -> {
            if (result.outcome() instanceof Outcome.Scored scored && !scored.judgements().isEmpty()) {
                Judgement first = first(log, result.trial().task(), scored.judgements());
                for (Judgement other : others(scored.judgements(), name, first)) {
                    judged[0]++;
                    if (differ(first, other)) {
                        differing.add(new Changed(result.trial().toString(), other.scorer().name(), first, other));
                    }
                }
            }
        });
        if (judged[0] == 0) {
            throw UsageException.of(log.directory() + "  holds no verdicts of a scorer " + name + ".  It was judged by: "
                + String.join(", ",
                    log.header().provenance().tasks().stream().flatMap(task -> task.scorers().stream()).map(Object::toString).distinct().toList()));
        }
        return differing;
    }

    private static Judgement first(RunLog log, String task, List<Judgement> judgements) {
        Optional<String> name = log.header().provenance().tasks().stream().filter(origin -> origin.id().equals(task))
            .flatMap(origin -> origin.scorers().stream().limit(1)).map(ref -> ref.name()).findFirst();
        return name.flatMap(primary -> Bench.current(judgements, primary)).orElseGet(judgements::getFirst);
    }

    private static List<Judgement> others(List<Judgement> judgements, String name, Judgement first) {
        return judgements.stream().map(judgement -> judgement.scorer().name()).distinct()
            .filter(scorer -> (scorer.equals(name) || scorer.startsWith(name + ".")) && !scorer.equals(first.scorer().name()))
            .flatMap(scorer -> Bench.current(judgements, scorer).stream()).toList();
    }

    private static boolean differ(Judgement first, Judgement other) {
        Optional<Double> ours = first.score().credit();
        Optional<Double> theirs = other.score().credit();
        return theirs.isPresent() && !ours.equals(theirs);
    }

    /// The questions of a run, opened again and checked against what its header says of them.
    List<Task> questions(RunLog log) {
        RunSpec spec = log.header().spec();
        RunPlan plan = RunPlan.of(spec, opened(log, spec), Set.of());
        List<String> problems = new ArrayList<>();
        List<Task> tasks = new ArrayList<>();
        for (Provenance.TaskOrigin then : log.header().provenance().tasks()) {
            Optional<Task> now = plan.tasks().stream().filter(task -> task.id().equals(then.id())).findFirst();
            if (now.isEmpty()) {
                problems.add(log.directory() + "  asked " + then.id() + ", which this version of Assay does not know.  Use the version that made the run: "
                    + log.header().provenance().harness());
                continue;
            }
            if (!now.get().dataset().sha256().equals(then.sha256()) || !now.get().version().equals(then.version())) {
                problems.add(log.directory() + "  asked " + then.id() + " version " + then.version() + ", digest " + then.sha256() + "; here it is version "
                    + now.get().version() + ", digest " + now.get().dataset().sha256() + ".  Use the same data and the version that made the run: "
                    + log.header().provenance().harness());
            }
            tasks.add(withForeign(now.get(), then));
        }
        if (!problems.isEmpty()) {
            throw new UsageException(problems);
        }
        needs.accept(tasks);
        return tasks;
    }

    /// Questions that came from a log lie in the run itself; all others are in the catalogue.
    private List<Suite> opened(RunLog log, RunSpec spec) {
        List<Provenance.TaskOrigin> origins = log.header().provenance().tasks();
        if (origins.stream().noneMatch(origin -> origin.id().startsWith(ImportedTask.PREFIX))) {
            return suites.open(spec.suites(), spec.seed(), spec.settings());
        }
        RunQuestions questions = RunQuestions.read(log.directory());
        return origins.stream().map(origin -> {
            Dataset dataset = new Dataset(origin.dataset(), origin.revision(), questions.sha256(), origin.licence(), questions.samples());
            List<Scorer> scorers = origin.scorers().stream().flatMap(ref -> Scorers.of(ref).stream()).toList();
            return new Suite(origin.id(), List.of(ImportedTask.of(origin.id(), dataset, scorers)));
        }).toList();
    }

    private static Task withForeign(Task task, Provenance.TaskOrigin then) {
        List<Scorer> scorers = new ArrayList<>(task.scorers());
        then.scorers().stream().filter(ref -> ref.name().startsWith(ForeignVerdict.PREFIX))
            .filter(ref -> scorers.stream().noneMatch(scorer -> Objects.equals(scorer.ref(), ref))).flatMap(ref -> Scorers.of(ref).stream())
            .forEach(scorers::add);
        return new Task(task.id(), task.version(), task.dataset(), task.solver(), scorers, task.epochs());
    }
}
