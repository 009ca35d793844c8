package dev.assay.reports.board;

import dev.assay.core.log.RunHeader;
import dev.assay.core.log.RunLog;
import dev.assay.core.metric.Accuracy;
import dev.assay.core.metric.Estimate;
import dev.assay.core.metric.VarianceSplit;
import dev.assay.core.metric.compare.Multiplicity;
import dev.assay.core.metric.compare.Pair;
import dev.assay.core.metric.compare.PairedDifference;
import dev.assay.core.metric.compare.Pairing;
import dev.assay.core.model.ModelRef;
import dev.assay.core.run.Outcome;
import dev.assay.core.scorer.Judgement;
import dev.assay.reports.board.Comparison.OfTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Makes a comparison from run logs. Each log is read twice, as a stream: once for the scores, once for the answers of the samples that differ most.
public final class Comparisons {

    private Comparisons() {
    }

    /// One side of a comparison.
    ///
    /// @param log the run
    /// @param model a model of that run
    public record Side(RunLog log, ModelRef model) {

        String label() {
            return String.valueOf(log.directory().toAbsolutePath().normalize().getFileName());
        }
    }

    /// What was gathered of one side.
    private record Gathered(Side side, LeaderboardBuilder.RunTally run) {

        Optional<Contestant> on(String task) {
            return Optional.ofNullable(run.tasks().get(task)).filter(tally -> tally.models().containsKey(side.model))
                .flatMap(tally -> tally.scorers().stream().findFirst().map(scorer -> BoardAssembly.contestant(run, task, tally, side.model, scorer)))
                .map(Contestant::inOrder);
        }
    }

    /// The first compared with the second.
    ///
    /// @throws dev.assay.core.log.RunLogException if a log is damaged
    public static Comparison of(Side a, Side b) {
        Gathered first = gathered(a, 1);
        Gathered second = gathered(b, 2);
        Set<String> ids = new TreeSet<>(NaturalOrder.INSTANCE);
        ids.addAll(first.run.tasks().keySet());
        ids.addAll(second.run.tasks().keySet());
        List<OfTask> raw = ids.stream().map(task -> task(task, first, second)).toList();
        Optional<Duel> together = raw.size() < 2 ? Optional.empty() : Duel.over(0, 1, raw.stream().map(Comparisons::comparable).toList());
        List<OfTask> tasks = new ArrayList<>();
        Optional<Duel> overall = adjust(raw, together, tasks);
        ComparedAnswers answers = new ComparedAnswers(a, b);
        Differing differing = Differing.of(tasks);
        return new Comparison(told(a), told(b), tasks, overall, answers.read(differing.lost()), answers.read(differing.won()), notes(first, second));
    }

    private static Comparison.Side told(Side side) {
        return new Comparison.Side(side.label(), side.model, side.log.header().spec().seed());
    }

    private static Gathered gathered(Side side, int number) {
        RunHeader header = side.log.header();
        LeaderboardBuilder.RunTally run = new LeaderboardBuilder.RunTally(new Leaderboard.Run(number, side.label(), Optional.of(header)), new TreeMap<>());
        header.provenance().tasks().forEach(task -> run.tasks().put(task.id(), new TaskTally(Optional.of(task), false)));
        side.log.forEach(result -> {
            if (result.trial().model().equals(side.model)) {
                List<Judgement> current = switch (result.outcome()) {
                    case Outcome.Scored scored -> Verdicts.current(scored.judgements());
                    case Outcome.Failed _ -> List.of();
                };
                run.tasks().computeIfAbsent(result.trial().task(), _ -> new TaskTally(Optional.empty(), false)).add(result, current);
            }
        });
        return new Gathered(side, run);
    }

    private static OfTask task(String task, Gathered first, Gathered second) {
        Optional<Contestant> a = first.on(task);
        Optional<Contestant> b = second.on(task);
        Accuracy accuracy = new Accuracy();
        Optional<Estimate> one = a.map(contestant -> accuracy.estimate(contestant.samples()));
        Optional<Estimate> other = b.map(contestant -> accuracy.estimate(contestant.samples()));
        if (a.isEmpty() || b.isEmpty()) {
            String why = a.isEmpty() && b.isEmpty()
                ? "neither has results there"
                : "only " + (a.isPresent() ? "the first" : "the second") + " has results there";
            return new OfTask(task, Optional.empty(), one, other, Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty(),
                Optional.of(why));
        }
        return both(task, a.get(), b.get(), one, other);
    }

