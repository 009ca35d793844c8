package dev.assay.reports.board;

import dev.assay.core.log.RunHeader;
import dev.assay.core.run.Outcome;
import dev.assay.core.run.Provenance;
import dev.assay.core.run.SampleResult;
import dev.assay.core.scorer.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Collects results one by one and makes the leaderboard of them.
///
/// What is kept per result is a few counters and its times: a million results take some tens of megabytes. Order does not matter, except that of
/// several failures of one model the last one gives the reason. Not safe for use by several threads.
public final class LeaderboardBuilder {

    /// One run with its tasks.
    record RunTally(Leaderboard.Run run, Map<String, TaskTally> tasks) {
    }

    private final List<RunTally> runs = new ArrayList<>();
    private final List<Disagreement> disagreements = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final Optional<Polling> polling;

    /// A builder that counts no votes.
    public LeaderboardBuilder() {
        this(Optional.empty());
    }

    /// A builder that counts votes where samples were asked several times; their answers are kept until then.
    public LeaderboardBuilder(Optional<Polling> polling) {
        this.polling = polling;
    }

    /// Begins a run: the results added from now on belong to it. Results added before any run began belong to one without a header.
    ///
    /// @param label what people call the run
    /// @param header what the run says about itself
    public void begin(String label, RunHeader header) {
        begin(new Leaderboard.Run(runs.size() + 1, label, Optional.of(header)));
    }

    private RunTally begin(Leaderboard.Run run) {
        RunTally tally = new RunTally(run, new TreeMap<>(NaturalOrder.INSTANCE));
        run.header().map(RunHeader::provenance).map(Provenance::tasks).orElse(List.of())
            .forEach(task -> tally.tasks.put(task.id(), new TaskTally(Optional.of(task), polling.isPresent())));
        runs.add(tally);
        return tally;
    }

    /// Takes one result. Each trial is expected once.
    public void add(SampleResult result) {
        RunTally run = runs.isEmpty() ? begin(new Leaderboard.Run(1, "", Optional.empty())) : runs.getLast();
        TaskTally task = run.tasks.computeIfAbsent(result.trial().task(), _ -> new TaskTally(Optional.empty(), polling.isPresent()));
        List<Judgement> current = switch (result.outcome()) {
            case Outcome.Scored scored -> Verdicts.current(scored.judgements());
            case Outcome.Failed _ -> List.of();
        };
        task.add(result, current);
        if (current.size() > 1 && Verdicts.differ(current)) {
            List<Judgement> ordered = task.inOrder(current);
            disagreements.add(new Disagreement(run.run.number(), result.trial(), Verdicts.changeScore(ordered), Verdicts.told(ordered)));
        }
    }

    /// Takes a failure that counts no more because its trial was asked again: it was paid for, and is counted nowhere else.
    public void addPaid(SampleResult superseded) {
        RunTally run = runs.isEmpty() ? begin(new Leaderboard.Run(1, "", Optional.empty())) : runs.getLast();
        run.tasks.computeIfAbsent(superseded.trial().task(), _ -> new TaskTally(Optional.empty(), polling.isPresent())).paidBefore(superseded);
    }

    /// Adds something the reader should know.
    public void notice(String notice) {
        notices.add(runs.isEmpty() ? notice : runs.getLast().run.label() + ": " + notice);
    }

    /// The leaderboard of everything added so far.
    public Leaderboard build() {
        return new BoardAssembly(runs, disagreements, notices, polling).leaderboard();
    }
}
