package dev.assay.reports.board;

import dev.assay.core.log.RunHeader;
import dev.assay.core.sandbox.Isolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a reader must know of the boxes in which models' programs ran: that there were none, or that they were of different kinds.
final class IsolationNotes {

    private IsolationNotes() {
    }

    static List<String> of(List<LeaderboardBuilder.RunTally> runs) {
        Map<Isolation, List<String>> byLevel = new TreeMap<>();
        runs.forEach(run -> weakest(run).ifPresent(level -> byLevel.computeIfAbsent(level, _ -> new ArrayList<>()).add(run.run().label())));
        List<String> notes = new ArrayList<>();
        byLevel.getOrDefault(Isolation.NONE, List.of()).stream().distinct()
            .forEach(run -> notes.add((run.isEmpty() ? "In this run" : "In " + run) + " programs of models ran without any box, with the rights of whoever "
                + "started it (isolation NONE): they could have changed its results, and no gate judges them."));
        if (byLevel.size() > 1) {
            String levels = byLevel.entrySet().stream().map(level -> level.getKey() + " in " + String.join(", ", level.getValue()))
                .collect(Collectors.joining("; "));
            notes.add("Programs of models were not isolated alike (" + levels + "), and a difference may come from that.");
        }
        return notes;
    }

    private static Optional<Isolation> weakest(LeaderboardBuilder.RunTally run) {
        IsolationTally tally = new IsolationTally();
        run.run().header().map(RunHeader::provenance).ifPresent(tally::add);
        run.tasks().values().forEach(task -> tally.add(task.isolations()));
        return tally.weakest();
    }
}