    private static OfTask both(String task, Contestant a, Contestant b, Optional<Estimate> one, Optional<Estimate> other) {
        Pairing pairing = a.pairing(b);
        Optional<String> unlike = a.unlike(b).or(() -> apart(pairing));
        Optional<PairedDifference> difference = unlike.isPresent() ? Optional.empty() : Optional.of(a.against(b));
        return new OfTask(task, a.scorer(), one, other, difference, Optional.empty(), unlike.isPresent() ? List.of() : pairing.pairs(),
            VarianceSplit.of(a.samples()), VarianceSplit.of(b.samples()), unlike);
    }

    /// Samples of one side alone: these are different datasets, and what they share is not compared by silence.
    private static Optional<String> apart(Pairing pairing) {
        if (pairing.onlyA().isEmpty() && pairing.onlyB().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("the samples differ (" + Figures.count(pairing.onlyA().size()) + " only of the first, " + Figures.count(pairing.onlyB().size())
            + " only of the second): ask both the same samples, or finish the run that lacks some");
    }

    private static Optional<PairedDifference> comparable(OfTask task) {
        return task.incomparable().isPresent() ? Optional.empty() : task.difference();
    }

    /// Adjusts all tests together.
    ///
    /// @param adjusted is filled with the tasks
    /// @return what stands for all tasks
    private static Optional<Duel> adjust(List<OfTask> raw, Optional<Duel> together, List<OfTask> adjusted) {
        List<Optional<Duel>> tests = new ArrayList<>(raw.stream().map(task -> comparable(task).flatMap(pair -> Duel.of(0, 1, pair))).toList());
        tests.add(together);
        List<Double> holm = Multiplicity.holm(tests.stream().flatMap(Optional::stream).map(Duel::p).toList());
        int next = 0;
        for (int i = 0; i < raw.size(); i++) {
            adjusted.add(tests.get(i).isPresent() ? raw.get(i).adjusted(holm.get(next++)) : raw.get(i));
        }
        int last = next;
        return together.map(duel -> duel.adjusted(holm.get(last), Duel.LEVEL));
    }

    private static List<String> notes(Gathered a, Gathered b) {
        List<String> notes = new ArrayList<>();
        a.side.log.notices().forEach(notice -> notes.add(a.side.label() + ": " + notice));
        if (!a.side.log.directory().equals(b.side.log.directory())) {
            b.side.log.notices().forEach(notice -> notes.add(b.side.label() + ": " + notice));
        }
        if (!a.side.log.header().spec().config().equals(b.side.log.header().spec().config())) {
            notes.add(
                "The two runs were asked with different settings (sampling, lengths or effort), and the difference may come from them: see run.json of both.");
        }
        notes.addAll(IsolationNotes.of(List.of(a.run, b.run)));
        return notes;
    }

    /// The samples that differ most, either way.
    ///
    /// @param lost those on which the first did worse
    /// @param won those on which it did better
    private record Differing(List<Found> lost, List<Found> won) {

        static Differing of(List<OfTask> tasks) {
            List<Found> all = new ArrayList<>();
            tasks.forEach(task -> task.pairs().stream().filter(pair -> pair.a() != pair.b()).forEach(pair -> all.add(new Found(task.task(), pair))));
            Comparator<Found> place = Comparator.comparing(Found::task, NaturalOrder.INSTANCE).thenComparing(found -> found.pair.sample(),
                NaturalOrder.INSTANCE);
            Comparator<Found> size = Comparator.comparingDouble(found -> -Math.abs(found.pair.difference()));
            List<Found> sorted = all.stream().sorted(size.thenComparing(place)).toList();
            return new Differing(sorted.stream().filter(found -> found.pair.difference() < 0).limit(Comparison.MOST_SHOWN).toList(),
                sorted.stream().filter(found -> found.pair.difference() > 0).limit(Comparison.MOST_SHOWN).toList());
        }
    }

    /// A sample that differs.
    record Found(String task, Pair pair) {
    }

    /// The scorer that gives a task its score, by the task's id.
    static Map<String, String> scorers(RunLog log) {
        Map<String, String> scorers = new TreeMap<>();
        log.header().provenance().tasks().forEach(task -> task.scorers().stream().findFirst().ifPresent(scorer -> scorers.put(task.id(), scorer.name())));
        return scorers;
    }
}
